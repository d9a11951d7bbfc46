"""The advisory says what it knows, and why where it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from guanjia.risk.index.advisory import BREACHES, Advisory, advise
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
    unseen = "; whether there was a hard breach of heat cannot be told"
    assert made.reasons[0][1] == "missing: heat, weather and road; their weights are shared out among the others" + unseen
    assert made.reasons[1][1] == "missing: heat; their weights are shared out among the others" + unseen
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
    """A hard breach is red at once, and its reason says which it was; nothing else changes."""
    one = panel(52)
    which = {name: np.zeros_like(one.veto) for name in BREACHES}
    for area, names in ((2, ["long"]), (4, ["heat", "pressure"])):
        for name in names:
            which[name][area, -1] = True
    veto = np.logical_or.reduce(list(which.values()))
    made, calm = advised(replace(one, veto=veto, vetoes=which)), advised(one)
    assert (made.level[[2, 4]] == RED).all() and made.columns()["veto"] == [area in (2, 4) for area in range(AREAS)]
    assert made.reasons[2][1] == "a hard breach (25% of the riding or more after 12 hours on duty): red at once"
    assert "气温 40 ℃" in made.reasons[4][0] and "15 公里/小时" in made.reasons[4][0] and "12 小时" not in made.reasons[4][0]
    others = np.setdiff1d(np.arange(AREAS), [2, 4])
    assert np.array_equal(made.level[others], calm.level[others]) and np.array_equal(made.probability, calm.probability)


def test_a_breach_that_cannot_be_told() -> None:
    """Without a temperature, or without promises, no breach seen is not none; a breach of another kind stays one."""
    one = panel(52)
    pillars = {name: values.copy() for name, values in one.pillars.items()}
    pillars["heat"][0, -1] = pillars["pressure"][1, -1] = pillars["heat"][2, -1] = np.nan
    long = np.zeros_like(one.veto)
    long[2, -1] = True
    made = advised(replace(one, pillars=pillars, veto=long, vetoes={"long": long}))
    assert made.columns()["veto"][:4] == [None, None, True, False]
    assert "有无高温的硬性超限无法判断" in made.reasons[0][0] and "breach of promises cannot be told" in made.reasons[1][1]
    assert made.reasons[3] == ("", "")
