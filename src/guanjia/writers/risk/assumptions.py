"""Every number that the steward rests on, from all models, as pages list them."""

from __future__ import annotations

from functools import cache
from typing import Final

from guanjia.kernels.fatigue.assumptions import FATIGUE
from guanjia.kernels.heat.assumptions import HEAT
from guanjia.kernels.on_road.assumptions import ON_ROAD
from guanjia.law.book import read_lawbook
from guanjia.law.entry import Entry
from guanjia.model.assumptions import AssumptionSet, Status
from guanjia.risk.area_weeks import HEAT_STOP
from guanjia.risk.backtest.assumptions import BACKTEST
from guanjia.risk.guidance.assumptions import GUIDANCE, TIME_PRESSURE
from guanjia.risk.index.assumptions import INDEX, VETOES
from guanjia.risk.map.assumptions import MAP, SIGNALS
from guanjia.risk.on_road import HOT_FROM
from guanjia.risk.portrait.assumptions import PORTRAIT
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_page.view import Assumption

SETS: Final[tuple[AssumptionSet, ...]] = (
    ON_ROAD,
    *FATIGUE,
    PORTRAIT,
    HEAT,
    TIME_PRESSURE,
    MAP,
    SIGNALS,
    INDEX,
    VETOES,
    BACKTEST,
    GUIDANCE,
)
BY_LAW: Final[tuple[tuple[str, float, Text], ...]] = (
    ("heat-rotate", HOT_FROM, ("高温：计入高温时间的气温", "Heat: air temperature from which hours are hot")),
    ("heat-stop", HEAT_STOP, ("硬性超限：气温", "Hard breach: air temperature")),
)
"""Temperatures that the steward takes from the lawbook's topics, by what they are used for."""


@cache
def assumption_lines() -> tuple[Assumption, ...]:
    """The assumptions of all models, and the numbers of law among them as the lawbook knows them."""
    ours = [
        Assumption(
            (f"{group.name.zh}：{each.name.zh}", f"{group.name.en}: {each.name.en}"),
            f"{each.value}" + (f" {each.unit.en}" if each.unit.en else ""),
            each.source.zh if each.source.zh == each.source.en else f"{each.source.zh} / {each.source.en}",
            each.status.value,
        )
        for group in SETS
        for each in group.assumptions
    ]
    entries = {entry.topic: entry for entry in read_lawbook().entries if entry.jurisdiction == "CN"}
    return (*ours, *(_of_law(name, value, entries[topic]) for topic, value, name in BY_LAW))


def _of_law(name: Text, used: float, entry: Entry) -> Assumption:
    """A number of law with its citation; recalled where the lawbook says so, and ours where it is not the lawbook's."""
    cited = f"{entry.document}{entry.article}"
    if entry.value != used:
        words = (f"{cited} 为 {entry.value:g}，此处自行取定", f"the text has {entry.value:g}, this one is ours")
        return Assumption(name, f"{used:g} °C", " / ".join(words), Status.JUDGEMENT.value)
    if entry.verified:
        return Assumption(name, f"{used:g} °C", cited, Status.SEEN.value)
    words = (
        f"{cited}；法规库标明未核实（施行日期凭记忆）",
        f"in force from {entry.first_day}, recalled; not verified in the lawbook",
    )
    return Assumption(name, f"{used:g} °C", " / ".join(words), Status.MEMORY.value)
