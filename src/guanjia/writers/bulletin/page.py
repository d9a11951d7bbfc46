"""The bulletin as HTML that prints on exactly two sheets of A4."""

from __future__ import annotations

from guanjia.writers.bulletin import wording
from guanjia.writers.bulletin.view import BulletinView, shown
from guanjia.writers.drawing.hexes import draw
from guanjia.writers.drawing.policy import policy
from guanjia.writers.drawing.template import render as render_template
from guanjia.writers.risk_map.render import groups, legend, ordered


def render(view: BulletinView) -> str:
    """One self-contained page without any script."""
    it = shown(view)
    cells = [] if view.map is None else ordered(view.map.cells)
    drawing = None if view.map is None else draw([cell.cell for cell in cells], view.map.outlines)
    return render_template(
        "bulletin",
        "bulletin.html",
        {
            "it": view,
            "shown": it,
            "w": wording,
            "drawing": drawing,
            "keys": [] if view.map is None else legend(view.map),
            "groups": [] if drawing is None else groups(cells, drawing),
            "palette": view.palette if view.map is None else view.map.palette,
            "csp": policy(),
        },
    )
