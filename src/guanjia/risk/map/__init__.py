"""The risk map: by H3 cell, how many injuries per hour on the road against what is expected; or, with too few injuries, what is expected.

``basis`` of every row says which of the two it is.

* ``observed``: at least 30 are on record (a judgement). Expected injuries come from the hours of each cell by indirect standardisation
  (`strata`), the rate ratio is shrunken towards the mean, with its 95 % interval and the probability of being above 1.5 (`rates`), and the
  scan statistic names clusters (`clusters`); alarms in time are by region (`signals`).
* ``expected``: no or too few injuries. What is shown is ``expected_ratio``: the mean expected relative risk of an hour on the road in the
  cell (the HSE Risk Index of each worker at each moment, a prior, averaged by seconds), over the mean of all cells. Night work is part of
  that index. Heat, pressure and rain stand beside it as shares of hours, in columns of their own: published ratios are never multiplied.
"""

from guanjia.risk.map.risk_map import RiskMap, risk_map
from guanjia.risk.map.tables import AREA_HOURS, AREAS, CLUSTERS, SIGNALS

__all__ = ["AREAS", "AREA_HOURS", "CLUSTERS", "SIGNALS", "RiskMap", "risk_map"]
