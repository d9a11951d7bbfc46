"""Time pressure against the reference cases, and routes against every order tried one by one."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.great_circle import great_circle
from guanjia.kernels.time_pressure import (
    CAP,
    MOST_STOPS,
    greatest_slack,
    least_required_speed,
    single_stop_speed,
    slack_minutes,
    time_pressure,
)

CASES = Path(__file__).parents[3] / "shared" / "science" / "time_pressure_reference.csv"
MINUTE = 60_000_000


def test_reference_cases() -> None:
    """Distance, required speed, ratio to 25 km/h and feasibility of the five known cases."""
    if not CASES.exists():
        pytest.skip(f"needs {CASES}: not found")
    for case in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()):
        flag = case.pop("flag")
        lat, lng, to_lat, to_lng, detour, left, door, km, speed, ratio = map(float, case.values())
        metres = great_circle(*(np.array([x]) for x in (lat, lng, to_lat, to_lng)))
        assert metres[0] == pytest.approx(1000 * km, rel=1e-4)
        found = single_stop_speed(metres, np.array([0]), np.array([round(left * MINUTE)]), door, detour)
        assert found[0] == pytest.approx(speed, rel=1e-5)
        pressure = time_pressure(found, 25.0)[0]
        assert pressure == pytest.approx(min(ratio, CAP), abs=5e-5)
        assert (pressure > 1) == (flag == "infeasible")
        assert (slack_minutes(metres[0], left, 25.0, door, detour) < 0) == (flag == "infeasible")


def tried(metres: np.ndarray, due: np.ndarray, handover: float, detour: float) -> list[list[tuple[float, float]]]:
    """For every order, (km of road so far, minutes left for the ride) at each stop."""
    stops = len(due)
    orders = []
    for order in permutations(range(stops)):
        at, km, seen = 0, 0.0, []
        for number, stop in enumerate(order, 1):
            km += metres[at, stop + 1] * detour / 1000
            seen.append((km, due[stop] - number * handover))
            at = stop + 1
        orders.append(seen)
    return orders


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6), st.integers(0, 2**32), st.floats(0, 5), st.sampled_from([1.0, 1.35]), st.sampled_from([15.0, 25.0]))
def test_every_order(stops: int, seed: int, handover: float, detour: float, reference: float) -> None:
    """Least required speed and greatest slack are those of the best order, and agree on whether the promises can be kept."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 3000, (stops + 1, 2))
    metres = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    due = rng.uniform(-2, 60, stops)
    orders = tried(metres, due, handover, detour)
    speed = min(max(60 * km / left if left > 0 else np.inf for km, left in order) for order in orders)
    slack = max(min(left - 60 * km / reference for km, left in order) for order in orders)
    shape = metres[None], due[None], np.array([stops])
    assert least_required_speed(*shape, handover, detour)[0] == pytest.approx(speed)
    assert greatest_slack(*shape, reference, handover, detour)[0] == pytest.approx(slack)
    assert (speed <= reference) == (slack >= 0) or abs(slack) < 1e-9


def test_routes_of_unlike_length_together() -> None:
    """Padding of the shorter routes is never looked at, and a route of one stop is the single-stop form."""
    metres = np.full((2, 4, 4), np.nan)
    metres[0, 0, 1] = 2000
    metres[1] = 1000 * (1 - np.eye(4))
    due = np.array([[8.0, np.nan, np.nan], [60.0, 60.0, 60.0]])
    found = least_required_speed(metres, due, np.array([1, 3]), 2.0)
    assert found[0] == pytest.approx(single_stop_speed(np.array([2000.0]), np.array([0]), np.array([8 * MINUTE]), 2.0)[0])
    assert found[1] == pytest.approx(60 * 1.35 * 3 / (60 - 6))


def test_too_many_stops_are_refused() -> None:
    """Nine stops are not tried."""
    many = MOST_STOPS + 1
    with pytest.raises(ValueError, match="1 to 8"):
        least_required_speed(np.zeros((1, many + 1, many + 1)), np.ones((1, many)), np.array([many]))
