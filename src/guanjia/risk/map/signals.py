"""Alarms in time, by region: EARS C1 to C3, a CUSUM of negative binomial counts around what hours lead to expect, and Farrington's limit.

Counts are by day, or by week where there are sixteen weeks or more. EARS and Farrington look at counts alone; the CUSUM is around the
expected injuries of the region's hours. Level and dispersion of the CUSUM come from the first half of the time (phase I), the second half
is watched (phase II). A method with too short a history has no limit, nor has a CUSUM with fewer than ten injuries in the first half.
"""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.kernels.surveillance.ears import upper, upper_c3
from guanjia.kernels.surveillance.farrington import Setting, farrington_flexible
from guanjia.kernels.surveillance.nb_cusum import limit_for_false_alarms, nb_cusum
from guanjia.risk.exposure import HOURS_A_DAY, Exposure
from guanjia.risk.map.strata import Rates, expected_injuries
from guanjia.risk.map.tables import SIGNALS, table_of

Float = NDArray[np.float64]

WEEKS_FOR_WEEKS = 16
FEWEST_INJURIES = 10
ALPHA, ALPHA_C3 = 0.001, 0.025  # of EARS, one-sided (memory: usual choices)
LEAST_DEVIATION = 1.0  # injuries: after a quiet week one injury is no alarm (judgement)
RISE, FALSE_ALARMS, RUNS = math.log(2), 0.05, 2_000  # the CUSUM looks for a doubling; one quiet series in twenty alarms


def signals(exposure: Exposure, rates: Rates, rng: np.random.Generator) -> pa.Table:
    """Rows of SIGNALS, for each region and the periods that end with the last day."""
    length = 7 if exposure.days >= 7 * WEEKS_FOR_WEEKS else 1
    before = exposure.days % length
    columns = [slice(start * HOURS_A_DAY, (start + length) * HOURS_A_DAY) for start in range(before, exposure.days, length)]
    regions = len(exposure.region_names)
    by_cell = (expected_injuries(exposure, rates, part) for part in columns)
    expected = np.column_stack([np.bincount(exposure.regions, of_cells, regions) for of_cells in by_cell])
    injuries = np.zeros(expected.shape)
    period = (exposure.injury_columns // HOURS_A_DAY - before) // length
    kept = period >= 0
    np.add.at(injuries, (exposure.regions[exposure.injury_cells[kept]], period[kept]), 1)
    first = [exposure.first_day + timedelta(days=before + length * number) for number in range(len(columns))]
    tables = []
    for place, (counts, wanted) in enumerate(zip(injuries, expected, strict=True)):
        limits = _limits(counts, wanted, rng)
        limits["farrington_limit"] = _farrington(counts, exposure, before) if length == 7 else np.full(len(counts), np.nan)
        rows: dict[str, object] = {
            "region": [exposure.region_names[place]] * len(counts),
            "first_day": first,
            "last_day": [day + timedelta(days=length - 1) for day in first],
            "injuries": counts.astype(np.int64),
            "expected_injuries": wanted,
            **limits,
        }
        tables.append(table_of(rows, SIGNALS))
    return pa.concat_tables(tables)


def _limits(counts: Float, expected: Float, rng: np.random.Generator) -> dict[str, Float]:
    """Limits of EARS, and the CUSUM with its limit."""
    c1, c2 = (upper(counts, kind, ALPHA, least=LEAST_DEVIATION) for kind in ("C1", "C2"))
    result = {"c1_limit": c1, "c2_limit": c2, "c3_limit": upper_c3(counts, ALPHA_C3, least=LEAST_DEVIATION)}
    result["cusum"], result["cusum_limit"] = np.full((2, len(counts)), np.nan)
    half = len(counts) // 2
    learned, hours_say = counts[:half], expected[:half]
    if learned.sum() >= FEWEST_INJURIES and hours_say.sum() > 0:
        level = learned.sum() / hours_say.sum()
        mean, watched = np.maximum(hours_say * level, 1e-9), np.maximum(expected[half:] * level, 1e-9)
        dispersion = max(float(((learned - mean) ** 2 - mean).sum() / (mean**2).sum()), 0.0)
        result["cusum"][half:] = nb_cusum(counts[half:], watched, dispersion, RISE)
        result["cusum_limit"][half:] = limit_for_false_alarms(watched, dispersion, RISE, FALSE_ALARMS, RUNS, rng)
    return result


def _farrington(counts: Float, exposure: Exposure, before: int) -> Float:
    """The limit of each week that has three years before it."""
    found = [farrington_flexible(counts, exposure.first_day + timedelta(days=before), week, Setting()) for week in range(len(counts))]
    return np.array([np.nan if limits is None else limits.upper for limits in found])
