"""The analyst's page: one file without script; its layers are chosen by radio buttons and style alone."""

from __future__ import annotations

from collections.abc import Sequence

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.hexes import draw
from guanjia.writers.drawing.levels import ADVISORY, STEPS, Palette
from guanjia.writers.drawing.policy import policy
from guanjia.writers.drawing.template import render as render_template
from guanjia.writers.drawing.week import grid
from guanjia.writers.risk_page.view import RiskCell, RiskPageView

WORDS: tuple[Text, ...] = (("无提示", "none"), ("蓝色提示", "blue"), ("黄色提示", "yellow"), ("橙色提示", "orange"), ("红色提示", "red"))
NOT_JUDGED: Text = ("不能判断", "cannot judge")
BASES: dict[str, Text] = {
    "observed": ("依据：已记录的伤害", "basis: injuries on record"),
    "expected": ("依据：预期风险，不是已发生的伤害", "basis: expected risk, not injuries that happened"),
}
STATUS: dict[str, tuple[Text, str]] = {
    "seen": (("见于所注之处", "read at the place named"), "ok"),
    "judgement": (("判断", "judgement"), "warn"),
    "memory": (("凭记忆，未核", "recalled, not verified"), "warn"),
}
MOST_ROWS = 30  # of the index and of the guidance; all of them stand in the folder's tables


def render(view: RiskPageView) -> str:
    """One self-contained page that fetches nothing."""
    return render_template(
        "risk_page",
        "risk.html",
        {
            "it": view,
            "basis": BASES[view.basis],
            "drawing": draw([cell.cell for cell in view.cells], view.outlines),
            "classes": [classes(cell) for cell in view.cells],
            "layer_rules": layer_rules(len(view.layers), STEPS),
            "steps": STEPS,
            "advisory": ADVISORY,
            "index": [_index_row(view, at) for at in range(min(len(view.index), MOST_ROWS))],
            "guidance": [(line.where, line.when, line.what, line.why, line.effect, line.tasks) for line in view.guidance[:MOST_ROWS]],
            "most": MOST_ROWS,
            "status": STATUS,
            "grid": None if view.week is None else grid(view.week),
            "csp": policy(),
        },
    )


def classes(cell: RiskCell) -> str:
    """The classes of a cell's path: one a layer, its letter and its level, with b for blank.

    >>> classes(RiskCell("", (3, None)))
    'a3 bb'
    """
    return " ".join(f"{_letter(at)}{'b' if level is None else level}" for at, level in enumerate(cell.levels))


def layer_rules(layers: int, palette: Palette) -> str:
    """The style that paints the cells by the layer whose button is pressed, and shows that layer's legend alone."""
    rules = []
    for at in range(layers):
        shown, letter = f"#layer-{at}:checked ~", _letter(at)
        fills: Sequence[str] = [*palette.fills, "url(#lb)"]
        rules += [f"{shown} .map .{letter}{name} {{ fill: {fill}; }}" for name, fill in zip("01234b", fills, strict=True)]
        rules.append(f"{shown} .legends .of-{at} {{ display: block; }}")
        rules.append(f"{shown} .layers label[for=layer-{at}] {{ background: var(--ink); color: #fff; }}")
        rules.append(f"#layer-{at}:focus-visible ~ .layers label[for=layer-{at}] {{ outline: 3px solid var(--met); outline-offset: 2px; }}")
    return "\n".join(rules)


def _index_row(view: RiskPageView, at: int) -> tuple[object, ...]:
    line = view.index[at]
    word = NOT_JUDGED if line.level is None else WORDS[line.level]
    mark = {"level": line.level, "word": word}
    return line.area, line.region, mark, line.index, line.probability or "—", line.stability or "—", line.reason


def _letter(at: int) -> str:
    return chr(ord("a") + at)
