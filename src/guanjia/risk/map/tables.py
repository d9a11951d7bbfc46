"""The tables of the map: what every column means, in the schema itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def _field(name: str, kind: pa.DataType, meaning: str, nullable: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable, {"meaning": meaning})


_SHARES = [
    _field(
        "pressed_share",
        pa.float64(),
        "share of hours on tasks whose promise asked for more than 15 km/h; null where none can be judged; a layer of its own",
    ),
    _field("hot_share", pa.float64(), "share of hours at 35 degrees C or more; null where any temperature is unknown; a layer of its own"),
    _field("wet_share", pa.float64(), "share of hours in rain or under a warning; null where any weather is unknown; a layer of its own"),
]
_EXPECTED = (
    "mean HSE Risk Index of an hour on the road here (of each worker at each moment, whole) over that of all areas: "
    "a prior and not a finding"
)

AREAS = pa.schema(
    [
        _field("area", pa.uint64(), "H3 cell", False),
        _field("resolution", pa.int8(), "H3 resolution of the cell: 8 inside, 7 for publication", False),
        _field("region", pa.string(), "region most of its time was worked in", False),
        _field("basis", pa.string(), "observed: read the rate ratio; expected: too few injuries on record, read expected_ratio", False),
        _field("hours", pa.float64(), "hours on the road", False),
        _field("injuries", pa.int64(), "injuries on record", False),
        _field(
            "expected_injuries",
            pa.float64(),
            "injuries its hours would have at the rates of all areas; null on basis expected",
        ),
        _field("ratio", pa.float64(), "injuries over expected ones, shrunken (gamma-Poisson posterior mean); null on basis expected"),
        _field("ratio_low", pa.float64(), "2.5 % quantile of the ratio's posterior"),
        _field("ratio_high", pa.float64(), "97.5 % quantile of the ratio's posterior"),
        _field("exceedance", pa.float64(), "posterior probability that the ratio is above 1.5"),
        _field("cluster", pa.int32(), "cluster of the whole period it belongs to, see clusters; null: none, or basis expected"),
        _field("cluster_p", pa.float64(), "p-value of that cluster over all windows looked at (Gumbel)"),
        _field("expected_ratio", pa.float64(), _EXPECTED),
        _field(
            "expected_hot_spot",
            pa.bool_(),
            "basis expected, resolution 8: high with its neighbours (G*, false discovery rate 5 %)",
        ),
        _field("night_share", pa.float64(), "share of hours between 22:00 and 06:00; already part of expected_ratio"),
        *_SHARES,
    ],
    {"row": "an area with any time on the road"},
)

AREA_HOURS = pa.schema(
    [
        _field("area", pa.uint64(), "H3 cell of resolution 7", False),
        _field("hour_of_week", pa.int16(), "local: 0 is Monday 00:00 to 01:00, 167 Sunday 23:00 to 24:00", False),
        _field("basis", pa.string(), "always expected: hours of a week in one area hold too few injuries for rates", False),
        _field("hours", pa.float64(), "hours on the road, all weeks together", False),
        _field("expected_ratio", pa.float64(), _EXPECTED),
        *_SHARES,
    ],
    {"row": "an area and hour of the week with any time on the road"},
)

CLUSTERS = pa.schema(
    [
        _field("cluster", pa.int32(), "number, likeliest first in each kind; the same as in areas for whole_period", False),
        _field("kind", pa.string(), "whole_period: over the whole time; until_last_day: began of late and still going on then", False),
        _field("centre", pa.uint64(), "H3 cell of resolution 8 in the middle of the circle", False),
        _field("cells", pa.list_(pa.uint64()), "H3 cells of resolution 8 in the circle", False),
        _field("first_day", pa.date32(), "first local day", False),
        _field("last_day", pa.date32(), "last local day", False),
        _field("injuries", pa.int64(), "injuries in it", False),
        _field("expected_injuries", pa.float64(), "injuries expected in it", False),
        _field("relative_risk", pa.float64(), "observed over expected inside, over the same outside; null where nothing happened outside"),
        _field("log_likelihood_ratio", pa.float64(), "Kulldorff's scan statistic", False),
        _field("p", pa.float64(), "p-value over all windows looked at, by a Gumbel curve through 999 draws", False),
        _field("p_rank", pa.float64(), "the same by rank among the 999 draws", False),
        _field("recurrence_days", pa.float64(), "until_last_day: in so many days chance alone gives one as strong, if looked at each day"),
    ],
    {"row": "a circle of cells with more injuries than chance gives"},
)


SIGNALS = pa.schema(
    [
        _field("region", pa.string(), "region", False),
        _field("first_day", pa.date32(), "first local day of the day or week counted", False),
        _field("last_day", pa.date32(), "last local day of it", False),
        _field("injuries", pa.int64(), "injuries in it", False),
        _field("expected_injuries", pa.float64(), "injuries its hours would have at the rates of all areas", False),
        _field("c1_limit", pa.float64(), "EARS C1: alarm where injuries are above it; null: history too short"),
        _field("c2_limit", pa.float64(), "EARS C2: alarm where injuries are above it; null: history too short"),
        _field("c3_limit", pa.float64(), "EARS C3: alarm where injuries are above it; null: history too short"),
        _field(
            "cusum",
            pa.float64(),
            "negative binomial CUSUM for a doubling, in the second half of the time; null: fewer than 10 injuries in the first",
        ),
        _field("cusum_limit", pa.float64(), "alarm where the CUSUM reaches it; one quiet series in twenty does"),
        _field(
            "farrington_limit", pa.float64(), "Farrington flexible: alarm where injuries are above it; null: less than three years of weeks"
        ),
    ],
    {"row": "a region and a day, or a week where there are sixteen or more; a signal to look, never a warning in law"},
)


def table_of(columns: Mapping[str, object], schema: pa.Schema) -> pa.Table:
    """The columns as a table; nan in a column that may be empty is empty."""
    return pa.Table.from_arrays([_array(columns[field.name], field) for field in schema], schema=schema)


def _array(values: object, field: pa.Field) -> pa.Array:
    if isinstance(values, np.ndarray) and values.dtype.kind == "f" and field.nullable:
        return pa.array(values, pa.float64(), mask=_missing(values))
    return pa.array(values, field.type)


def _missing(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = ~np.isfinite(values)
    return result
