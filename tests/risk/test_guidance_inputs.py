"""What guidance works on, from counts that fit on a page."""

from __future__ import annotations

from datetime import date
from typing import Any

import h3.api.basic_int as h3
import numpy as np
import pytest

from guanjia.kernels.on_road.price import CHANGES
from guanjia.risk.exposure import Exposure
from guanjia.risk.guidance.histograms import BIKE, LANE
from guanjia.risk.guidance.lengthen import LEAST
from guanjia.risk.guidance.lines import Relayed
from guanjia.risk.guidance_inputs import carried_counts, promise_histogram, rest_rows, warned
from guanjia.risk.on_road import UNTOLD, Counts, HardBreaches, OnRoad, Promises, RoadDays, Shares, Unplaced
from guanjia.risk.portrait.belief import PRIOR

BUSY, QUIET = (h3.latlng_to_cell(lat, 121.4, 7) for lat in (31.2, 31.5))
INSIDE = [h3.cell_to_center_child(BUSY, 8), h3.cell_to_center_child(QUIET, 8)]


def counts(*rows: tuple[int, int, int, int]) -> Counts:
    """Rows of (cell, hour, value, how often)."""
    cell, hour, value, count = (np.array(column) for column in zip(*rows, strict=True))
    return Counts(cell.astype(np.int32), hour.astype(np.int32), value.astype(np.int32), count.astype(np.int64))


PROMISES = Promises(
    np.array([QUIET, BUSY], np.uint64),
    short_15=counts((0, 9, 3, LEAST - 1), (1, 9, UNTOLD, 4), (1, 9, 0, LEAST), (1, 10, 12, 7)),
    short_25=counts((0, 9, 1, LEAST - 1), (1, 9, UNTOLD, 4), (1, 9, 0, LEAST + 7)),
    carried=counts((0, 9, 1, 3), (1, 9, 1, 5), (1, 9, 16, 2)),
    carried_fast=counts((1, 9, 16, 2)),
    begun=counts((0, 30, 0, 11), (1, 30, 0, 5), (1, 31, 0, 6), (1, 40, 0, 9)),
)


def exposure(*regions: str) -> Exposure:
    """Two cells over two days, ridden at one hour, in the regions named."""
    names = tuple(sorted(set(regions)))
    seconds = np.zeros((2, 48), np.float32)
    seconds[:, 30] = 3600
    of = np.array([names.index(region) for region in regions], np.int32)
    none = np.zeros(0, np.int64)
    cells = np.array(INSIDE, np.uint64)
    return Exposure(cells, of, names, date(2026, 3, 2), seconds, seconds, seconds, seconds, seconds, seconds, none, none)


def test_promises_of_busy_areas_only() -> None:
    """An area with too few pick-ups is left out; what cannot be judged is counted apart."""
    found = promise_histogram(PROMISES)
    assert found.areas.tolist() == [BUSY]
    assert {place: int(found.counts[LANE][place]) for place in zip(*np.nonzero(found.counts[LANE]), strict=True)} == {
        (0, 9, 0): LEAST,
        (0, 10, 12): 7,
    }
    assert found.counts[BIKE].sum() == found.counts[BIKE][0, 9, 0] == LEAST + 7
    assert found.unknown.sum() == found.unknown[0, 9] == 4


def test_orders_at_once() -> None:
    """One in hand is the first place."""
    found = carried_counts(PROMISES)
    assert found.areas.tolist() == [BUSY]
    told = [np.argwhere(dense).tolist() for dense in vars(found).values() if dense.ndim == 3]
    assert told == [[[0, 9, 0], [0, 9, 15]], [[0, 9, 15]]]


def around(code: str) -> tuple[str, ...]:
    """A district, its city, the country."""
    return code, code[:2] + "0000", "CN"


RED = Relayed("暴雨红色预警", "上海中心气象台", 0, 1)


@pytest.mark.parametrize(
    ("code", "signal", "span", "expected"),
    [
        ("310101", RED.signal, (30, 32), {BUSY: 11}),
        ("310000", RED.signal, (30, 31), {BUSY: 5, QUIET: 11}),
        ("310000", RED.signal, (31, 48), {BUSY: 15}),
        ("310115", RED.signal, (30, 31), {QUIET: 11}),
        ("320000", RED.signal, (30, 31), {}),
        ("300000", RED.signal, (30, 31), {}),
        ("310000", "暴雨黄色预警", (30, 31), {}),
        ("310000", "解除暴雨红色预警", (30, 31), {}),
        ("310000", RED.signal, (-30, 0), {}),
    ],
)
def test_a_warning_holds_in_its_region_and_the_places_within(
    code: str, signal: str, span: tuple[int, int], expected: dict[int, int]
) -> None:
    """Pick-ups in the hours and areas of a severe warning; a city's holds in its districts, a district's not in the next."""
    warning = Relayed(signal, RED.station, 0, 1)
    found = list(warned(PROMISES, exposure("310101", "310115"), [(code, warning)], [span], around))
    assert {each.area: each.tasks for each in found} == expected
    assert all(each.warning == warning for each in found)


def test_a_city_and_its_district_warn_once() -> None:
    """Pick-ups under the same signal of a city and of its district are counted once."""
    spans, there = [("310000", RED), ("310101", RED)], exposure("310101", "310115")
    found = list(warned(PROMISES, there, spans, [(30, 31), (30, 31)], around))
    assert sum(each.tasks for each in found) == 5 + 11


def test_an_area_where_nobody_rode_lies_in_no_region() -> None:
    """Pick-ups alone do not place an area under a warning."""
    there = exposure("310101", "310115")
    there.seconds[1] = 0
    assert [each.area for each in warned(PROMISES, there, [("310000", RED)], [(0, 48)], around)] == [BUSY]


def test_who_worked_on_the_last_day() -> None:
    """Accounts on the last day of all, each with its own platform's figures; persons over several platforms are left out."""
    column = np.arange(4, dtype=np.float64)
    hours = np.full((4, CHANGES), 2.0)
    told: dict[str, Any] = {
        "unit": np.array([0, 0, 1, 2], np.int32),
        "day": np.array([4, 5, 5, 5], np.int32),
        "hours": hours,
        "risk": hours * 2,
        "sleepiness": np.arange(16.0).reshape(4, 4),
    }
    days = RoadDays(**(dict.fromkeys(RoadDays.__annotations__, column) | told))
    none: Any = np.zeros(0, np.int64)
    found = OnRoad(
        exposure=exposure("A", "A"),
        breaches=HardBreaches(np.zeros((2, 48), np.float32), np.zeros((1, 48))),
        days=days,
        shares=Shares(**dict.fromkeys(Shares.__annotations__, none)),
        promises=PROMISES,
        worker=("w", "v", "p"),
        platform=("甲", "乙", "*"),
        by_risk=column,
        injuries_by_risk=none,
        injuries=0,
        unplaced=Unplaced(0.0, 0, 0, 0),
    )
    rows = rest_rows(found, np.array([1, 2, 3, 4]), PRIOR)
    assert (rows.workers, rows.platforms, rows.tasks.tolist()) == (["w", "v"], ["甲", "乙"], [2, 3])
    assert rows.rest.tolist() == [1, 2] and rows.hours.tolist() == [2, 2]
    assert rows.sleepiness.tolist() == [5 + 0.0, 9 + 0.0]  # in bed at 23:00: the second scenario
    assert rows.risk.tolist() == pytest.approx([2**0.5] * 2)
