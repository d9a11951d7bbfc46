"""Weather readings that cannot be meant in the unit of their column: another unit, or a code for a missing reading (-999, 9999)."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.readers import reasons
from guanjia.readers.draft import Draft

# Least and greatest value that a station on land may report, generously; nothing is said of a reading inside.
RANGES: Final = {
    "humidity": (1.0, 100.0, "百分数", "percent"),
    "wind": (0.0, 100.0, "米/秒", "m/s"),
    "pressure": (450.0, 1100.0, "百帕", "hPa"),
    "radiation": (-50.0, 1600.0, "瓦/平方米", "W/m2"),  # a sensor that cools at night reads a little below nought
}


def check_weather(draft: Draft) -> None:
    """Empty the readings out of range, with a remark for each column; the row stays."""
    for name, (low, high, zh, en) in RANGES.items():
        values = draft.columns.get(name)
        if values is None or values.null_count == len(values):
            continue
        inside = pc.and_(pc.greater_equal(values, low), pc.less_equal(values, high))  # NaN is not inside
        out = pc.sum(pc.invert(inside)).as_py()
        if out:
            draft.remark(reasons.BAD_WEATHER.format(name=name, low=low, high=high, zh=zh, en=en), out)
            draft.columns[name] = pc.if_else(inside, values, pa.scalar(None, values.type))
