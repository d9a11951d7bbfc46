"""A value by day with what it may be: a band from low to high about its middle, as SVG without words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_WIDE, _TALL = 480, 230
_LEFT, _RIGHT, _TOP, _FOOT = 38, 8, 12, 30
_MOST_LABELS = 6

Span = tuple[float, float, float]  # low, middle, high


@dataclass(frozen=True)
class Band:
    """A band as a page draws it: filled shapes, lines, lone points, and where the axes are labelled."""

    areas: list[str]  # SVG points of each unbroken stretch
    lines: list[str]
    points: list[tuple[float, float, float, float]]  # x, low y, middle y, high y of days that stand alone
    across: list[tuple[float, str]]  # y, label
    along: list[tuple[float, str]]  # x, label
    mark: tuple[float, str] | None  # y, label of a line to read against
    width: int = _WIDE
    height: int = _TALL
    left: int = _LEFT
    right: int = _WIDE - _RIGHT
    foot: int = _TALL - _FOOT


def band(labels: Sequence[str], spans: Sequence[Span | None], ticks: Sequence[float], mark: float | None = None) -> Band:
    """The band of these days between the first and the last tick; days without a value leave a gap.

    Values beyond the ticks are drawn at the edge; the table beside a chart has them in full.
    """
    bottom, top = ticks[0], ticks[-1]

    def x(at: int) -> float:
        return round(_LEFT + (at + 0.5) * (_WIDE - _LEFT - _RIGHT) / max(len(labels), 1), 1)

    def y(value: float) -> float:
        part = (min(max(value, bottom), top) - bottom) / (top - bottom)
        return round(_TALL - _FOOT - part * (_TALL - _FOOT - _TOP), 1)

    areas, lines, points = [], [], []
    for stretch in _stretches(spans):
        drawn = [(x(at), y(low), y(middle), y(high)) for at, (low, middle, high) in stretch]
        if len(drawn) == 1:
            points.append(drawn[0])
            continue
        edge = [(place, high) for place, _, _, high in drawn] + [(place, low) for place, low, _, _ in reversed(drawn)]
        areas.append(" ".join(f"{place},{height}" for place, height in edge))
        lines.append(" ".join(f"{place},{middle}" for place, _, middle, _ in drawn))
    every = -(-len(labels) // _MOST_LABELS) or 1
    return Band(
        areas,
        lines,
        points,
        [(y(tick), f"{tick:g}") for tick in ticks],
        [(x(at), labels[at]) for at in range(0, len(labels), every)],
        None if mark is None else (y(mark), f"{mark:g}"),
    )


def _stretches(spans: Sequence[Span | None]) -> list[list[tuple[int, tuple[float, float, float]]]]:
    known = groupby(enumerate(spans), key=lambda pair: pair[1] is not None)
    return [[(at, span) for at, span in group if span is not None] for there, group in known if there]
