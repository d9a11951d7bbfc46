"""One sheet of the workbook: a banner where the law is hypothetical, a line of remarks, frozen headings, filters and typed columns.

Text is always written as text, never as a formula, whatever it begins with.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from guanjia.writers.digest.words import Text

TEXT, WHOLE, NUMBER, SHARE, DAY, MOMENT = "text", "whole", "number", "share", "day", "moment"
_FORMATS = {
    TEXT: {"valign": "top"},
    WHOLE: {"num_format": "#,##0", "valign": "top"},
    NUMBER: {"num_format": "#,##0.00", "valign": "top"},
    SHARE: {"num_format": "0.0%", "valign": "top"},
    DAY: {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    MOMENT: {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"},
}
_HEAD = {"bold": True, "bg_color": "#1d272e", "font_color": "#ffffff", "text_wrap": True, "valign": "top", "border": 0}
_BANNER = {"bold": True, "font_color": "#c2512f"}
_TITLE = {"bold": True, "font_size": 14}
_SOFT = {"font_color": "#55606a"}


@dataclass(frozen=True)
class Head:
    """One column: its heading in both languages, what it holds, and its width in characters."""

    zh: str
    en: str
    kind: str = TEXT
    width: float = 14


class Book:
    """A workbook under way; every sheet carries the banner."""

    def __init__(self, book: Any, banner: Text | None) -> None:
        """``book`` is an xlsxwriter workbook in constant-memory mode: rows must come in order."""
        self._book, self._banner = book, banner
        self._formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        looks = {"head": _HEAD, "banner": _BANNER, "title": _TITLE, "soft": _SOFT}
        self._looks = {name: book.add_format(look) for name, look in looks.items()}

    def sheet(self, name: str, remark: Text, heads: Sequence[Head], rows: Iterable[Sequence[object]]) -> int:
        """Add a sheet and return how many rows it has. None, nan and infinity leave the cell empty."""
        sheet = self._book.add_worksheet(name)
        for number, head in enumerate(heads):
            sheet.set_column(number, number, head.width)
        sheet.write_string(0, 0, name, self._looks["title"])
        if self._banner:
            sheet.write_string(0, min(1, len(heads) - 1), " / ".join(self._banner), self._looks["banner"])
        sheet.write_string(1, 0, " / ".join(part for part in remark if part), self._looks["soft"])
        sheet.set_row(2, 32)
        for number, head in enumerate(heads):
            sheet.write_string(2, number, f"{head.zh}\n{head.en}", self._looks["head"])
        count = self._rows(sheet, heads, rows)
        sheet.freeze_panes(3, 0)
        sheet.autofilter(2, 0, 2 + max(count, 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)
        return count

    def _rows(self, sheet: Any, heads: Sequence[Head], rows: Iterable[Sequence[object]]) -> int:
        columns = [(number, head.kind == TEXT, self._formats[head.kind]) for number, head in enumerate(heads)]
        count = 0
        for count, row in enumerate(rows, 1):
            for (number, is_text, look), value in zip(columns, row, strict=True):
                if value is None or value == "":
                    continue
                if is_text:
                    sheet.write_string(count + 2, number, str(value), look)
                elif isinstance(value, int | float) and math.isfinite(value):
                    sheet.write_number(count + 2, number, value, look)
        return count
