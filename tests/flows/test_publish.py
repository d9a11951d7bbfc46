from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest

from guanjia.flows.publish import grid_name, publish
from guanjia.risk.release.bounding import Caps, Contributions, Tables, bounded
from guanjia.risk.release.budget import Spend, Spent
from guanjia.risk.release.grid import PublicGrid, grid_of_box
from guanjia.risk.release.levels import BLANK, NOISE
from guanjia.risk.release.refusal import Overspent
from guanjia.risk.release.release import Release
from tests.risk.release.made_up import GRID, asked, nobody, on_paper, rows, with_more

DRAWS = 400
FEW = Caps(5, 20)  # the canary is in as many cells
SMALL = grid_of_box(121.35, 31.15, 121.42, 31.22)
CANARY = Contributions(np.full(5, 10**9), SMALL.cells[[1, 4, 7, 10, 13]], np.full(5, 10**6), np.ones(5, np.int32), np.full(5, 10**7))


def most_gain(rho: float) -> float:
    """The most by which anyone can tell with from without better than by a coin: total variation of Gaussians sqrt(2 rho) apart."""
    return erf(sqrt(2 * rho) / 2 / sqrt(2))


def likelihood(release: Release, more: Contributions) -> float:
    """Log of how much likelier the release is with the canary than without, as an attacker who knows all other rows would compute it."""
    moved, by = bounded(more, SMALL, release.caps, (0, 0)), release.mechanisms
    seen = {
        "workers": release.workers.value,
        "quarters": release.hours.value * 4,
        "excess": release.excess.value * 60,
        "area_workers": release.area_workers.value,
        "area_injured": release.area_injured.value,
    }
    return float(
        sum(
            (np.dot(vars(moved)[name], seen[name]) - np.dot(vars(moved)[name], vars(moved)[name]) / 2) / by[name].scale ** 2
            for name in seen
        )
    )


@pytest.mark.parametrize("rho", ["0.1", "1"])
def test_a_canary_is_not_visible(rho: str) -> None:
    """The best test there is, for a worker who moves the tables as far as one can, gains no more than the budget allows."""
    ask = asked(SMALL, rho, FEW)
    with_it = [likelihood(publish(CANARY, ask, on_paper), CANARY) > 0 for _ in range(DRAWS)]
    without = [likelihood(publish(nobody(), ask, on_paper), CANARY) > 0 for _ in range(DRAWS)]
    gain = np.mean(with_it) - np.mean(without)
    assert gain == pytest.approx(
        most_gain(float(rho)), abs=4 * sqrt(0.5 / DRAWS)
    )  # the attack is the best one: it gains as much, and no more


def test_the_difference_of_two_releases_shows_no_one_either() -> None:
    """A release before the canary came and one after: the best test on both gains what their noise allows, no more, no less.

    Both draw their own noise, so that the difference has twice its variance: as much as a release at half the budget. Half the noise would
    give a gain of 0.68 in place of 0.38.
    """
    ask = asked(SMALL, "1", FEW)
    moved = vars(bounded(CANARY, SMALL, FEW, (0, 0)))

    def gained(second: Contributions) -> float:
        after, before = publish(second, ask, on_paper), publish(nobody(), ask, on_paper)
        halfway = sum(np.dot(moved[name], moved[name]) / 2 / by.scale**2 for name, by in after.mechanisms.items())
        return likelihood(after, CANARY) - likelihood(before, CANARY) - float(halfway)

    with_it, without = (np.mean([gained(second) > 0 for _ in range(DRAWS)]) for second in (CANARY, nobody()))
    assert with_it - without == pytest.approx(most_gain(0.5), abs=4 * sqrt(0.5 / DRAWS))


def test_an_empty_table_looks_the_same() -> None:
    """As many values in each place, blank or not by the noise alone, and centred on zero."""
    empty, full = publish(nobody(), asked(), on_paper), publish(rows(400, 10, 2), asked(), on_paper)
    for name in ("workers", "hours", "excess", "area_workers", "area_injured"):
        mine, theirs = getattr(empty, name), getattr(full, name)
        assert mine.value.shape == theirs.value.shape
        assert mine.sd == theirs.sd
        assert abs(mine.value.mean()) < 5 * mine.sd / sqrt(len(mine.value))
    assert set(np.unique(empty.level)) <= {BLANK, NOISE}


def test_noisy_tables_are_centred_on_the_bounded_ones() -> None:
    """Zeros and negatives are not cut off: the total is not biased upwards."""
    told = rows(1, 1, 9)
    release = publish(told, asked(), on_paper)
    assert (release.workers.value < 0).any()
    assert abs(release.workers.value.sum() - 1) < 5 * (release.workers.sd or 0) * sqrt(len(GRID.cells))


def test_no_noise_is_drawn_where_the_ledger_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal comes before anything that could be published exists."""
    drawn: list[object] = []
    monkeypatch.setattr("guanjia.flows.publish.noisy", lambda *given: drawn.append(given))

    def refuse(ask: Spend) -> Spent:
        raise Overspent("不够", "not enough")

    with pytest.raises(Overspent):
        publish(rows(5, 5, 1), asked(), refuse)
    assert not drawn


def test_each_release_samples_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the sample is fresh each time, both words of it."""
    keys: list[tuple[int, int]] = []

    def noting(rows: Contributions, grid: PublicGrid, caps: Caps, key: tuple[int, int]) -> Tables:
        keys.append(key)
        return bounded(rows, grid, caps, key)

    monkeypatch.setattr("guanjia.flows.publish.bounded", noting)
    for _ in range(5):
        publish(nobody(), asked(SMALL), on_paper)
    assert len({word for key in keys for word in key}) == 10


def test_intervals_hold_the_bounded_counts() -> None:
    """Of the cells of a full table, about 95% have the bounded count in their interval; ratios at least 93%."""
    told = with_more(
        rows(3000, 4, 6),
        Contributions(
            np.arange(3000), np.resize(GRID.cells[:3], 3000), np.full(3000, 30_000), np.zeros(3000, np.int32), np.full(3000, 36_000)
        ),
    )
    caps = Caps(50, 20)  # nobody is in more cells than that: the sample is everything and the truth can be known
    ask, truth = asked(caps=caps), bounded(told, GRID, caps, (0, 0))
    held, ratio_held, risk_held = [], [], []
    for _ in range(30):
        release = publish(told, ask, on_paper)
        held.append(np.mean((release.workers.low <= truth.workers) & (truth.workers <= release.workers.high)))
        told_ratio = ~np.isnan(release.hours_each.low)
        with np.errstate(invalid="ignore", divide="ignore"):
            each = truth.quarters / 4 / truth.workers
        inside = (release.hours_each.low <= each) & (each <= release.hours_each.high)
        ratio_held += inside[told_ratio].tolist()
        with np.errstate(invalid="ignore", divide="ignore"):
            risk = 1.5 + truth.excess / 15 / truth.quarters
        bounded_risk = ~np.isnan(release.risk.low) & (release.risk.low > 0.5) & (release.risk.high < 2.5)
        risk_held += ((release.risk.low <= risk) & (risk <= release.risk.high))[bounded_risk].tolist()
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)
    assert len(ratio_held) > 100
    assert np.mean(ratio_held) > 0.93
    assert len(risk_held) > 50
    assert np.mean(risk_held) > 0.9


def test_the_name_of_a_grid_tells_grids_apart() -> None:
    """The same box, the same name; another box, another."""
    assert grid_name(GRID) == grid_name(grid_of_box(121.3, 31.1, 121.6, 31.3))
    assert grid_name(GRID) != grid_name(grid_of_box(121.3, 31.1, 121.6, 31.4))
