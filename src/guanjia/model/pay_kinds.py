"""Sums of pay lines by kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from guanjia.model.measures import Int64
from guanjia.model.schema import PAY_KINDS

FOR_WORK = ("base", "incentive", "adjustment", "commission")
"""Kinds that are pay for the work itself; a commission line is negative and stands only in exports whose base is gross."""

SUPPLEMENTS = ("supplement_weather", "supplement_holiday", "supplement_night", "supplement_other")


def of_kinds(pay: Int64, kinds: Sequence[str]) -> Int64:
    """Row sums of an (n, kinds) array of pay lines over some kinds.

    >>> row = np.zeros((1, len(PAY_KINDS)), np.int64)
    >>> row[0, PAY_KINDS.index("base")], row[0, PAY_KINDS.index("tip")] = 500, 70
    >>> of_kinds(row, FOR_WORK).tolist()
    [500]
    """
    return np.asarray(pay[:, [PAY_KINDS.index(kind) for kind in kinds]].sum(axis=1), np.int64)
