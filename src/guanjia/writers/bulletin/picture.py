"""The map as a PNG, for documents that hold no SVG: the same cells, colours and hatching, and no words but the regions' outlines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from guanjia.writers.drawing.levels import BLANK
from guanjia.writers.drawing.outlines import outlines
from guanjia.writers.drawing.plane import Ring, boundary, plane
from guanjia.writers.risk_map.render import look
from guanjia.writers.risk_map.view import MapCell, MapView

_INCHES, _DOTS = 5.0, 200
_OUTLINE, _BLANK_EDGE, _NOISE = "#1d272e", "#d9dee1", "#c3cacf"


def picture(view: MapView) -> bytes:
    """A PNG of the map, as wide as its plane asks for."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch

    shapes, corners = outlines(view.outlines), [boundary(cell.cell) for cell in view.cells]
    on = plane(corners)
    most = max(on.width, on.height)
    with matplotlib.rc_context({"hatch.linewidth": 0.5}):
        figure = Figure(figsize=(_INCHES * on.width / most, _INCHES * on.height / most), dpi=_DOTS)
        axes = figure.add_axes((0, 0, 1, 1))
        for name, rings in _alike(view.cells, corners).items():  # a path for all cells that look alike: thousands are drawn in no time
            points = [[on.point(*corner) for corner in ring] for ring in rings]
            axes.add_artist(PathPatch(_outline(points), **_look(name, view)))
        for shape in shapes:
            for ring in shape.rings:
                axes.plot(*_across([on.point(*corner) for corner in ring]), color=_OUTLINE, linewidth=1.1)
        axes.set_xlim(0, on.width)
        axes.set_ylim(on.height, 0)
        axes.set_axis_off()
        file = io.BytesIO()
        figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def _across(points: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [x for x, _ in points], [y for _, y in points]


def _alike(cells: Sequence[MapCell], corners: Sequence[Ring]) -> dict[str, list[Ring]]:
    """The rings of cells by how they look."""
    rings: dict[str, list[Ring]] = {}
    for cell, ring in zip(cells, corners, strict=True):
        rings.setdefault(look(cell), []).append(ring)
    return rings


def _outline(rings: Sequence[Sequence[tuple[int, int]]]) -> Any:
    """One path of many closed rings."""
    from matplotlib.path import Path

    points = [point for ring in rings for point in (*ring, ring[0])]
    kinds = [kind for ring in rings for kind in (Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY)]
    return Path(points, kinds)


def _look(name: str, view: MapView) -> dict[str, Any]:
    """How `look` is drawn here."""
    if name == "lb":
        return {"facecolor": BLANK, "edgecolor": _BLANK_EDGE, "linewidth": 0.15}
    if name == "nb":
        return {"facecolor": _NOISE, "edgecolor": _NOISE, "linewidth": 0.0}
    level = int(name[1])
    if name[0] == "n":
        return {"facecolor": view.palette.fills[level], "edgecolor": view.palette.inks[level], "linewidth": 0.0, "hatch": "//////"}
    return {"facecolor": view.palette.fills[level], "edgecolor": "#ffffff", "linewidth": 0.3}
