"""Pay lines of a block: fines, deductions, supplements, weekly bonuses, and when each was paid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.model.schema import PAY_KINDS, PAY_LINES
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.orders import COMPLETED, Orders
from guanjia.synthesis.people import People
from guanjia.synthesis.setting import DAY, FOOD, NAMES, NIGHTFALL, RIDE, STREAM, Int, Setting
from guanjia.synthesis.weather import warned

LATE, RATED, REFUSED, GEAR, DEPOSIT, TAX, STORM, FEAST, BONUS = range(9)
REASONS: Final = ("超时扣款", "差评扣款", "拒单扣款", "装备费", "押金", "代扣个税", "恶劣天气补贴", "节假日补贴", "周冲单奖")
CLASSES: Final = ("lateness", "complaint", "refusal", "equipment", "deposit", "tax")  # of the deductions, in the same order
KINDS: Final = np.array([PAY_KINDS.index(kind) for kind in (*["deduction"] * 6, "supplement_weather", "supplement_holiday", "incentive")])
FINES: Final = (LATE, RATED, REFUSED)
FINED: Final = 0.015  # of completed deliveries and rides
RULES: Final = ("骑手奖惩规则（2025年版）", "接单规则补充通知")
RULE_OF: Final = np.array([0, -1, 1, -1, -1, -1, -1, -1, -1])  # rule that a line cites, by reason
PUBLISHED: Final = np.array([-300 * DAY, 15 * DAY])  # when each rule was published: long ago, and in the city's third week
PER_STORM_ORDER, PER_FEAST_ORDER = 100, 200  # fen


@dataclass(frozen=True)
class Lines:
    """Pay lines; moments in seconds of the city, amounts in fen."""

    identity: Int
    time: Int
    reason: Int  # index into REASONS
    amount: Int
    paid: Int
    task: Int  # number of the task, -1 where it belongs to none

    @property
    def kind(self) -> Int:
        """Index into `model.schema.PAY_KINDS`."""
        result: Int = KINDS[self.reason]
        return result

    @property
    def published(self) -> Int:
        """When the cited rule was published; meaningless where none is cited."""
        result: Int = PUBLISHED[np.maximum(RULE_OF[self.reason], 0)]
        return result


def lines(setting: Setting, who: People, of: Orders, rng: np.random.Generator) -> Lines:
    """All pay lines of a block's identities, only of those who worked."""
    row, work = of.row, of.row["kind"]
    done = row["status"] == COMPLETED
    fined = np.flatnonzero(done & np.isin(work, (FOOD, RIDE)) & (rng.random(len(row)) < FINED))
    parts = [
        (of.identity[fined], row["end"][fined], rng.choice(FINES, len(fined), p=[0.7, 0.2, 0.1]), None, row["number"][fined]),
        *_supplements(setting, who, of, done, rng),
        *_once(setting, who, of, rng),
        _bonuses(setting, of, rng),
    ]
    identity, time, reason, task = (np.concatenate([np.asarray(part[i], np.int64) for part in parts]) for i in (0, 1, 2, 4))
    fixed = np.array([-300, -500, -200, -9_900, -20_000, -5_000, 0, 0, 0])
    amount = np.concatenate([fixed[part[2]] if part[3] is None else np.asarray(part[3], np.int64) for part in parts])
    day = time // DAY
    monday = (day - setting.monday) // 7 * 7 + 7 + setting.monday
    paid = monday * DAY + 6 * 3_600 + np.where(rng.random(len(time)) < 0.02, 45 * DAY, 0)
    return Lines(identity, time, reason, amount, paid, task)


Part = tuple[Int, Int, Int, Int | None, Int]


def _supplements(setting: Setting, who: People, of: Orders, done: np.ndarray, rng: np.random.Generator) -> list[Part]:
    """Weather and holiday supplements, one line for each identity and day."""
    dispatch, platform = of.row["dispatch"].astype(np.int64), of.row["platform"]
    food, ride = setting.of_work[FOOD][0], setting.of_work[RIDE][0]
    generous = rng.random(len(who.person)) < 0.8
    wet = np.flatnonzero(done & warned(setting, dispatch) & (platform == food) & (of.row["kind"] == FOOD))
    wet = wet[generous[of.identity[wet]] | (rng.random(len(wet)) < 0.7)]
    date = setting.calendar_day(dispatch)
    feast = np.flatnonzero(
        done
        & setting.is_holiday[date]
        & (((platform == food) & (of.row["kind"] == FOOD)) | ((platform == ride) & (of.row["kind"] == RIDE)))
    )
    feast = feast[rng.random(len(who.person))[of.identity[feast]] < 0.9]
    result = []
    for rows, day, reason, each, second in (
        (wet, dispatch[wet] // DAY, STORM, PER_STORM_ORDER, 19 * 3_600 + 1_800),
        (feast, date[feast], FEAST, PER_FEAST_ORDER, NIGHTFALL - 2 * 3_600),
    ):
        keys, counts = np.unique(of.identity[rows] * (setting.days + 1) + day, return_counts=True)
        identity, day = np.divmod(keys, setting.days + 1)
        day = np.minimum(day, setting.days - 1)
        result.append((identity, day * DAY + second, np.full(len(keys), reason), counts * each, np.full(len(keys), -1)))
    return result


def _once(setting: Setting, who: People, of: Orders, rng: np.random.Generator) -> list[Part]:
    """Equipment and deposits taken on the first day, and the tax withheld from streamers on the last."""
    worked = np.unique(of.identity)
    taken = worked[rng.random(len(worked)) < 0.03]
    streamers = worked[who.work[who.person[worked]] == STREAM]
    return [
        (taken, np.full(len(taken), 8 * 3_600), rng.choice([GEAR, DEPOSIT], len(taken)), None, np.full(len(taken), -1)),
        (
            streamers,
            np.full(len(streamers), (setting.days - 1) * DAY + 16 * 3_600),
            np.full(len(streamers), TAX),
            None,
            np.full(len(streamers), -1),
        ),
    ]


def _bonuses(setting: Setting, of: Orders, rng: np.random.Generator) -> Part:
    """Weekly bonuses, dated on Sunday evening, for three in ten of those who worked in the week."""
    day = of.row["dispatch"] // DAY
    keys = np.unique(of.identity * 64 + (day - setting.monday) // 7)
    identity, week = np.divmod(keys, 64)
    sunday = setting.monday + week * 7 + 6
    rows = (rng.random(len(keys)) < 0.3) & (sunday < setting.days)
    identity, sunday = identity[rows], sunday[rows]
    amount = 1_000 * rng.integers(2, 9, len(identity))
    return identity, sunday * DAY + 19 * 3_600, np.full(len(identity), BONUS), amount, np.full(len(identity), -1)


def lines_table(setting: Setting, of: Lines, worker: pa.DictionaryArray, platform: pa.DictionaryArray) -> pa.Table:
    """The lines as a table; ``worker`` and ``platform`` name each line's identity."""

    def when(seconds: Int, absent: np.ndarray | None = None) -> pa.Array:
        return moments((seconds + setting.zero) * 1_000_000, absent)

    cited = RULE_OF[of.reason]
    task = numbered("T", np.maximum(of.task, 0), 10)
    columns = {
        "worker_id": worker,
        "platform": platform,
        "task_id": pa.array(task.to_numpy(zero_copy_only=False), pa.string(), mask=of.task < 0) if len(task) else task,
        "time": when(of.time),
        "kind": labels(of.kind, PAY_KINDS),
        "reason": labels(of.reason, REASONS),
        "rule_cited": labels(cited, RULES),
        "rule_published": when(of.published, cited < 0),
        "amount": of.amount,
        "currency": "CNY",
        "paid_time": when(of.paid),
    }
    return records(PAY_LINES, len(of.time), columns)


__all__ = ["CLASSES", "FINES", "NAMES", "Lines", "lines", "lines_table"]
