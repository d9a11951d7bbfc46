"""The closed list of units a law entry may have, and how long the durations among them are."""

from __future__ import annotations

import re
from typing import Final

SECOND_US: Final = 1_000_000
DURATIONS_US: Final[dict[str, int]] = {"minute": 60 * SECOND_US, "hour": 3600 * SECOND_US, "day": 86400 * SECOND_US}
"""Microseconds in one unit of each duration."""

NAMES: Final[dict[str, str]] = {
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "month": "个月",
    "km/h": "公里/小时",
    "percent": "%",
    "degC": "℃",
    "multiple": "倍",
    "count": "个",
}
"""Units without money, with their Chinese names."""

_MONEY_RATE: Final = re.compile(r"[A-Z]{3}/(hour|month|day|order|km)")
_PER: Final = {"hour": "小时", "month": "月", "day": "天", "order": "单", "km": "公里"}


def known(unit: str) -> bool:
    """Whether ``unit`` is in the closed list: one of NAMES, or an ISO 4217 code per hour, day, month, order or km.

    >>> known("hour"), known("USD/hour"), known("fortnight")
    (True, True, False)
    """
    return unit in NAMES or _MONEY_RATE.fullmatch(unit) is not None


def in_chinese(unit: str) -> str:
    """The unit in Chinese.

    >>> in_chinese("CNY/hour"), in_chinese("degC")
    ('元/小时', '℃')
    """
    if unit in NAMES:
        return NAMES[unit]
    currency, _, per = unit.partition("/")
    return f"{'元' if currency == 'CNY' else currency}/{_PER.get(per, per)}"
