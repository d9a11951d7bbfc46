"""A small assessment whose every count can be checked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from guanjia.law.entry import Entry, Force
from guanjia.law.law import load
from guanjia.model.assessment import WORKER_DAYS, WORKER_PERIODS, Assessment
from guanjia.model.explanation import DayLine, Explanation, FindingLine, RestLine, RowLine, TaskLine
from guanjia.model.findings import FINDINGS
from guanjia.model.intake import Intake, Rejected
from guanjia.model.measures import ACROSS, Measures
from guanjia.rules import Rule

EVIL, PHONE = "=HYPERLINK(evil)", "13800000001"
DAY = datetime(2025, 6, 30, 20, tzinfo=UTC)  # 2025-07-01 04:00 in Shanghai
ENTRIES = (
    Entry(
        "daily-task-time",
        "CN",
        8.0,
        "hour",
        date(2025, 1, 1),
        Force.GUIDANCE,
        "指引",
        "第4条",
        "https://example.org/4",
        True,
        "每日接单上限",
        "daily limit",
    ),
    Entry(
        "minimum-hourly-wage",
        "310000",
        24.0,
        "CNY/hour",
        date(2025, 1, 1),
        Force.LOCAL_RULE,
        "通知",
        "",
        "",
        False,
        "最低小时工资",
        "minimum wage",
    ),
)
HOURS_LAW, PAY_LAW = (entry.id for entry in ENTRIES)


def _rule(code: str, zh: str, en: str, topic: str) -> Rule:
    return Rule(code, (zh, en), ("某钟", "some clock"), (), (topic,), lambda measures, law: (), lambda finding, measures: ())


RULES = (
    _rule("hours", "每日接单时间", "Daily task time", "daily-task-time"),
    _rule("pay", "最低小时工资", "Minimum pay", "minimum-hourly-wage"),
    _rule("quiet", "无事规则", "Quiet rule", "daily-task-time"),
)


def _finding(rule: str, verdict: str, worker: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "rule": rule,
        "verdict": verdict,
        "worker_id": worker,
        "platform": "美团",
        "region": "310000",
        "period": "day",
        "start": DAY,
        "end": DAY + timedelta(days=1),
        "unit": "hour" if rule == "hours" else "CNY/hour",
        "limit": 8.0 if rule == "hours" else 24.0,
        "scenario": "",
        "count": 1,
        "currency": "",
        "law": HOURS_LAW if rule == "hours" else PAY_LAW,
        "force": "guidance",
        "verified": rule == "hours",
        "hypothetical": False,
        "missing": "",
        "rows": 3,
        "first_row": 1,
        "last_row": 3,
    }
    return row | more


def _pay(verdict: str, worker: str, scenario: str, measured: float, owed: int | None = None) -> dict[str, object]:
    return _finding("pay", verdict, worker, period="month", scenario=scenario, measured=measured, owed=owed, currency="CNY")


ROWS = [
    _finding("hours", "breach", EVIL, measured=9.5),
    _finding("hours", "breach", EVIL, measured=11.0, start=DAY + timedelta(days=1), end=DAY + timedelta(days=2)),
    _finding("hours", "met", PHONE, measured=7.0),
    _finding(
        "hours",
        "cannot judge",
        PHONE,
        platform="饿了么",
        region="",
        limit=None,
        law="",
        force="",
        missing="law:daily-task-time:region not given",
    ),
    _pay("breach", EVIL, "allowance 0%", 20.0, 40_000),
    _pay("met", PHONE, "allowance 0%", 25.0),
    _pay("breach", EVIL, "allowance 10%", 18.0, 60_000),
    _pay("breach", PHONE, "allowance 10%", 23.0, 1_000),
    _pay("breach", EVIL, "allowance agreed 5%", 19.0, 50_000),
]


def _worked(worker: str, platform: str, day: int, hours: float, tasks: int) -> dict[str, object]:
    time = timedelta(hours=hours)
    times = dict.fromkeys(("task_time", "working_time", "online_time", "billed_time", "longest_run", "longest_rest", "night_time"), time)
    money = {"base": 1_000 * tasks, "tip": 0, "fare": 0, "commission": 0}
    counts = {"tasks": tasks, "cancelled": 0, "understated": 0, "most_carried": 2, "paid_tasks": tasks}
    who = {"worker_id": worker, "person_id": worker, "platform": platform, "region": "310000", "kinds": "food_delivery", "currency": "CNY"}
    return who | counts | money | times | {"day": date(2025, 7, day), "first_start": DAY, "last_end": DAY + time}


DAYS = [
    _worked(EVIL, "美团", 1, 9.5, 20),
    _worked(EVIL, "美团", 2, 11.0, 25),
    _worked(PHONE, "美团", 1, 7.0, 10),
    _worked(PHONE, "饿了么", 1, 1.0, 2),
]


def _period(worker: str, task: float, online: float, **money: int) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys((field.name for field in WORKER_PERIODS if pa.types.is_int64(field.type)), 0)
    row |= {"worker_id": worker, "person_id": worker, "platform": "美团", "region": "310000", "kinds": "food_delivery", "currency": "CNY"}
    row |= {"days": 2, "tasks": 45, "cancelled": 0, "understated": 0, "paid_tasks": 45, "first_day": date(2025, 6, 30)}
    row |= {"start": DAY, "end": DAY + timedelta(days=7), "task_time": timedelta(hours=task), "online_time": timedelta(hours=online)}
    return row | {"working_time": timedelta(hours=task), "billed_time": timedelta(hours=task)} | money


PERIODS = [
    _period(EVIL, 20.5, 22.0, base=41_000, tip=500, pay_incentive=1_000, pay_tip=200, pay_deduction=-700, pay_reimbursement=300),
    _period(PHONE, 8.0, 8.0, base=20_000),
]


def _intake() -> Intake:
    intake = Intake()
    tasks = intake.table("tasks")
    tasks.read, tasks.used, tasks.merged, tasks.set_aside = 60, 57, 1, 2
    tasks.remark("坐标为 0,0 / place 0,0", 4)
    for row in (7, 9):
        intake.rejected.append(Rejected("orders.csv", row, "worker_id", PHONE, "bad", f"编号“{PHONE}”读不懂", f"'{PHONE}' cannot be read"))
    intake.notes.append(("工时是下限", "hours are lower bounds"))
    return intake


@pytest.fixture(scope="session")
def build() -> Callable[..., Assessment]:
    """An assessment; keyword arguments change ``about``."""
    law = replace(load(), entries=ENTRIES)

    def built(**about: object) -> Assessment:
        given: dict[str, object] = {
            "version": "9.9",
            "inputs": {"/home/someone/orders.csv": "ab" * 32},
            "timezone": "Asia/Shanghai",
            "day_start": "04:00",
            "rest": 20 * 60_000_000,
            "allowances": (0.0, 0.1),
            "hypothetical": False,
            "hour_of_week": [3_600_000_000 * (hour % 24) for hour in range(168)],
            "notes": [("甲", "A")],
        }
        rows = [row | {"hypothetical": bool(about.get("hypothetical"))} for row in ROWS]
        return Assessment(
            pa.Table.from_pylist(rows, schema=FINDINGS),
            pa.Table.from_pylist(DAYS, schema=WORKER_DAYS),
            pa.Table.from_pylist(PERIODS, schema=WORKER_PERIODS),
            pa.Table.from_pylist(PERIODS, schema=WORKER_PERIODS),
            cast(Measures, SimpleNamespace(has_presence=True, tallies={})),
            law,
            _intake(),
            RULES,
            given | about,
        )

    return built


@pytest.fixture
def assessment(build: Callable[..., Assessment]) -> Assessment:
    """The assessment as it stands."""
    return build()


@pytest.fixture
def hypothetical(build: Callable[..., Assessment]) -> Assessment:
    """The assessment judged as if in Shanghai."""
    return build(hypothetical=True, as_if="310000")


LINKED = ("acc-a", "acc-b")


@pytest.fixture
def linked(assessment: Assessment) -> Assessment:
    """With a further person P, linked over two platforms, whose joint day breaks a limit that each platform's part keeps."""
    parts = [(LINKED[0], "美团", "met", 6.0), (LINKED[1], "饿了么", "met", 6.0), ("P", ACROSS, "breach", 12.0)]
    days = [_worked(worker, platform, 3, hours, 12) | {"person_id": "P"} for worker, platform, _, hours in parts]
    rows = [_finding("hours", verdict, worker, platform=platform, measured=hours) for worker, platform, verdict, hours in parts]
    return replace(
        assessment,
        worker_days=pa.concat_tables([assessment.worker_days, pa.Table.from_pylist(days, schema=WORKER_DAYS)]),
        findings=pa.concat_tables([assessment.findings, pa.Table.from_pylist(rows, schema=FINDINGS)]),
    )


@pytest.fixture
def raw_ids() -> tuple[str, ...]:
    """Worker ids that must not leave the house."""
    return EVIL, PHONE, "HYPERLINK"


@pytest.fixture
def explanation() -> Explanation:
    """One worker, one day of 24 hours, three tasks of which two overlap, a rest, and one breach."""
    zone = ZoneInfo("Asia/Shanghai")
    begins = datetime(2025, 7, 1, 4, tzinfo=zone)

    def task(start: float, end: float, row: int) -> TaskLine:
        return TaskLine(begins + timedelta(hours=start), begins + timedelta(hours=end), f"<b>{row}</b>", row)

    day = DayLine(
        begins.date(),
        begins,
        begins + timedelta(days=1),
        (task(6, 9, 1), task(8, 12, 2), task(18, 30, 3)),
        (RestLine(begins + timedelta(hours=12), begins + timedelta(hours=18)),),
        ((("接单时间", "task time"), "12 h"),),
    )
    breach = FindingLine(
        {
            "rule": "hours",
            "verdict": "breach",
            "law": HOURS_LAW,
            "measured": 12.0,
            "limit": 8.0,
            "unit": "hour",
            "start": day.begins,
            "end": day.ends,
            "owed": 1234,
            "currency": "CNY",
        },
        ("每日接单时间", "Daily task time"),
        (("12 − 8 = 4 小时", "12 − 8 = 4 h"),),
        ("指引 第4条", "guidance, art. 4"),
        ("指引", "guidance"),
        False,
        (RowLine("orders.csv", 2, "12:00–16:00"),),
    )
    return Explanation("W1", ("美团",), "Asia/Shanghai", (day,), (breach,), ("假设：甲", "Hypothetical: A"), (("下限", "lower bound"),))
