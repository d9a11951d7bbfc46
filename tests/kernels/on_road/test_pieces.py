"""Pieces and legs against a rider followed second by second."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.on_road.pieces import HOUR, pieces
from guanjia.kernels.on_road.stops import NULL, RoadTasks, in_hand, stops

S = 1_000_000
Made = dict[str, Any]


@st.composite
def work(draw: st.DrawFn) -> list[Made]:
    """Some tasks of a few persons, in minutes; some without a pick-up or an arrival."""
    tasks = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, 300))
        end = start + draw(st.integers(1, 90))
        picked = draw(st.one_of(st.none(), st.integers(start, end)))
        arrived = None if picked is None else draw(st.one_of(st.none(), st.integers(start, picked)))
        tasks.append({"person": draw(st.integers(0, 2)), "start": start, "end": end, "picked": picked, "arrived": arrived})
    return tasks


def road(tasks: list[Made], lat: float = 31.0) -> RoadTasks:
    """As the kernel reads them: each picked up and delivered at a place of its own."""

    def moments(name: str) -> np.ndarray:
        return np.array([NULL if task[name] is None else task[name] * 60 * S for task in tasks], np.int64)

    n = len(tasks)
    return RoadTasks(
        np.array([task["person"] for task in tasks], np.int32),
        moments("start"),
        moments("end"),
        moments("arrived"),
        moments("picked"),
        np.full(n, lat),
        np.full(n, 121.0),
        np.full(n, lat),
        np.arange(n) / 100 + 121.0,
        np.full(n, -1, np.int16),
        np.full(n, -1, np.int16),
        np.zeros(n, np.int16),
    )


@settings(deadline=None)
@given(work())
def test_time_on_task_counts_once(tasks: list[Made]) -> None:
    """The pieces of a person cover exactly the minutes in which some task was in hand, and lie within clock hours."""
    told = road(tasks)
    cut, legs = pieces(told, stops(told), 0)
    for person in range(3):
        minutes = {m for task in tasks if task["person"] == person for m in range(task["start"], task["end"])}
        mine = cut.person == person
        assert int((cut.end[mine] - cut.start[mine]).sum()) == len(minutes) * 60 * S
        assert (cut.start[mine][1:] >= cut.end[mine][:-1]).all()
    assert (cut.start // HOUR == (cut.end - 1) // HOUR).all()
    assert (cut.leg >= 0).all()  # every place is known here
    riding = np.bincount(cut.leg[cut.riding], weights=(cut.end - cut.start)[cut.riding] / 1e6, minlength=len(legs.seconds))
    np.testing.assert_allclose(riding, legs.seconds)


@settings(deadline=None)
@given(work())
def test_waiting_at_a_pick_up_is_not_riding(tasks: list[Made]) -> None:
    """Followed minute by minute, time is waiting where the next stop is a pick-up that the rider has arrived at."""
    told = road(tasks)
    cut, _ = pieces(told, stops(told), 0)
    waiting = int((cut.end - cut.start)[~cut.riding].sum()) // (60 * S)
    expected = 0
    for person in range(3):
        mine = [task for task in tasks if task["person"] == person]
        marks = sorted(
            [(t["end"], 0, t) for t in mine]
            + [(t["picked"], 1, t) for t in mine if t["picked"] is not None]
            + [(t["start"], 2, t) for t in mine],
            key=lambda mark: (mark[0], mark[1], tasks.index(mark[2])),
        )
        for minute in {m for t in mine for m in range(t["start"], t["end"])}:
            _, kind, task = next(mark for mark in marks if mark[0] > minute)
            # stops at one moment: the first of them in order is the one the time leads to
            if kind == 1 and task["arrived"] is not None and minute >= task["arrived"]:
                expected += 1
    assert waiting == expected


def test_a_place_is_forgotten_after_half_an_hour_without_a_task() -> None:
    """The first leg after a long pause begins where the rider is next seen, not where the last order ended."""
    told = road(
        [
            {"person": 0, "start": 0, "end": 10, "picked": 5, "arrived": None},
            {"person": 0, "start": 20, "end": 30, "picked": 25, "arrived": None},
            {"person": 0, "start": 61, "end": 70, "picked": 65, "arrived": None},
        ]
    )
    _, legs = pieces(told, stops(told), 0)
    assert legs.from_lng.tolist() == [121.0, 121.0, 121.0, 121.0, 121.0, 121.0]
    assert legs.to_lng.round(2).tolist() == [121.0, 121.0, 121.0, 121.01, 121.0, 121.02]
    assert legs.seconds.tolist() == [300, 300, 300, 300, 240, 300]


@settings(deadline=None)
@given(work())
def test_tasks_in_hand(tasks: list[Made]) -> None:
    """In hand at a drop-off: the tasks begun before and not yet done, that one counted in."""
    told = road(tasks)
    at = stops(told)
    for place, count in enumerate(in_hand(at)):
        before = at.person[: place + 1] == at.person[place]
        kinds = at.kind[: place + 1][before]
        assert count == (kinds == 0).sum() - (kinds == 2).sum() + (at.kind[place] == 2)


def test_nothing_is_known_of_a_rider_without_places() -> None:
    """Time on task is there, on no leg; places that come later are not carried back over a pause."""
    told = road([{"person": 0, "start": 0, "end": 10, "picked": None, "arrived": None}], lat=float("nan"))
    cut, legs = pieces(told, stops(told), 0)
    assert int((cut.end - cut.start).sum()) == 10 * 60 * S
    assert cut.leg.tolist() == [-1] and not len(legs.seconds)


def test_hours_begin_where_the_local_ones_do() -> None:
    """Where the clock is half an hour past the hours of UTC, work is cut at the half hour."""
    told = road([{"person": 0, "start": 0, "end": 60, "picked": 0, "arrived": None}])
    cut, _ = pieces(told, stops(told), HOUR // 2)
    assert [(int(a) // (60 * S), int(b) // (60 * S)) for a, b in zip(cut.start, cut.end, strict=True)] == [(0, 30), (30, 60)]


def test_a_leg_faster_than_any_vehicle_is_put_where_it_ends() -> None:
    """A hundred kilometres in a minute is a wrong place, not a ride: its minute stays, its way does not."""
    told = road([{"person": 0, "start": 0, "end": 1, "picked": 0, "arrived": None}])
    _, legs = pieces(told._replace(from_lat=told.from_lat + 1.0), stops(told), 0)
    assert legs.seconds.tolist() == [60.0]
    assert legs.from_lat.tolist() == legs.to_lat.tolist() == [31.0]


def test_a_pick_up_outside_its_task_is_none() -> None:
    """Two stops are left: dispatched and done."""
    told = road([{"person": 0, "start": 10, "end": 20, "picked": 25, "arrived": None}])
    assert stops(told).kind.tolist() == [0, 2]
