"""Histograms as inline SVG: digits only, so that the words around them can change language."""

from __future__ import annotations

import io
import re
from typing import Any

from guanjia.writers.digest.distributions import Histogram

CALM, BEYOND, INK = "#3b6f8f", "#c2512f", "#55606a"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "guanjia",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.edgecolor": "#c9ced2",
    "xtick.color": INK,
    "ytick.color": INK,
}


def histogram(data: Histogram, mark: float | None = None, tint: bool = True, wide: float = 4.4, tall: float = 2.1) -> str:
    """One histogram as an ``<svg>``; ``mark`` is a dashed line, and with ``tint`` the bars above it are coloured."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(wide, tall))
        axes = figure.add_axes((0.13, 0.15, 0.85, 0.77))
        _bars(axes, data, mark, tint)
        _frame(axes, data)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return _inline(text.getvalue())


def _bars(axes: Any, data: Histogram, mark: float | None, tint: bool) -> None:
    width = data.edges[1] - data.edges[0]
    colours = [BEYOND if tint and mark is not None and left >= mark else CALM for left in data.edges[:-1]]
    axes.bar(data.edges[:-1], data.counts, width * 0.9, align="edge", color=colours, linewidth=0, clip_on=False)
    if mark is not None and data.edges[0] < mark < data.edges[-1]:
        axes.axvline(mark, color=BEYOND, linewidth=1, linestyle=(0, (4, 3)), clip_on=False)
        place = {"xycoords": ("data", "axes fraction"), "xytext": (4, -2), "textcoords": "offset points"}
        axes.annotate(f"{mark:g}", (mark, 1), **place, color=BEYOND, va="top")


def _frame(axes: Any, data: Histogram) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    last = data.edges[-2]
    axes.set_xlim(data.edges[0], data.edges[-1])
    step = max(len(data.counts) // 8, 1)
    axes.set_xticks(data.edges[:-1:step], [f"{edge:g}" + ("+" if edge == last else "") for edge in data.edges[:-1:step]])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="y", color="#e4e7e9", linewidth=0.7, clip_on=False)
    axes.set_axisbelow(True)
    axes.tick_params(left=False, bottom=False)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _inline(svg: str) -> str:
    """The bare ``<svg>``: no prologue, metadata, style or fixed size, and no ids, which would clash where a page holds several drawings."""
    body = re.sub(r"<metadata>.*?</metadata>|<defs>.*?</defs>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    body = re.sub(r' (id|clip-path|xmlns:xlink)="[^"]*"', "", body)
    return re.sub(r'^<svg [^>]*?viewBox="([^"]+)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true" focusable="false">', body, count=1)
