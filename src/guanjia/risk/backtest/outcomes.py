"""What came true: an excess of injuries in the week after each origin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.excess import least_excess
from guanjia.risk.index.expected_counts import ExpectedCounts

Float = NDArray[np.float64]
Int = NDArray[np.int64]


def excess_next_week(injuries: Int, hours: Float, ahead: ExpectedCounts) -> Float:
    """[A, W - 1] 1 where week w + 1 had an excess over its own hours at the rate known at the end of week w, 0 where not, NaN without
    work or a rate.
    """
    explained = ahead.rates[:-1] * hours[:, 1:]
    happened = injuries[:, 1:] >= least_excess(explained)
    return np.where(explained > 0, happened.astype(np.float64), np.nan)
