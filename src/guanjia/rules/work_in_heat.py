"""Work in heat: at a forecast of 40 °C no outdoor work; from 37 °C at most 6 hours and none in the hottest 3; from 35 °C rotation.

防暑降温措施管理办法 (安监总安健〔2012〕89号) art. 8, by the day's forecast maximum of a prefecture station or higher. It binds employers
(用人单位) towards their employees, and whether a rider is one the records do not say: work beyond it is shown, and cannot be judged for
want of the labour relation. A local rule or agreement that binds without one (its entry's note does not begin "labour relation only") is
judged. Only deliveries are taken to be outdoor work. Days are calendar days; the hottest hours are those of greatest observed temperature,
and without all 24 they cannot be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import RELATION, Scope, relation_needed, scope
from guanjia.model.clock import HOUR, Spans, month_first, month_of_days
from guanjia.model.finding_rows import UNDERSTATED, findings, worker_findings
from guanjia.model.findings import Findings, Verdict, at_most
from guanjia.model.measures import Bool, Float, Int64, Measures
from guanjia.model.weather_days import WeatherDays, weather_days
from guanjia.model.wording import cannot, duration
from guanjia.rules import Rule, Setting, Text, Windows

OUTDOOR = ("food_delivery", "parcel_delivery")
STOP, LIMIT, ROTATE, CAP, HOTTEST = "heat-stop", "heat-limit", "heat-rotate", "heat-limit-hours", "heat-hottest-hours"
NIGHT, NO_HOURS, UNKNOWN = "heat-limit-night", "heat-no-hours", "heat-unknown"
NO_FORECAST, NO_TEMPERATURE = "weather.forecast_max", "weather.temperature of all 24 hours"
NO_NUMBER = "rotation and overtime are not in the record"


def windows(setting: Setting, law: Law) -> Windows:
    """Calendar days of heat by region; days from 37 °C are split at the day start, so that their time adds up from midnight to midnight."""
    days = weather_days(setting.weather, setting.clock, max(len(setting.regions), 1))
    begins = np.maximum(setting.clock.begins_of_days(np.arange(len(days.midnights) - 1) + int(setting.clock.days[0])), days.midnights[:-1])
    whole = np.stack([days.midnights[:-1], days.midnights[1:]], axis=1)
    opened: dict[str, dict[int, Spans]] = {name: {} for name in (STOP, LIMIT, NIGHT, HOTTEST, NO_HOURS, ROTATE, UNKNOWN)}
    for region in range(len(setting.regions)):
        station = _station(region, setting.regions, days, law)
        forecast = days.forecast[station]
        if np.isnan(forecast).all():
            opened[UNKNOWN][region] = _joined(whole)
            continue
        stop, limit, rotate = (_limit(topic, region, setting, law, whole[:, 0]) for topic in (STOP, LIMIT, ROTATE))
        hot = (forecast >= limit) & ~(forecast >= stop)
        first, known = _hottest(days, station, _limit(HOTTEST, region, setting, law, whole[:, 0]))
        opened[STOP][region] = _joined(whole[forecast >= stop])
        opened[LIMIT][region] = np.stack([begins, whole[:, 1]], axis=1)[hot]
        opened[NIGHT][region] = np.stack([whole[:, 0], begins], axis=1)[hot]
        opened[HOTTEST][region] = first[hot & known]
        opened[NO_HOURS][region] = _joined(whole[hot & ~known])
        opened[ROTATE][region] = _joined(whole[(forecast >= rotate) & ~(forecast >= limit)])
        opened[UNKNOWN][region] = _joined(whole[np.isnan(forecast) | np.isnan(rotate)])
    return opened


def _joined(spans: Spans) -> Spans:
    """Spans in order, with those that meet made one."""
    apart = spans[1:, 0] != spans[:-1, 1]
    return np.stack([spans[np.append(True, apart), 0], spans[np.append(apart, True), 1]], axis=1) if len(spans) else spans


def _limit(topic: str, region: int, setting: Setting, law: Law, moments: Int64) -> Float:
    codes = np.full(len(moments), region, np.int32)
    return law.limits(topic, moments, region=codes, regions=setting.regions, kind=OUTDOOR[0]).value


def _station(region: int, regions: Sequence[str], days: WeatherDays, law: Law) -> int:
    """The region whose weather is read: its own, or that of the city it lies in; a province is too wide, unless it is a municipality."""
    code = regions[region]
    if not code or not law.places.known(code):
        return region
    wider = [place for place in law.places.ancestors(code) if place[:2] in ("11", "12", "31", "50") or not place.endswith("0000")]
    for place in (code, *wider):
        if place in regions and not np.isnan(days.forecast[regions.index(place)]).all():
            return regions.index(place)
    return region


def _hottest(days: WeatherDays, region: int, hours: Float) -> tuple[Spans, Bool]:
    length = int(np.nan_to_num(hours, nan=1.0).max())
    first, known = days.hottest(length)
    start = days.midnights[:-1] + first[region] * HOUR
    return np.stack([start, np.minimum(start + length * HOUR, days.midnights[1:])], axis=1), known[region]


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """Findings for worker-days with outdoor work in heat, and one a month for days whose forecast is not known."""
    understated = m.days.understated > 0
    outdoor = _scope(m, law, STOP).concerned
    capped = _by_calendar_day(m)
    hot = outdoor & (capped > 0)
    in_hottest, no_hours = _time(m, HOTTEST), _time(m, NO_HOURS) > 0
    return [
        _findings(m, _scope(m, law, STOP), outdoor & (_time(m, STOP) > 0), _time(m, STOP), 0.0, ()),
        _findings(m, _scope(m, law, CAP), hot, capped, None, ((understated, UNDERSTATED),)),
        _findings(m, _scope(m, law, HOTTEST), hot, in_hottest, 0.0, ((no_hours, NO_TEMPERATURE), (understated, UNDERSTATED))),
        _findings(m, _scope(m, law, ROTATE), outdoor & (_time(m, ROTATE) > 0), _time(m, ROTATE), np.nan, ((outdoor, NO_NUMBER),)),
        _unknown(m, _scope(m, law, STOP), outdoor & (_time(m, UNKNOWN) > 0)),
    ]


def _scope(m: Measures, law: Law, topic: str) -> Scope:
    return scope(law, topic, m.units, m.days, m.days.start, always=OUTDOOR, only=OUTDOOR)


def _time(m: Measures, window: str) -> Int64:
    if window not in m.days.windows:
        return np.zeros(len(m.days.unit), np.int64)
    result: Int64 = m.days.time_in[:, m.days.windows.index(window)]
    return result


def _by_calendar_day(m: Measures) -> Int64:
    """Task time from 37 °C by calendar day: the row's own, and what the row before holds of the same date's small hours."""
    time, night = _time(m, LIMIT).copy(), _time(m, NIGHT)
    follows = (m.days.unit[1:] == m.days.unit[:-1]) & (m.days.day[1:] == m.days.day[:-1] + 1)
    time[1:] += np.where(follows, night[:-1], 0)
    return time


def _findings(m: Measures, of: Scope, rows: Bool, time: Int64, fixed: float | None, unsure: Sequence[tuple[Bool, str]]) -> Findings:
    """Findings for some worker-days; ``fixed`` is the limit in hours where the law gives it in words (none: 0), None where by number."""
    pick = np.flatnonzero(rows)
    found, measured = of.at(pick), time[pick] / HOUR
    limit = found.hours() if fixed is None else np.where(np.isnan(found.value), np.nan, fixed)
    reasons = [(holds[pick], word) for holds, word in unsure]
    doubt = np.logical_or.reduce([holds for holds, _ in reasons]) if reasons else np.zeros(len(pick), np.bool_)
    verdict = at_most(measured, limit, doubt)
    unbound = relation_needed(found) & (verdict == Verdict.BREACH)
    verdict = np.where(unbound, Verdict.CANNOT_JUDGE, verdict).astype(np.int8)
    verdict, missing = found.judged(verdict, m.units, (unbound, RELATION), *reasons)
    return worker_findings(
        "work_in_heat",
        "day",
        "hour",
        m.days,
        m.units,
        pick,
        verdict=verdict,
        measured=measured,
        limit=limit,
        entry=found.entry,
        missing=missing,
    )


def _unknown(m: Measures, of: Scope, rows: Bool) -> Findings:
    """One finding for each unit and month in which some day's forecast is not known."""
    pick = np.flatnonzero(rows)
    unit, month = m.days.unit[pick], month_of_days(m.days.day[pick])
    begins = np.ones(len(pick), np.bool_)
    begins[1:] = (unit[1:] != unit[:-1]) | (month[1:] != month[:-1])
    first = np.flatnonzero(begins)
    found, days = of.at(pick[first]), pick[first]
    names = {int(number): m.clock.day_begins(month_first(number)) for number in np.unique(np.append(month, month + 1))}
    verdict, missing = found.judged(
        np.full(len(first), Verdict.CANNOT_JUDGE, np.int8), m.units, (np.ones(len(first), np.bool_), NO_FORECAST)
    )
    return findings(
        "work_in_heat",
        "month",
        "hour",
        unit=unit[first],
        platform=m.units.platform[unit[first]],
        region=m.days.region[days],
        start=np.array([names[int(number)] for number in month[first]], np.int64),
        end=np.array([names[int(number) + 1] for number in month[first]], np.int64),
        verdict=verdict,
        measured=np.full(len(first), np.nan),
        limit=np.full(len(first), np.nan),
        entry=found.entry,
        count=np.diff(np.append(first, len(pick))),
        missing=missing,
    )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Task time in the heat held against what the article allows, and whom the article binds."""
    lines: list[Text] = []
    if finding["period"] == "month":
        lines.append(
            (
                f"当月有 {finding['count']} 天没有当日预报最高气温",
                f"{finding['count']} day(s) this month without the day's forecast maximum",
            )
        )
    else:
        zh, en = duration(float(str(finding["measured"])))
        cap = str(finding["limit"]).removesuffix(".0")
        topic = str(finding["law"]).split("@")[0].split("/")[-1]
        said = {
            STOP: (
                f"预报最高气温达停工线，室外接单 {zh}，应为 0",
                f"forecast at the stop-work level; outdoor task time {en}, should be none",
            ),
            HOTTEST: (f"气温最高时段内接单 {zh}，应为 0", f"task time in the hottest hours {en}, should be none"),
            CAP: (
                f"高温日室外接单 {zh}，上限 {cap} 小时",
                f"outdoor task time on a hot day {en}, at most {cap} h",
            ),
            ROTATE: (f"应轮换作业、不得加班的气温下接单 {zh}", f"task time {en} at a temperature that calls for rotation and no overtime"),
        }
        lines.append(said.get(topic, (f"高温下接单 {zh}", f"task time in heat {en}")))
    if finding["verdict"] == Verdict.CANNOT_JUDGE.label:
        lines.append(cannot(finding))
    if finding["missing"] == RELATION:
        zh = "该办法约束用人单位：有劳动关系（或当地规定、协议另有约定）时，这段工作超出规定；没有时属参照"
        lines.append((zh, "the measure binds employers: within a labour relation this work is beyond it; without one it is an analogy"))
    return lines


RULE = Rule(
    code="work_in_heat",
    title=("高温天气作业（用人单位的义务）", "Work in heat (a duty of employers)"),
    clock=("自然日 0–24 时内的室外（配送）接单时间", "task time of outdoor work (deliveries) on each calendar day"),
    needs=("tasks.kind", "tasks.region", "weather.forecast_max", "weather.temperature"),
    topics=(STOP, LIMIT, ROTATE, CAP, HOTTEST),
    check=check,
    steps=steps,
    windows=windows,
)
