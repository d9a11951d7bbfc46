"""A worker's page from the rows of their portrait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from guanjia.kernels.on_road.price import DAY_OFF_BEFORE
from guanjia.model.measures import ACROSS
from guanjia.risk.portrait.words import ALONE, CHANGES, PURPOSE, TERMS
from guanjia.writers.digest.words import Text
from guanjia.writers.portrait_page.view import Change, Contributor, PortraitDay, PortraitView
from guanjia.writers.risk.assumptions import assumption_lines

Row = Mapping[str, Any]
MOST_CHANGES: Final = 3
_NAMES: Final[dict[str, Text]] = dict((*TERMS, *ALONE))
_ASKED: Final[dict[str, Text]] = dict(CHANGES.values())
_TERMS: Final = frozenset(code for code, _ in TERMS)

NOT_TOLD_APART: Final[Text] = (
    "每一天的区间都含 1：按现有证据，分不出与普通的一小时有无差别。",
    "The interval of every day holds 1: on what is known, these hours are not told apart from ordinary ones.",
)
_METHOD: Final[tuple[Text, ...]] = (
    PURPOSE,
    (
        "相对风险是先验值：HSE 风险指数的一半对数，本地伤害记录可以移动它；1 为休息充足、班次中段的一小时。",
        "Relative risk is a prior: half the logarithm of the HSE Risk Index, moved by local injuries; 1 is an hour in the middle of a "
        "rested duty.",
    ),
    (
        "困倦度由离岗时段推断睡眠得出，是群体平均，不是对您的测量；在其他平台、未登记的工作看不到。",
        "Sleepiness rests on sleep inferred from hours off: a mean of groups, not a measurement of you; work elsewhere is invisible.",
    ),
    (
        "另一模型（统一模型）算出的反应失误次数列在旁边，只用来看结论是否依赖模型：两者不一致时，两个都不要当真。",
        "Lapses by another model (the unified model) stand beside it, to see whether a conclusion depends on the model: where the two "
        "disagree, rely on neither.",
    ),
    (
        "每项改变都用您自己的工作时刻逐日重新计算；多天一起改会怎样，没有算。",
        "Every change is worked through anew on your own hours, one day at a time: what changing many days together would do is not told.",
    ),
)


def portrait_view(rows: Sequence[Row]) -> PortraitView:
    """The page of one worker; ``rows`` are `guanjia.risk.portrait.table.PORTRAITS` in order of day, at least one."""
    platforms = sorted({str(row["platform"]) for row in rows})
    first, last = rows[0]["day"], rows[-1]["day"]
    hours = sum(row["hours"] for row in rows)
    mean, low, high = (sum(row[name] * row["hours"] for row in rows) / hours for name in _RISK)
    young = sum(bool(row["young"]) for row in rows)
    days = len({row["day"] for row in rows})
    told_apart = any(row["relative_risk_low"] > 1 or row["relative_risk_high"] < 1 for row in rows)
    return PortraitView(
        str(rows[0]["worker_id"]),
        tuple(("各平台合计", "all platforms") if name == ACROSS else (name, name) for name in platforms),
        f"{first} – {last}",
        (
            f"{days} 天、{hours:.0f} 小时在单；每小时预期相对风险平均 {mean:.2f}（{low:.2f} – {high:.2f}）",
            f"{days} days, {hours:.0f} h on task; expected relative risk of an hour {mean:.2f} ({low:.2f} – {high:.2f}) on average",
        ),
        tuple(_day(row) for row in rows),
        _contributors(rows),
        _changes(rows),
        assumption_lines(),
        _METHOD,
        None if told_apart else NOT_TOLD_APART,
        None
        if not young
        else (
            f"其中 {young} 天在记录开始后一周内，困倦度仍依赖对此前休息的假定",
            f"{young} of the days lie within a week of the first record: sleepiness still rests on what was assumed of the time before",
        ),
    )


_RISK: Final = ("relative_risk", "relative_risk_low", "relative_risk_high")


def _day(row: Row) -> PortraitDay:
    asleep = [row[name] for name in ("sleepiness_low", "sleepiness", "sleepiness_high")]
    return PortraitDay(
        row["day"],
        row["hours"],
        row["longest_run"],
        row["rest_debt"],
        row["night_share"],
        row["pressure"],
        row["heat_dose"],
        None if None in asleep else _on_scale(asleep),
        (row["relative_risk_low"], row["relative_risk"], row["relative_risk_high"]),
        row.get("lapses"),
    )


def _on_scale(asleep: Sequence[float]) -> tuple[float, float, float]:
    """The band within the scale of 1 to 9, which the model leaves after long wakefulness."""
    low, middle, high = (min(max(each, 1.0), 9.0) for each in asleep)
    return low, middle, high


def _contributors(rows: Sequence[Row]) -> tuple[Contributor, ...]:
    """What was named on the worker's days, weighed by hours: the excess of each term, and the hours of what stands beside the index."""
    weight: dict[str, float] = defaultdict(float)
    days: dict[str, int] = defaultdict(int)
    for row in rows:
        for each in row["contributors"]:
            days[each["code"]] += 1
            if each["code"] in _TERMS:
                weight[each["code"]] += (each["value"] - 1) * row["hours"]
    total = sum(weight.values()) or 1.0
    ranked = sorted(days, key=lambda code: (-weight[code], -days[code], code))
    return tuple(
        Contributor(
            _NAMES[code],
            (f"{days[code]} 天", f"on {days[code]} days")
            if code in _TERMS
            else (f"{days[code]} 天；单列，不计入指数", f"on {days[code]} days; beside the index, not part of it"),
            weight[code] / total,
        )
        for code in ranked
    )


def _changes(rows: Sequence[Row]) -> tuple[Change, ...]:
    """The changes that lower the hours-weighted risk most, each over the days on which it would."""
    found: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for row in rows:
        for each in row["changes"]:
            found[each["code"]].append((row, each))
    ranked = sorted(
        found, key=lambda code: -sum((row["relative_risk"] - each["relative_risk"]) * row["hours"] for row, each in found[code])
    )
    return tuple(_change(code, found[code]) for code in ranked[:MOST_CHANGES])


def _change(code: str, pairs: Sequence[tuple[Row, Row]]) -> Change:
    before_hours, after_hours = sum(row["hours"] for row, _ in pairs), sum(each["hours"] for _, each in pairs)
    before = sum(row["relative_risk"] * row["hours"] for row, _ in pairs) / before_hours
    after, low, high = (sum(each[name] * each["hours"] for _, each in pairs) / after_hours for name in ("relative_risk", "low", "high"))
    days = len(pairs)
    less_zh, less_en = _less(code, (before_hours - after_hours) / days)
    return Change(
        _ASKED[code],
        f"{before:.2f}",
        f"{after:.2f}",
        (
            f"逐日单独计算，在 {days} 天里有用：每小时 {after:.2f}（{low:.2f} – {high:.2f}），{less_zh}；不是各天一起改的结果",
            f"each day by itself, helps on {days} days: {after:.2f} ({low:.2f} – {high:.2f}) an hour, {less_en}; not what "
            "changing all of them would do",
        ),
    )


def _less(code: str, hours: float) -> Text:
    """The work given up on such a day; of a day off before it, the hours lie on another day and are in no figure here."""
    if code == CHANGES[DAY_OFF_BEFORE][0]:
        return "前一天的工作全部不做，那天的工时未计", "the day before is not worked at all, and its hours are not counted"
    return f"当天少做 {hours:.1f} 小时", f"{hours:.1f} h of work less on such a day"
