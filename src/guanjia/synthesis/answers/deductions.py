"""Answers on what was taken from pay, and on the notice of the rule behind a fine."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.model.schema import PAY_KINDS
from guanjia.synthesis.answers.months import FOR_WORK, Months
from guanjia.synthesis.answers.rows import CANNOT, judged
from guanjia.synthesis.lines import CLASSES, DEPOSIT, FINES, RULE_OF
from guanjia.synthesis.numbers import DEDUCTION_LIMIT, DEPOSIT_LIMIT, NOTICE_DAYS
from guanjia.synthesis.spans import total

RULE = "deductions"


def deductions(months: Months) -> list[pa.Table]:
    """Each class of deductions of each month: its share of the pay, and, for fines, the days since the rule was published."""
    of, setting = months.of, months.of.setting
    lines = of.lines
    taken = (lines.kind == PAY_KINDS.index("deduction"))[months.line]
    line, month = months.line[taken], months.line_month[taken]
    cell = month * len(CLASSES) + lines.reason[line]
    some, count = np.unique(cell, return_counts=True)
    at, name = np.divmod(some, len(CLASSES))
    sums = total(np.searchsorted(some, cell), -lines.amount[line], len(some))
    supplements = ("supplement_weather", "supplement_holiday")
    earned = (months.base + months.of_lines(months.kind_is(*FOR_WORK, *supplements)))[at]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(earned > 0, sums * 100 / earned, np.nan)
    whose, unit = months.hours.whose, at // months.count
    shares = whose.rows(
        RULE,
        "month",
        "percent",
        unit,
        months.start(at),
        months.end(at),
        np.full(len(some), CANNOT),
        share,
        np.where(name == DEPOSIT, DEPOSIT_LIMIT, DEDUCTION_LIMIT),
        count=count,
        scenario=(name, CLASSES),
    )
    fines = np.flatnonzero(np.isin(name, FINES))
    cited = RULE_OF[lines.reason[line]] >= 0
    days = setting.calendar_day(lines.time[line]) - setting.calendar_day(lines.published[line])
    short = total(np.searchsorted(some, cell), cited & (days < NOTICE_DAYS), len(some))[fines]
    fewest = np.full(len(some), np.inf)
    np.minimum.at(fewest, np.searchsorted(some, cell)[cited], days[cited].astype(np.float64))
    fewest = np.where(np.isinf(fewest), np.nan, fewest)[fines]
    return [
        shares,
        whose.rows(
            RULE,
            "month",
            "day",
            unit[fines],
            months.start(at[fines]),
            months.end(at[fines]),
            judged(short > 0, np.isnan(fewest)),
            fewest,
            float(NOTICE_DAYS),
            count=short,
            scenario=(name[fines], tuple(f"{word}, notice of the rule" for word in CLASSES)),
        ),
    ]
