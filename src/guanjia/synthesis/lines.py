"""What else a synthetic day leaves behind: pay lines, presence and notices."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.model.clock import DAY, HOUR, MINUTE
from guanjia.model.schema import NOTICE_KINDS, NOTICES, PAY_KINDS, PAY_LINES, PRESENCE, PRESENCE_KINDS
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.orders import EAST, Orders, day_begins, passed, worker_labels
from guanjia.synthesis.people import KUAIMA, LANNIAO, PLATFORMS, QINGZHOU, WORK, Int, People

REASONS: Final = ("超时扣款", "差评扣款", "拒单扣款", "装备费", "押金", "恶劣天气补贴", "节假日补贴", "周冲单奖", *WORK)
LATE, RATED, REFUSED, GEAR, DEPOSIT, RAIN, HOLIDAY, WEEKLY, BY_WORK = range(9)
AMOUNTS: Final = np.array([-300, -500, -200, -9_900, -20_000, 100, 200, 5_000])  # fen, by reason
KIND_OF: Final = ("deduction",) * 5 + ("supplement_weather", "supplement_holiday", "incentive") + ("injury_premium",) * 3
RULES: Final = ("骑手奖惩规则（2025年版）", "接单规则补充通知")
PREMIUM: Final = np.array([7, 1, 18])  # fen an order, by WORK
RAIN_DAY: Final = 9  # days after the first
RAIN_HOURS: Final = (13, 20)  # local


def rain_span(first_day: int) -> tuple[int, int]:
    """[start, end) of the rain warning, UTC microseconds."""
    midnight = (first_day + RAIN_DAY) * DAY - EAST
    return midnight + RAIN_HOURS[0] * HOUR, midnight + RAIN_HOURS[1] * HOUR


def pay_lines(
    people: People, day: Orders, first_number: int, number: int, first_day: int, holiday: bool, rng: np.random.Generator
) -> pa.Table:
    """Deductions, supplements and incentives of day ``number``; ``day`` in order of dispatch, its first task ``first_number``."""
    n, platform = len(day.owner), people.platform[day.owner]
    wet = (day.dispatch >= rain_span(first_day)[0]) & (day.dispatch < rain_span(first_day)[1]) & (platform == LANNIAO)
    feast = (platform != QINGZHOU) & holiday
    present = np.unique(day.owner)
    fined, rained = np.flatnonzero(rng.random(n) < 0.015), np.flatnonzero(wet & (rng.random(n) < 0.7))
    geared = present[rng.random(len(present)) < 0.03] if number == first_day else present[:0]
    rewarded = present[rng.random(len(present)) < 0.3] if (number + 3) % 7 == 0 else present[:0]
    rows = np.concatenate([fined, rained, np.flatnonzero(feast)])
    owner = np.concatenate([day.owner[rows], geared, rewarded])
    reason = np.concatenate(
        [
            rng.choice([LATE, RATED, REFUSED], len(fined), p=[0.7, 0.2, 0.1]),
            np.full(len(rained), RAIN),
            np.full(int(feast.sum()), HOLIDAY),
            rng.choice([GEAR, DEPOSIT], len(geared)),
            np.full(len(rewarded), WEEKLY),
        ]
    )
    plain = len(owner) - len(rows)  # lines of no one task
    time = np.concatenate([day.end[rows], np.full(plain, day_begins(number) + 8 * HOUR)])
    paid = day_begins(number + 7 - (number + 3) % 7) + 6 * HOUR + np.where(rng.random(len(owner)) < 0.02, 45 * DAY, 0)
    cited = np.select([reason == LATE, reason == REFUSED], [0, 1], -1)
    columns = {
        "worker_id": worker_labels(people, owner),
        "platform": labels(people.platform[owner], PLATFORMS),
        "task_id": pa.concat_arrays([numbered("T", first_number + rows, 10), pa.nulls(plain, pa.string())]),
        "time": moments(time),
        "kind": labels(_KIND_CODES[reason], PAY_KINDS),
        "reason": labels(reason, REASONS),
        "rule_cited": labels(cited, RULES),
        "rule_published": moments(day_begins(first_day) + np.where(cited == 0, -300 * DAY, 15 * DAY), cited < 0),
        "amount": AMOUNTS[reason],
        "currency": "CNY",
        "paid_time": moments(paid),
    }
    return records(PAY_LINES, len(owner), columns)


_KIND_CODES = np.array([PAY_KINDS.index(kind) for kind in KIND_OF])


def premiums(counts: Int, at: int) -> pa.Table:
    """Injury premiums of a month's orders, ``counts[platform, work]``, paid at moment ``at``; one platform pays a tenth too little."""
    platform, work = np.nonzero(counts)
    share = np.where(platform == QINGZHOU, 9, 10)
    columns = {
        "platform": labels(platform, PLATFORMS),
        "time": moments(np.full(len(work), at)),
        "kind": "injury_premium",
        "reason": labels(BY_WORK + work, REASONS),
        "amount": counts[platform, work] * PREMIUM[work] * share // 10,
        "currency": "CNY",
    }
    return records(PAY_LINES, len(work), columns)


def presence(people: People, day: Orders, number: int, rng: np.random.Generator) -> pa.Table:
    """Each worker's time online, the morning meetings of some, the declared afternoon rests of some; ``day`` by owner."""
    first = np.flatnonzero(np.diff(day.owner, prepend=-1))
    owner, starts, ends = day.owner[first], day.dispatch[first], np.maximum.reduceat(day.end, first)
    meeting, noon = day_begins(number) + 5 * HOUR, day_begins(number) + 10 * HOUR + 30 * MINUTE
    called = np.flatnonzero(people.required[owner] & (starts < meeting + 3 * HOUR))
    resting = np.flatnonzero((rng.random(len(owner)) < 0.2) & (starts < noon) & (ends > noon + HOUR))
    who = np.concatenate([np.arange(len(owner)), called, resting])
    kind = np.repeat(np.arange(3), [len(owner), len(called), len(resting)])
    start = np.concatenate([starts - 10 * MINUTE, np.full(len(called), meeting), np.full(len(resting), noon)])
    end = np.concatenate([ends + 5 * MINUTE, np.full(len(called), meeting + 25 * MINUTE), np.full(len(resting), noon + HOUR)])
    order = np.argsort(start, kind="stable")
    who, kind = owner[who[order]], kind[order]
    columns = {
        "worker_id": worker_labels(people, who),
        "platform": labels(people.platform[who], PLATFORMS),
        "kind": labels(kind, PRESENCE_KINDS),
        "start_time": moments(start[order]),
        "end_time": moments(end[order]),
    }
    return records(PRESENCE, len(who), columns)


def notices(people: People, day: Orders, number: int, first_day: int, rng: np.random.Generator) -> pa.Table:
    """Rest prompts (mostly) and dispatch stops (often) after four hours of continuous task time; rule changes; ``day`` by owner."""
    rows, at = passed(day, 4 * HOUR, 20 * MINUTE)
    prompted, stopped = np.flatnonzero(rng.random(len(rows)) < 0.85), np.flatnonzero(rng.random(len(rows)) < 0.5)
    changed = np.array([LANNIAO, KUAIMA] if number == first_day + 5 else [], np.int64)
    who = np.concatenate([day.owner[rows[prompted]], day.owner[rows[stopped]], np.full(len(changed), -1)])
    counts = [len(prompted), len(stopped), len(changed)]
    kind = np.repeat(np.arange(3), counts)
    time = np.concatenate([at[prompted], at[stopped], np.full(len(changed), day_begins(number))])
    lasts = np.repeat([0, 20 * MINUTE, 8 * DAY], counts)
    lasts[who < 0] = np.where(changed == LANNIAO, 5, 8) * DAY
    order = np.argsort(time, kind="stable")
    columns = {
        "worker_id": worker_labels(people, who[order]),
        "platform": labels(np.concatenate([people.platform[who[who >= 0]], changed])[order], PLATFORMS),
        "kind": labels(kind[order], NOTICE_KINDS),
        "time": moments(time[order]),
        "end_time": moments((time + lasts)[order], lasts[order] == 0),
        "reason": labels(kind[order], ["连续接单满4小时，请休息", "连续接单满4小时，暂停派单20分钟", "计价规则调整"]),
    }
    return records(NOTICES, len(who), columns)
