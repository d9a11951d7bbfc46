"""Areas by weeks: what the index is made of and what its backtest replays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

PILLARS = ("fatigue", "heat", "pressure", "weather", "incidents", "growth")


@dataclass(frozen=True)
class Panel:
    """Exposure, injuries and raw pillar values by area and week. Shapes: A areas, W weeks in order of time.

    ``pillars`` hold, for each name of `PILLARS` that can be told, [A, W] raw values known at the week's end; nan where one cannot be told:

    * fatigue: the mean Risk Index of an hour on the road
    * heat: the share of hours at 35 degrees C or more
    * pressure: the share of riding to promises that can be judged whose promise asked for more than 15 km/h
    * weather: the share of hours in rain or under a warning
    * incidents: the shrunken rate ratio of the weeks so far
    * growth: hours over the mean of the four weeks before
    """

    areas: NDArray[np.uint64]  # [A] H3 cells at resolution 7
    weeks: NDArray[np.datetime64]  # [W] the local Monday each week begins with
    hours: NDArray[np.float64]  # [A, W] hours on the road
    injuries: NDArray[np.int64]  # [A, W]
    pillars: Mapping[str, NDArray[np.float64]]
    veto: NDArray[np.bool_]  # [A, W] a hard breach of any kind in `vetoes`
    vetoes: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)  # "heat", "pressure", "long": which; absent where not known
