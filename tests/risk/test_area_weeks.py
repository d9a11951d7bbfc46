"""Areas by weeks against sums in plain Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import h3.api.basic_int as h3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.risk.area_weeks import area_weeks
from guanjia.risk.exposure import Exposure
from guanjia.risk.on_road import HardBreaches
from guanjia.risk.panel import Panel

CELLS = sorted(h3.grid_disk(h3.latlng_to_cell(31.2, 121.4, 8), 3))[:30]
MONDAY = date(2026, 3, 2)


def made(seed: int, first_day: date, days: int, cells: list[int] = CELLS) -> tuple[Exposure, HardBreaches]:
    """Riding at random, with gaps in the weather of one of two regions."""
    rng = np.random.default_rng(seed)
    shape = len(cells), 24 * days
    seconds = (rng.integers(0, 3600, shape) * (rng.random(shape) < 0.7)).astype(np.float32)
    region = rng.integers(0, 2, len(cells)).astype(np.int32)
    degrees = rng.uniform(20, 39, (2, 24 * days))
    degrees[1, : 24 * days // 2] = np.nan
    hot = np.where(np.isnan(degrees), np.nan, degrees >= 35)[region].astype(np.float32)
    part = [(seconds * rng.random(shape).astype(np.float32)) for _ in range(3)]
    load, judged, pressed = part[0] + part[0], part[1], part[1] * np.float32(0.3)
    injuries = rng.integers(0, 40)
    where = rng.integers(0, len(cells), injuries), rng.integers(0, 24 * days, injuries)
    ids, felt = np.array(cells, np.uint64), seconds * hot
    it = Exposure(ids, region, ("A", "B"), first_day, seconds, load, judged, pressed, felt, felt, *where)
    return it, HardBreaches(part[2] * np.float32(0.05), degrees)


def panel(exposure: Exposure, breaches: HardBreaches, recorded: bool = True) -> Panel:
    """The panel, which there is."""
    found = area_weeks(exposure, breaches, recorded)
    assert found is not None
    return found


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 6), st.integers(13, 50))
def test_sums_by_hand(seed: int, later: int, days: int) -> None:
    """Every figure of every area and week is the sum of its cells' hours from Monday to Sunday."""
    first_day = MONDAY + timedelta(days=later)
    exposure, breaches = made(seed, first_day, days)
    monday = next(day for day in range(7) if (first_day + timedelta(days=day)).weekday() == 0)
    weeks = (days - monday) // 7
    found = panel(exposure, breaches)
    assert found.weeks.astype("datetime64[D]").tolist() == [first_day + timedelta(days=monday + 7 * week) for week in range(weeks)]
    assert found.areas.tolist() == sorted({h3.cell_to_parent(cell, 7) for cell in CELLS})
    for a, area in enumerate(found.areas.tolist()):
        rows = [row for row, cell in enumerate(CELLS) if h3.cell_to_parent(cell, 7) == area]
        for week in range(weeks):
            columns = range(24 * (monday + 7 * week), 24 * (monday + 7 * week + 7))
            here = [(row, column) for row in rows for column in columns]
            seconds = sum(float(exposure.seconds[at]) for at in here)
            known = [at for at in here if not np.isnan(exposure.hot[at])]
            felt = sum(float(exposure.seconds[at]) for at in known)
            assert found.hours[a, week] == pytest.approx(seconds / 3600)
            met = zip(exposure.injury_cells.tolist(), exposure.injury_columns.tolist(), strict=True)
            assert found.injuries[a, week] == sum(row in rows and column in columns for row, column in met)
            assert found.pillars["fatigue"][a, week] == pytest.approx(sum(float(exposure.load[at]) for at in here) / seconds)
            assert found.pillars["pressure"][a, week] == pytest.approx(
                sum(float(exposure.pressed[at]) for at in here) / sum(float(exposure.judged[at]) for at in here)
            )
            share = sum(float(exposure.hot[at]) for at in known) / felt if felt >= 3600 else np.nan
            assert found.pillars["heat"][a, week] == pytest.approx(share, nan_ok=True)
            assert found.pillars["weather"][a, week] == pytest.approx(share, nan_ok=True)
            before = sum(found.hours[a, week - 4 : week]) / 4 if week >= 4 else np.nan
            assert found.pillars["growth"][a, week] == pytest.approx(found.hours[a, week] / before, nan_ok=True)
    assert not found.veto.any()


@pytest.mark.parametrize(("first_day", "days"), [(MONDAY, 6), (MONDAY + timedelta(days=1), 12), (MONDAY + timedelta(days=6), 7)])
def test_no_whole_week_no_panel(first_day: date, days: int) -> None:
    """Six days, or twelve that begin on a Tuesday, hold no Monday to Sunday."""
    assert area_weeks(*made(1, first_day, days), True) is None


def test_areas_ridden_a_little_are_left_out() -> None:
    """Under twenty hours a week on average an area is none, and with it go its injuries."""
    far = h3.latlng_to_cell(31.9, 121.4, 8)
    exposure, breaches = made(3, MONDAY, 14, [*CELLS, far])
    exposure.seconds[-1] = 0
    exposure.seconds[-1, :39] = 3600  # over two weeks
    exposure = replace(exposure, injury_cells=np.array([len(CELLS)]), injury_columns=np.array([3]))
    found = panel(exposure, breaches)
    assert h3.cell_to_parent(far, 7) not in found.areas.tolist() and not found.injuries.any()
    exposure.seconds[-1, 39] = 3600
    found = panel(exposure, breaches)
    at = found.areas.tolist().index(h3.cell_to_parent(far, 7))
    assert found.hours[at].tolist() == [40, 0] and found.injuries[at].tolist() == [1, 0]
    assert np.isnan(found.pillars["fatigue"][at, 1]) and not found.veto[at, 1]
    exposure.seconds[-1] = 0
    exposure.seconds[:-1] = 0
    assert area_weeks(exposure, breaches, True) is None


@pytest.mark.parametrize("name", ["heat", "pressure", "long"])
def test_what_is_a_breach_at_once(name: str) -> None:
    """Riding at 40 degrees C, half the riding on tight promises, a quarter of it after twelve hours: that area and week, and no other."""
    area = h3.cell_to_parent(CELLS[0], 7)
    exposure, breaches = made(4, MONDAY, 14)
    rows = np.array([h3.cell_to_parent(cell, 7) == area for cell in CELLS])
    week = np.s_[168:336]
    expected = np.zeros((len({h3.cell_to_parent(cell, 7) for cell in CELLS}), 2), np.bool_)
    at = sorted({h3.cell_to_parent(cell, 7) for cell in CELLS}).index(area)
    if name == "heat":
        exposure = replace(exposure, regions=np.where(rows, 0, 1).astype(np.int32))
        exposure.seconds[rows, 200] = 1
        breaches.temperature[0, 200] = 40.0
    elif name == "pressure":
        exposure.pressed[rows, week] = exposure.judged[rows, week] * np.float32(0.501)
    else:
        breaches.long[rows, week] = exposure.seconds[rows, week] * np.float32(0.251)
    expected[at, 1] = True
    assert panel(exposure, breaches).veto.tolist() == expected.tolist()


def test_what_cannot_be_told_is_not_zero() -> None:
    """Without injury records there is no pillar of incidents, and without a promise that can be judged none of pressure."""
    exposure, breaches = made(5, MONDAY, 14)
    assert "incidents" not in panel(exposure, breaches, recorded=False).pillars
    exposure.judged[:] = exposure.pressed[:] = 0
    found = panel(exposure, breaches)
    assert np.isnan(found.pillars["pressure"]).all() and np.isnan(found.pillars["incidents"]).all() and not found.veto.any()


def test_growth_needs_four_weeks_before() -> None:
    """The fifth week over the mean of the first four; before that it cannot be told."""
    exposure, breaches = made(6, MONDAY, 35)
    found = panel(exposure, breaches)
    assert np.isnan(found.pillars["growth"][:, :4]).all()
    assert found.pillars["growth"][:, 4].tolist() == pytest.approx((found.hours[:, 4] / found.hours[:, :4].mean(axis=1)).tolist())
