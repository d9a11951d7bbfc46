"""The advisory says what it knows, and why where it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from guanjia.risk.index.advisory import Advisory, advise
from guanjia.risk.index.levels import CANNOT_JUDGE, RED
from guanjia.risk.index.replay import replay
from guanjia.risk.index.settings import Settings
from guanjia.risk.panel import Panel
from guanjia.synthesis.risk_panel import history

AREAS = 20


def panel(weeks: int) -> Panel:
    drawn = history(7, AREAS, weeks, 10_000, clusters=2)
    pillars = {**drawn.pillars, "incidents": np.full((AREAS, weeks), np.nan)}
    return Panel(np.arange(AREAS, dtype=np.uint64), drawn.weeks, drawn.hours, drawn.injuries, pillars, np.zeros((AREAS, weeks), bool))


def advised(one: Panel) -> Advisory:
    return advise(one, replay(one, Settings(), np.random.default_rng(1)), Settings())


def test_judged() -> None:
    """With a year of records every area has a probability, a ratio within its interval, and a colour, all written as plain values."""
    made = advised(panel(52))
    assert made.curve is not None and not np.isnan(made.probability).any() and (made.level >= 0).all()
    assert ((made.ratio_low < made.ratio) & (made.ratio < made.ratio_high)).all() and (np.diff(made.over, axis=0) <= 0).all()
    columns = made.columns()
    assert {len(values) for values in columns.values()} == {AREAS}
    json.dumps(columns, allow_nan=False)
    assert all("不是预警" in str(text) for text in columns["notice_zh"]) and all(
        "not a statutory" in str(text) for text in columns["notice_en"]
    )


def test_short_history() -> None:
    """Four weeks give an index, no probability and no level, and say so with the number of weeks."""
    made = advised(panel(5))
    assert not np.isnan(made.index).any() and np.isnan(made.probability).all() and np.isnan(made.ratio).all()
    assert (made.level == CANNOT_JUDGE).all()
    assert all("历史只有 5 周" in zh and "5 weeks" in en for zh, en in made.reasons)


def test_no_records() -> None:
    """Without records of injuries a zero is not read as a zero."""
    one = panel(52)
    pillars = {name: values for name, values in one.pillars.items() if name != "incidents"}
    made = advised(replace(one, pillars=pillars, injuries=np.zeros_like(one.injuries)))
    assert (made.level == CANNOT_JUDGE).all() and np.isnan(made.probability).all()
    assert all("没有伤害记录" in zh and "缺伤害信号" in zh and "no injury records" in en for zh, en in made.reasons)


def test_missing_pillars() -> None:
    """An area without weather says so and shares its weight out; one with nothing at all cannot be judged."""
    one = panel(52)
    pillars = {name: values.copy() for name, values in one.pillars.items() if name != "heat"}
    pillars["weather"][0, -1] = np.nan
    made = advised(replace(one, pillars=pillars))
    assert made.reasons[0][1] == "missing: heat, weather and road; their weights are shared out among the others"
    assert made.reasons[1][1] == "missing: heat; their weights are shared out among the others"
    assert made.known_weight[0] < made.known_weight[1] < 1 and (made.level >= 0).all()
    nothing = replace(one, pillars={"heat": np.full(one.hours.shape, np.nan)}, injuries=np.zeros_like(one.injuries))
    assert (advised(nothing).level == CANNOT_JUDGE).all() and np.isnan(advised(nothing).index).all()


def test_idle_area() -> None:
    """Where nobody worked for four weeks nothing is said of the next."""
    one = panel(52)
    hours, injuries = one.hours.copy(), one.injuries.copy()
    hours[3, -6:] = injuries[3, -6:] = 0
    made = advised(replace(one, hours=hours, injuries=injuries))
    assert made.level[3] == CANNOT_JUDGE and "近四周没有在途工时" in made.reasons[3][0] and (np.delete(made.level, 3) >= 0).all()


def test_veto() -> None:
    """A hard breach is red at once, and its reason says so; nothing else changes."""
    one = panel(52)
    veto = one.veto.copy()
    veto[2, -1] = True
    made, calm = advised(replace(one, veto=veto)), advised(one)
    assert made.level[2] == RED and "硬性超限" in made.reasons[2][0]
    assert np.array_equal(np.delete(made.level, 2), np.delete(calm.level, 2)) and np.array_equal(made.probability, calm.probability)
