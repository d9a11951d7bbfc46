"""Levels of the day's forecast air temperature in article 8 of the 防暑降温措施管理办法 (安监总安健〔2012〕89号).

The article binds employers towards their employees; whether somebody who works through a platform is one, the records do not say. So a
level says what the article asks of employers on such a day and judges nobody. It goes by *air* temperature forecast by a station of a
prefecture or higher, not by WBGT: both stand beside each other. The three temperatures are law and come from the lawbook (topics
``heat-rotate``, ``heat-limit``, ``heat-stop``).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int8 = NDArray[np.int8]

UNKNOWN: Final = -1
SOURCE: Final = (
    "《防暑降温措施管理办法》第八条（安监总安健〔2012〕89号），约束用人单位",
    "防暑降温措施管理办法 art. 8 (安监总安健〔2012〕89号); it binds employers",
)
LEVELS: Final = (
    ("未达高温天气", "no hot weather"),
    ("用人单位应当换班轮休，不得安排室外加班", "employers rotate shifts, no outdoor overtime"),
    (
        "用人单位安排室外作业全天累计不得超过 6 小时，气温最高的 3 小时内不得安排",
        "employers: at most 6 h outdoors in all, none in the hottest 3 h",
    ),
    ("用人单位应当停止当日室外露天作业", "employers stop outdoor work that day"),
)


def article_8_level(forecast: Float, rotate: Float, limit: Float, stop: Float) -> Int8:
    """Index into `LEVELS` of each day's forecast maximum (degrees Celsius) under its three limits; `UNKNOWN` without forecast or limits.

    >>> article_8_level(np.array([34.9, 35.0, 37.0, 40.0, np.nan]), *(np.full(5, t) for t in (35.0, 37.0, 40.0))).tolist()
    [0, 1, 2, 3, -1]
    """
    known = ~(np.isnan(forecast) | np.isnan(rotate) | np.isnan(limit) | np.isnan(stop))
    level = (forecast >= rotate).astype(np.int8) + (forecast >= limit) + (forecast >= stop)
    return np.where(known, level, UNKNOWN).astype(np.int8)
