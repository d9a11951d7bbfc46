"""Riding time on cells against points followed along each leg in plain Python."""

from __future__ import annotations

import h3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.engines.risk.lattice import Lattice
from guanjia.kernels.on_road.path import PARTS, SECONDS, Layers, deposit
from guanjia.kernels.on_road.pieces import Legs, Pieces

S = 1_000_000
near = st.floats(-0.03, 0.03)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(near, near, near, near, st.integers(60, 1800)), min_size=1, max_size=4))
def test_time_lies_along_the_way(told: list[tuple[float, float, float, float, int]]) -> None:
    """Nothing is lost, and each cell gets the time in which a rider of even speed is in it, to a step of 150 m at each border."""
    a, b, c, d, seconds = (np.array(column, np.float64) for column in zip(*told, strict=True))
    legs = Legs(31.0 + a, 121.0 + b, 31.0 + c, 121.0 + d, seconds)
    n = len(told)
    ends = np.cumsum(seconds).astype(np.int64) * S
    cut = Pieces(
        np.zeros(n, np.int32),
        ends - seconds.astype(np.int64) * S,
        ends,
        np.arange(n, dtype=np.int32),
        np.ones(n, bool),
        np.zeros(n, np.int16),
        np.full(n, -1, np.int16),
    )
    lattice = Lattice()
    place = lattice.places(legs)
    rows = len(place.published)
    published = len(lattice.published)
    into = Layers(np.zeros((rows, 1, PARTS), np.float32), np.zeros((rows, 1), np.float32), np.zeros((1, published, 2), np.float32))
    deposit(cut, np.full(n, 2.0), np.ones(n, bool), np.zeros(n, bool), np.ones(n, bool), np.zeros(n, np.int32), legs, place, into)
    total = seconds.sum()
    assert into.cells.sum(axis=(0, 1)).tolist() == pytest.approx([total, 2 * total, total, 0, total], rel=1e-5)
    assert into.by_person.sum(axis=(0, 1)).tolist() == pytest.approx([total, 2 * total], rel=1e-5)
    expected: dict[int, float] = {}
    metres = np.zeros(n)
    for leg in range(n):
        metres[leg] = h3.great_circle_distance((legs.from_lat[leg], legs.from_lng[leg]), (legs.to_lat[leg], legs.to_lng[leg]), "m")
        for step in range(400):
            share = (step + 0.5) / 400
            lat = legs.from_lat[leg] + (legs.to_lat[leg] - legs.from_lat[leg]) * share
            lng = legs.from_lng[leg] + (legs.to_lng[leg] - legs.from_lng[leg]) * share
            cell = h3.str_to_int(h3.latlng_to_cell(lat, lng, 8))
            expected[cell] = expected.get(cell, 0.0) + seconds[leg] / 400
    misplaced = 0.5 * sum(abs(into.cells[row, 0, SECONDS] - expected.get(int(cell), 0.0)) for row, cell in enumerate(lattice.cells))
    steps = sum(seconds[leg] * min(1.0, 400 * (2 + metres[leg] / 460) / max(metres[leg], 1.0)) for leg in range(n))
    assert misplaced <= steps + seconds.sum() * 0.01


@settings(deadline=None, max_examples=40)
@given(near, near, near, near, st.lists(st.integers(1, 1200), min_size=2, max_size=6))
def test_a_leg_cut_at_clock_hours_lies_where_it_lay(a: float, b: float, c: float, d: float, seconds: list[int]) -> None:
    """However a leg is cut, each cell gets the time that it gets of the leg in one piece."""
    whole = float(sum(seconds))
    legs = Legs(*(np.array([degrees]) for degrees in (31.0 + a, 121.0 + b, 31.0 + c, 121.0 + d, whole)))
    lattice = Lattice()
    place = lattice.places(legs)

    def put_down(parts: list[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        n, ends = len(parts), np.cumsum(parts).astype(np.int64) * S
        first, of = np.zeros(n, np.int32), np.zeros(n, np.int16)
        cut = Pieces(first, ends - np.array(parts, np.int64) * S, ends, first, np.ones(n, bool), of, of)
        rows = len(place.published)
        layers = Layers(
            np.zeros((rows, 1, PARTS), np.float32), np.zeros((rows, 1), np.float32), np.zeros((1, len(lattice.published), 2), np.float32)
        )
        deposit(cut, np.ones(n), np.zeros(n, bool), np.zeros(n, bool), np.zeros(n, bool), first, legs, place, layers)
        return layers.cells[:, 0, SECONDS]

    together = put_down([sum(seconds)])
    assert (together > 0).all() and together.sum() == pytest.approx(whole, rel=1e-5)
    assert put_down(seconds).tolist() == pytest.approx(together.tolist(), rel=1e-4, abs=1e-2)
