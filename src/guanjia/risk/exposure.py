"""On-road time by cell and clock hour: what every map, rate and index is a share of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

HOURS_A_DAY = 24
HOURS_A_WEEK = 168
INSIDE, PUBLISHED = 8, 7  # H3 resolutions: mean areas of 0.737 and 5.161 km2


@dataclass(frozen=True)
class Exposure:
    """Seconds on the road, assigned along the path of each task, and the injuries met there.

    Shapes: C cells, T columns. Column ``24*d + h`` is clock hour h of the d-th local day after ``first_day``. A clock hour that comes twice
    (daylight saving) holds both; one that is skipped holds nothing.
    """

    cells: NDArray[np.uint64]  # [C] H3 cells at resolution 8, ascending
    regions: NDArray[np.int32]  # [C] index into ``region_names`` of the region most of the cell's time was worked in
    region_names: tuple[str, ...]
    first_day: date
    seconds: NDArray[np.float32]  # [C, T] seconds on the road
    load: NDArray[np.float32]  # [C, T] seconds times the Risk Index of the worker at that moment
    judged: NDArray[np.float32]  # [C, T] seconds to drop-offs whose promise can be judged
    pressed: NDArray[np.float32]  # [C, T] of these, seconds to such as asked for more than 15 km/h
    hot: NDArray[np.float32]  # [C, T] seconds at an air temperature of 35 degrees C or more; NaN where no temperature is known
    wet: NDArray[np.float32]  # [C, T] seconds in rain or under an official rain, wind, snow or ice warning; NaN where no weather is known
    injury_cells: NDArray[np.int64]  # [I] place in ``cells`` of each injury
    injury_columns: NDArray[np.int64]  # [I] column of each injury

    @property
    def days(self) -> int:
        """Local days covered."""
        days: int = self.seconds.shape[1] // HOURS_A_DAY
        return days
