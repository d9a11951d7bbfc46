"""How much of a sheet of A4 text takes, by the sizes in bulletin.css: what keeps a bulletin to two pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

SECOND_PAGE = 182  # mm for guidance, cautions, method and budget below their headings, less two lines for wider fonts
_LINE, _ENGLISH_LINE, _GAP, _ROW = 5.4, 3.8, 0.8, 5.5  # mm
_CHARACTERS, _BOXED, _ENGLISH = 46, 44, 120  # in a line


def paragraphs(texts: Sequence[str], boxed: bool = False, english: bool = False) -> float:
    """Millimetres of these list items, each on whole lines.

    >>> round(paragraphs(["中" * 47]), 1)
    11.6
    """
    wide = _ENGLISH if english else _BOXED if boxed else _CHARACTERS
    tall, gap = (_ENGLISH_LINE, 0.0) if english else (_LINE, _GAP)
    return sum(ceil(len(text) / wide) * tall + gap for text in texts)


def rows(count: int) -> float:
    """Millimetres of a list in two columns.

    >>> rows(3)
    11.0
    """
    return ceil(count / 2) * _ROW
