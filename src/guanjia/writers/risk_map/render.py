"""The map page: static drawing and table that need no script, and one small script for arrow keys and the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.hexes import Drawing, draw
from guanjia.writers.drawing.levels import HIGHEST
from guanjia.writers.drawing.policy import policy
from guanjia.writers.drawing.template import render as render_template
from guanjia.writers.drawing.template import source
from guanjia.writers.drawing.week import grid
from guanjia.writers.risk_map.view import MapCell, MapView

_FOLDER = "risk_map"
_ALL_NUMBERED = 400  # with more cells only the two highest levels carry their number, for the sake of the file's size
_FIRST_NUMBERED = HIGHEST - 1
_PRINTED_ROWS = 40


@dataclass(frozen=True)
class Group:
    """Cells that look alike: the class they are drawn with and their paths."""

    look: str
    paths: list[str]


@dataclass(frozen=True)
class Key:
    """One line of the legend: how it is drawn, its number, its words, and how many cells it stands for."""

    look: str
    number: str
    words: Text
    count: int


def render(view: MapView) -> str:
    """One self-contained page that fetches nothing."""
    cells = ordered(view.cells)
    drawing = draw([cell.cell for cell in cells], view.outlines)
    script = source(_FOLDER, "risk_map.js") if cells else ""
    return render_template(
        _FOLDER,
        "risk_map.html",
        {
            "it": view,
            "cells": cells,
            "named": any(cell.label[0] for cell in cells),
            "printed": min(len(cells), _PRINTED_ROWS),
            "blanks": any(cell.level is None and not cell.noisy for cell in cells),
            "keys": legend(view),
            "noisy": any(cell.noisy for cell in cells),
            "drawing": drawing,
            "groups": [] if drawing is None else groups(cells, drawing),
            "numbers": [] if drawing is None else _numbers(cells, drawing),
            "palette": view.palette,
            "grid": None if view.week is None else grid(view.week),
            "script": script,
            "csp": policy(script),
        },
    )


def ordered(cells: Sequence[MapCell]) -> list[MapCell]:
    """High levels first, told figures before hatched ones, blanks last: the order of the table and of the drawing."""
    return sorted(cells, key=lambda cell: (1 + (not cell.noisy) if cell.level is None else -cell.level, cell.noisy, cell.cell))


def look(cell: MapCell) -> str:
    """The class a cell is drawn with."""
    if cell.level is None:
        return "nb" if cell.noisy else "lb"
    return f"{'n' if cell.noisy else 'l'}{cell.level}"


def groups(cells: Sequence[MapCell], drawing: Drawing) -> list[Group]:
    """The paths of a drawing by how they look, in the order of the cells."""
    pairs = groupby(zip(cells, drawing.paths, strict=True), key=lambda pair: look(pair[0]))
    return [Group(name, [path for _, path in group]) for name, group in pairs]


def legend(view: MapView) -> list[Key]:
    """The levels from high to low, each hatched where all its cells are; then hatching and blank where some cells need the word."""
    looks = [look(cell) for cell in view.cells]
    keys = []
    for level in reversed(range(HIGHEST + 1)):
        plain, hatched = looks.count(f"l{level}"), looks.count(f"n{level}")
        name = f"n{level}" if hatched and not plain else f"l{level}"
        keys.append(Key(name, str(level), view.levels[level], plain + hatched))
    noisy = [cell for cell in view.cells if cell.noisy]
    if noisy and view.noise not in {key.words for key in keys}:
        keys.append(Key("n2" if any(cell.level is not None for cell in noisy) else "nb", "", view.noise, len(noisy)))
    if "lb" in looks:
        keys.append(Key("lb", "", view.blank, looks.count("lb")))
    return keys


def _numbers(cells: Sequence[MapCell], drawing: Drawing) -> list[tuple[int, list[tuple[int, int]]]]:
    """Each level with the places where its number is written."""
    least = 0 if len(cells) <= _ALL_NUMBERED else _FIRST_NUMBERED
    places: dict[int, list[tuple[int, int]]] = {}
    for cell, place in zip(cells, drawing.centres, strict=True):
        if cell.level is not None and cell.level >= least and not cell.noisy:
            places.setdefault(cell.level, []).append(place)
    return list(places.items())
