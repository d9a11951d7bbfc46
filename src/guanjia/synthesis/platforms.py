"""What concerns the city's platforms as a whole: injury premiums, rule changes, agreements, and the answers on them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from guanjia.model.schema import AGREEMENTS, PAY_KINDS, PAY_LINES
from guanjia.synthesis.answers.rows import BLANK, BREACH, CANNOT, MET, Whose
from guanjia.synthesis.columns import labels, moments, records
from guanjia.synthesis.notices import rule_changes
from guanjia.synthesis.numbers import NOTICE_DAYS, PREMIUM
from guanjia.synthesis.setting import DAY, FOOD, NAMES, WORK, Int, Setting

DELIVERY = 25  # fen: the rate that the first platform of food delivery says holds for it; the others do not say
COVERED = ("food_delivery", "parcel_delivery", "ride_hailing", "freight")
NEW_FIRM = 7  # fen: the lower of the two rates, which a platform that does not say pays


def agreements_table(setting: Setting) -> pa.Table:
    """What the fictitious platforms agreed or promised."""
    rows = setting.agreements
    columns: dict[str, object] = {
        "platform": pa.array([NAMES[row.platform] for row in rows]),
        "kind": pa.array([WORK[row.kind] for row in rows]),
        "first_day": date(setting.first_day.year, 1, 1),
        "document": "虚构平台文件",
        "article": "第三条",
        **{name: pa.array([getattr(row, name) for row in rows]) for name in ("topic", "value", "unit", "product", "condition", "force")},
    }
    return records(AGREEMENTS, len(rows), columns)


def premiums(setting: Setting, completed: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Pay lines of the injury premiums of all months, and the answers on them.

    The first platform pays a tenth too little in the last month, all others what is due. A platform of food delivery that does not say
    which of the two rates holds for it cannot be judged, unless it paid too little for its other orders.
    """
    found: list[tuple[int, int, int, float, int, int, int]] = []
    lines: list[tuple[int, int, str, int]] = []
    last = int(setting.months[-1] - setting.months[0])
    keys = (
        completed.group_by(["platform", "month", "kind"])
        .aggregate([("orders", "sum")])
        .sort_by([("platform", "ascending"), ("month", "ascending")])
    )
    of: dict[tuple[int, int], dict[str, int]] = {}
    for row in keys.to_pylist():
        if row["kind"] in COVERED:
            of.setdefault((NAMES.index(row["platform"]), row["month"] - int(setting.months[0])), {})[row["kind"]] = row["orders_sum"]
    for (platform, month), counts in sorted(of.items()):
        said = platform == setting.of_work[FOOD][0]
        rates = {"food_delivery": DELIVERY, **PREMIUM} if said else {**PREMIUM}
        due = sum(count * rates[kind] for kind, count in counts.items() if kind in rates)
        unknown = any(kind not in rates for kind in counts)
        share = 9 if platform == 0 and month == last else 10
        amounts = {kind: count * rates.get(kind, NEW_FIRM) * share // 10 for kind, count in counts.items()}
        paid = sum(amounts.values())
        day = int(np.flatnonzero(setting.month_of_day == month)[-1])
        lines += [(platform, day * DAY + 16 * 3_600, kind, amount) for kind, amount in amounts.items()]
        verdict = CANNOT if paid == 0 or (unknown and paid >= due) else BREACH if paid < due else MET
        limit = np.nan if unknown and due == 0 else due / 100
        owed = due - paid if verdict == BREACH else BLANK
        found.append((platform, month, paid, limit, verdict, owed, sum(counts.values())))
    return _lines(setting, lines), _answers(setting, found)


def _lines(setting: Setting, lines: list[tuple[int, int, str, int]]) -> pa.Table:
    kinds = sorted({kind for _, _, kind, _ in lines})
    columns = {
        "platform": labels(np.array([line[0] for line in lines]), NAMES),
        "time": moments((np.array([line[1] for line in lines], np.int64) + setting.zero) * 1_000_000),
        "kind": labels(np.full(len(lines), PAY_KINDS.index("injury_premium")), PAY_KINDS),
        "reason": labels(np.array([kinds.index(line[2]) for line in lines]), kinds or [""]),
        "amount": np.array([line[3] for line in lines], np.int64),
        "currency": "CNY",
    }
    return records(PAY_LINES, len(lines), columns)


def _whose(setting: Setting, platform: Int) -> Whose:
    """Rows about platforms."""
    return Whose(setting, pa.array([""] * len(platform), pa.string()), platform, NAMES)


def _nobody(rows: pa.Table) -> pa.Table:
    """Rows that name no worker, once in their dictionary."""
    at = rows.schema.get_field_index("worker_id")
    return rows.set_column(at, rows.schema.field(at), labels(np.zeros(len(rows), np.int64), [""]))


def _answers(setting: Setting, found: list[tuple[int, int, int, float, int, int, int]]) -> pa.Table:
    platform, month, paid, limit, verdict, owed, orders = (np.array(column) for column in zip(*found, strict=True))
    paid = paid.astype(np.float64)
    start, end = (np.array([setting.month_second(int(one) + later) for one in month], np.int64) for later in (0, 1))
    measured = np.where(paid == 0, np.nan, paid / 100)
    rows = _whose(setting, platform).rows(
        "injury_premium", "platform-month", "CNY", np.arange(len(platform)), start, end, verdict, measured, limit, owed=owed, count=orders
    )
    return _nobody(rows)


def rule_change_answers(setting: Setting) -> pa.Table:
    """Answers on the rule changes that were announced: calendar days from publication to effect."""
    platform, published, effective = (np.array(column, np.int64) for column in zip(*rule_changes(setting), strict=True))
    days = setting.calendar_day(effective) - setting.calendar_day(published)
    verdict = np.where(days < NOTICE_DAYS, BREACH, MET)
    rows = _whose(setting, platform).rows(
        "rule_change_notice",
        "notice",
        "day",
        np.arange(len(platform)),
        published,
        effective,
        verdict,
        days.astype(np.float64),
        float(NOTICE_DAYS),
        count=(days < NOTICE_DAYS).astype(np.int64),
    )
    return _nobody(rows)


__all__ = ["agreements_table", "premiums", "rule_change_answers"]
