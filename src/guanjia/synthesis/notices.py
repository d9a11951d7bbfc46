"""What the platforms told riders when a limit was passed, and what they did not."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.model.schema import NOTICE_KINDS, NOTICES
from guanjia.synthesis.columns import labels, moments, records
from guanjia.synthesis.numbers import CONTINUOUS_LIMIT, DAILY_LIMIT, HOUR, REST
from guanjia.synthesis.orders import Orders
from guanjia.synthesis.people import People
from guanjia.synthesis.plan import Plan
from guanjia.synthesis.records import Told
from guanjia.synthesis.setting import DAY, FOOD, Int, Setting
from guanjia.synthesis.spans import Spans, passed, runs

GIVEN: Final = 0.92  # of the prompts that are due
STOPPED: Final = 0.6  # of the stops that are due
WORDS: Final = ("该休息了：已到接单时长提示点", "连续接单满4小时，暂停派单20分钟", "计价规则调整", "奖惩规则调整")


def told(setting: Setting, who: People, plan: Plan, of: Orders, rng: np.random.Generator) -> Told:
    """Prompts near most moments at which riders passed a limit, a few of them too late; and dispatch stops after most long runs."""
    rider = who.work[who.person[plan.identity]] == FOOD
    spans = Spans(plan.identity[rider], plan.stint_start[rider], plan.stint_end[rider])
    days = spans.unit * (setting.days + 1) + spans.day
    marks = [passed(days, spans, DAILY_LIMIT + extra * HOUR) for extra in range(4)]
    long = runs(spans, REST)
    over, moment = passed(long.of, spans, CONTINUOUS_LIMIT)
    identity = np.concatenate([long.unit[over], *(group // (setting.days + 1) for group, _ in marks)])
    due = np.concatenate([moment, *(at for _, at in marks)])
    given = np.flatnonzero(rng.random(len(due)) < GIVEN)
    late = np.where(rng.random(len(given)) < 0.04, 1_500, 0)
    prompted, prompt = identity[given], due[given] + rng.integers(-120, 300, len(given)) + late
    order = np.lexsort((prompt, prompted))
    stopped, stop, until = _stops(long.unit[over], moment, long.end[over], rng)
    return Told(prompted[order], prompt[order], stopped, stop, until)


def _stops(identity: Int, passed_at: Int, run_end: Int, rng: np.random.Generator) -> tuple[Int, Int, Int]:
    """Stops after the order in hand, or when the run ends; some too short, some without an end on record."""
    size = len(identity)
    some = np.flatnonzero(rng.random(size) < STOPPED)
    at_once = rng.random(len(some)) < 0.5
    stop = np.where(at_once, passed_at[some] + rng.integers(0, 900, len(some)), run_end[some] + rng.integers(0, 120, len(some)))
    lasts = np.where(rng.random(len(some)) < 0.1, rng.integers(600, 1_190, len(some)), rng.integers(1_800, 3_000, len(some)))
    until = np.where(rng.random(len(some)) < 0.03, -1, stop + lasts)
    order = np.lexsort((stop, identity[some]))
    return identity[some][order], stop[order], until[order]


def rule_changes(setting: Setting) -> list[tuple[int, int, int]]:
    """Platform, publication and effect of each rule change, in seconds of the city: one short of notice, one in time."""
    published = min(5, setting.days - 1) * DAY + 4 * 3_600
    return [(0, published, published + 5 * DAY), (min(1, setting.platforms - 1), published + 60, published + 60 + 8 * DAY)]


def notices_table(setting: Setting, of: Told, worker: pa.StringArray, platform: Int, names: tuple[str, ...], city: bool) -> pa.Table:
    """The notices as a table; ``city`` adds the rule changes, which go to everybody."""
    changes = rule_changes(setting) if city else []
    who = np.concatenate([of.prompted, of.stopped, np.full(len(changes), -1)])
    time = np.concatenate([of.prompt, of.stop, [change[1] for change in changes]]).astype(np.int64)
    until = np.concatenate([np.full(len(of.prompt), -1), of.until, [change[2] for change in changes]]).astype(np.int64)
    kind = np.repeat([0, 1, 2], [len(of.prompt), len(of.stop), len(changes)])
    on = np.concatenate([platform[of.prompted], platform[of.stopped], [change[0] for change in changes]]).astype(np.int64)
    words = kind.copy()
    words[len(kind) - len(changes) :] = 2 + np.arange(len(changes))
    columns = {
        "worker_id": pa.DictionaryArray.from_arrays(pa.array(who.astype(np.int32), mask=who < 0), worker),
        "platform": labels(on, names),
        "kind": labels(kind, NOTICE_KINDS),
        "time": moments((time + setting.zero) * 1_000_000),
        "end_time": moments((until + setting.zero) * 1_000_000, until < 0),
        "reason": labels(words, WORDS),
    }
    return records(NOTICES, len(who), columns)
