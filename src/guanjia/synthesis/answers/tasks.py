"""Answers that count task by task: promised speeds, commission, and supplements for orders under a warning."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.synthesis.answers.months import Months
from guanjia.synthesis.answers.rows import BLANK, CANNOT, judged
from guanjia.synthesis.lines import PER_STORM_ORDER
from guanjia.synthesis.numbers import DESIGN_SPEED, PROMISED_SPEED
from guanjia.synthesis.orders import COMPLETED
from guanjia.synthesis.setting import FOOD, FREIGHT, RIDE, Bool, Int
from guanjia.synthesis.spans import total
from guanjia.synthesis.weather import warned

CAP, MEAN, FEWEST = 27, 25, 50  # percent an order, percent a month, orders from which on: `Setting.agreements`


def tasks(months: Months) -> list[pa.Table]:
    """All answers that count task by task; they are about identities, never about joint people."""
    return [*_speeds(months), *_commission(months), *_supplements(months)]


def _own(months: Months, chosen: Bool) -> tuple[Int, Int]:
    """Rows of chosen orders, and the unit-month of each."""
    rows = np.flatnonzero(chosen)
    return rows, months.month[rows]  # an order's own entry stands at its own place; joint ones come after


def _rows(
    months: Months,
    rule: str,
    measure: str,
    cell: Int,
    verdict: Int,
    measured: np.ndarray,
    limit: np.ndarray | float,
    owed: Int | None,
    count: Int,
) -> pa.Table:
    return months.hours.whose.rows(
        rule, "month", measure, cell // months.count, months.start(cell), months.end(cell), verdict, measured, limit, owed=owed, count=count
    )


def _speeds(months: Months) -> list[pa.Table]:
    """The greatest speed that a promise asked for, and how many asked for more than the limit."""
    of = months.of.orders
    rows, month = _own(months, of.micro >= 0)
    micro = of.micro[rows]
    worst = np.full(months.size, -1)
    np.maximum.at(worst, month, micro)
    cell = np.flatnonzero(worst >= 0)
    result = []
    for rule, limit in (("promise_speed_standard", PROMISED_SPEED), ("promise_speed_product", DESIGN_SPEED)):
        beyond = total(month, micro > limit * 1e6, months.size)[cell]
        result.append(_rows(months, rule, "km/h", cell, judged(beyond > 0), worst[cell] / 1e6, limit, None, beyond))
    return result


def _commission(months: Months) -> list[pa.Table]:
    """What was kept of each fare and of all fares of a month; a platform that declared no cap cannot be judged."""
    of, setting = months.of, months.of.setting
    row = of.orders.row
    concerned = (row["status"] == COMPLETED) & np.isin(row["kind"], (RIDE, FREIGHT)) & (row["fare"] > 0)
    declared = (row["platform"] == setting.of_work[RIDE][0]) & (row["kind"] == RIDE)
    rows, month = _own(months, concerned & declared)
    fare, kept = row["fare"][rows].astype(np.int64), row["commission"][rows].astype(np.int64)
    excess = np.maximum(kept - fare * CAP // 100, 0)
    rate = np.full(months.size, -np.inf)
    np.maximum.at(rate, month, kept * 100 / fare)
    orders = total(month, np.ones(len(rows), np.int64), months.size)
    cell = np.flatnonzero(orders)
    beyond = total(month, excess > 0, months.size)[cell]
    owed = np.where(beyond > 0, total(month, excess, months.size)[cell], BLANK)
    unknown = np.unique(_own(months, concerned & ~declared)[1])
    blank = np.full(len(unknown), np.nan)
    cannot = np.full(len(unknown), CANNOT)
    per_order = [
        _rows(months, "commission_per_order", "percent", cell, judged(beyond > 0), rate[cell], float(CAP), owed, beyond),
        _rows(months, "commission_per_order", "percent", unknown, cannot, blank, blank, None, np.zeros(len(unknown), np.int64)),
    ]
    many = cell[orders[cell] >= FEWEST]
    taken, fares = total(month, kept, months.size)[many], total(month, fare, months.size)[many]
    over = np.maximum(taken - fares * MEAN // 100, 0)
    owed = np.where(over > 0, over, BLANK)
    mean = _rows(months, "commission_monthly_mean", "percent", many, judged(over > 0), taken * 100 / fares, float(MEAN), owed, orders[many])
    return [*per_order, mean]


def _supplements(months: Months) -> list[pa.Table]:
    """One yuan for each completed delivery offered under the warning, against the month's weather supplements."""
    of, setting = months.of, months.of.setting
    row = of.orders.row
    promised = (row["platform"] == setting.of_work[FOOD][0]) & (row["kind"] == FOOD) & (row["status"] == COMPLETED)
    _, month = _own(months, promised & warned(setting, row["dispatch"]))
    orders = total(month, np.ones(len(month), np.int64), months.size)
    cell = np.flatnonzero(orders)
    due, paid = orders[cell] * PER_STORM_ORDER, months.of_lines(months.kind_is("supplement_weather"))[cell]
    short = paid < due
    owed = np.where(short, due - paid, BLANK)
    return [_rows(months, "weather_supplement", "CNY", cell, judged(short), paid / 100, due / 100, owed, orders[cell])]
