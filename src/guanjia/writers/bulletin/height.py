"""How much of a sheet of A4 text takes, by the sizes in bulletin.css: what keeps a bulletin to two pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

SECOND_PAGE = 182  # mm for guidance, cautions, method and budget below their headings, less two lines for wider fonts
_GAP, _ROW = 0.8, 5.5  # mm


@dataclass(frozen=True)
class Type:
    """A size of type: characters in a line, the line's height and the gap below a paragraph in mm."""

    characters: int
    line: float
    gap: float = _GAP


BODY, BOXED, ENGLISH, SMALL = Type(46, 5.4), Type(48, 4.9), Type(120, 3.8, 0.0), Type(55, 4.3)


def paragraphs(texts: Sequence[str], of: Type = BODY) -> float:
    """Millimetres of these list items, each on whole lines.

    >>> round(paragraphs(["中" * 47]), 1)
    11.6
    """
    return sum(ceil(len(text) / of.characters) * of.line + of.gap for text in texts)


def rows(count: int) -> float:
    """Millimetres of a list in two columns.

    >>> rows(3)
    11.0
    """
    return ceil(count / 2) * _ROW
