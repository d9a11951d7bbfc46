"""Words for money and time in the arithmetic of a finding, Chinese and English, and whose and which month a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import MINUTE, at, month_number
from guanjia.model.clock import moment as moment_of
from guanjia.model.measures import Measures, Periods

Text = tuple[str, str]  # Chinese, English

ZH_UNIT = {"CNY": "元", "USD": "美元"}


def money(minor: int, currency: str = "CNY") -> Text:
    """An amount in minor units, written out.

    >>> money(462917)
    ('4,629.17 元', 'CNY 4,629.17')
    """
    sign, size = ("−" if minor < 0 else ""), abs(int(minor))
    figure = f"{sign}{size // 100:,}.{size % 100:02d}"
    return f"{figure} {ZH_UNIT.get(currency, currency)}", f"{currency} {figure}"


def hours_minutes(us: int) -> str:
    """A span in hours and minutes, and seconds where there are any.

    >>> hours_minutes(605_400_000_000), hours_minutes(1_000_000)
    ('168:10', '0:00:01')
    """
    minutes, rest = divmod(int(us), MINUTE)
    seconds = rest // 1_000_000
    return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


def unit_of(finding: Mapping[str, Any], m: Measures) -> int:
    """The unit a finding is about; -1 where it is about a platform."""
    for number, worker in enumerate(m.units.worker):
        if worker == finding["worker_id"] and m.units.platforms[m.units.platform[number]] == finding["platform"]:
            return number
    return -1


def month_of(finding: Mapping[str, Any], m: Measures) -> int:
    """The month number in which the finding's span begins on the local clock."""
    return month_number(at(moment_of(finding["start"]), m.clock.zone).date())


def number(value: object) -> float | None:
    """A figure of a finding; None where there is none (null or nan)."""
    return None if not isinstance(value, int | float) or value != value else float(value)


def rows_of(finding: Mapping[str, Any], of: Periods, unit: int, m: Measures) -> NDArray[np.bool_]:
    """The rows of weeks or months of one unit that begin with the finding's span, in its region."""
    region = np.array([code == finding["region"] for code in m.units.regions] + [finding["region"] in ("", None)])
    result: NDArray[np.bool_] = (of.unit == unit) & (of.start == moment_of(finding["start"])) & region[of.region]
    return result


def rows_of_platform(finding: Mapping[str, Any], of: Periods, m: Measures) -> NDArray[np.bool_]:
    """The rows of weeks or months of all units of a platform that begin with the finding's span, in its region or in none."""
    mine = np.array([name == finding["platform"] for name in m.units.platforms])
    region = np.array([not code or code == finding["region"] for code in m.units.regions] + [True])
    result: NDArray[np.bool_] = mine[m.units.platform[of.unit]] & (of.start == moment_of(finding["start"])) & region[of.region]
    return result


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two figures with two decimals, or with as many as it takes to tell them apart (six at most).

    >>> told_apart(22.727, 25.0), told_apart(24.999, 25.0)
    (('22.73', '25.00'), ('24.999', '25.000'))
    """
    digits = next((n for n in range(2, 6) if one == other or f"{one:.{n}f}" != f"{other:.{n}f}"), 6)
    return f"{one:.{digits}f}", f"{other:.{digits}f}"
