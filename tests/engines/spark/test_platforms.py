"""What concerns platforms is put together from parts."""

from __future__ import annotations

import numpy as np

from guanjia.engines.spark.platforms import _months
from guanjia.model.measures import PlatformMonths


def months(*rows: tuple[int, int, int, int, int, int]) -> PlatformMonths:
    """Rows of platform, month, region, kind, tasks and premium."""
    platform, month, region, kind, tasks, premium = np.array(rows, np.int64).T
    short = np.int16
    return PlatformMonths(
        platform.astype(np.int32),
        month.astype(np.int32),
        month * 10,
        month * 10 + 10,
        region.astype(short),
        kind.astype(short),
        tasks,
        premium,
    )


def test_tasks_are_added_and_premiums_stand_once() -> None:
    """A part that holds a platform's premiums and none of its tasks leaves no row of its own, unless nobody has tasks."""
    whole = _months(
        [months((1, 5, 2, 0, 10, 7)), months((1, 5, 0, -1, 0, 100), (2, 5, 0, -1, 0, 30)), months((1, 5, 1, 0, 4, 0), (1, 5, 2, 0, 1, 0))]
    )
    columns = (whole.platform, whole.month, whole.region, whole.kind, whole.tasks, whole.premium)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == [
        (1, 5, 1, 0, 4, 107),
        (1, 5, 2, 0, 11, 0),
        (2, 5, 0, -1, 0, 30),
    ]
