"""Reference points and weights of the pillars: fixed, so that a new week never moves the weeks before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

JUDGEMENT: Final = "judgement"


@dataclass(frozen=True)
class Reference:
    """Where a pillar's score begins (0) and ends (100), its weight in the index, and on what that rests."""

    begins: float
    ends: float
    weight: float
    zh: str
    en: str
    source: str
    status: str = JUDGEMENT
    ratio: bool = False  # scored by its logarithm


REFERENCES: Final[Mapping[str, Reference]] = MappingProxyType(
    {
        "fatigue": Reference(
            1.0,
            1.6,
            0.20,
            "疲劳",
            "fatigue",
            "1.6: Network Rail's trigger for the HSE Risk Index, as quoted by ganymedesolutions.co.uk 2021/10",
            ratio=True,
        ),
        "heat": Reference(0.0, 0.5, 0.10, "高温", "heat", "half of the hours at 35 degrees C or more"),
        "pressure": Reference(0.0, 0.5, 0.15, "时间压力", "time pressure", "half of the hours on tasks that ask for more than 15 km/h"),
        "weather": Reference(0.0, 0.5, 0.15, "天气道路", "weather and road", "half of the hours in rain or under a warning"),
        "incidents": Reference(
            0.5, 2.0, 0.30, "伤害信号", "incident signal", "half to twice the injuries that exposure explains", ratio=True
        ),
        "growth": Reference(
            1.0, 1.5, 0.10, "工时增长", "growth of hours", "half as many hours again as in the four weeks before", ratio=True
        ),
    }
)
"""The pillars of `guanjia.risk.panel.PILLARS`. Weights and points are judgement, varied in `guanjia.risk.index.stability`."""
