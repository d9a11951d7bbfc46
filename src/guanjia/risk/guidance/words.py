"""Words that several kinds of guidance share."""

from __future__ import annotations

from typing import Final

from guanjia.risk.guidance.lines import Text

DAYS_ZH: Final = "一二三四五六日"
DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hour_words(hour: int) -> Text:
    """An hour of the week in words.

    >>> hour_words(35)
    ('周二 11:00–12:00', 'Tue 11:00–12:00')
    """
    day, clock = divmod(hour, 24)
    span = f"{clock:02d}:00–{clock + 1:02d}:00"
    return f"周{DAYS_ZH[day]} {span}", f"{DAYS_EN[day]} {span}"


def percent(share: float) -> str:
    """A share as a percentage.

    >>> percent(0.1234)
    '12.3%'
    """
    return f"{100 * share:.1f}%"
