"""Alarms in time against the answers of R's ``surveillance``, Markov chains and plain loops."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from guanjia.kernels.surveillance import cusum as page
from guanjia.kernels.surveillance.ears import upper, upper_c3
from guanjia.kernels.surveillance.farrington import Setting, farrington_flexible, outbreak_weights, reference_weeks, season_of_weeks
from guanjia.kernels.surveillance.farrington_limits import farrington_limits, noufaily_limits, score
from guanjia.kernels.surveillance.nb_cusum import limit_for_false_alarms, log_ratio, nb_cusum
from guanjia.kernels.surveillance.quasi_poisson import quasi_poisson
from tests.kernels.surveillance.science import rows


def salmonella() -> tuple[np.ndarray, date, list[tuple[int, int]]]:
    table = rows("surveillance_salmNewport_germany.csv")
    weeks = [(int(row["iso_year"]), int(row["iso_week"])) for row in table]
    return np.array([float(row["count"]) for row in table]), date.fromisoformat(table[0]["week_start"]), weeks


def test_ears_c1() -> None:
    """The limits of the first four weeks of 2011 as R prints them."""
    counts, _, weeks = salmonella()
    start = weeks.index((2011, 1))
    assert upper(counts, "C1", 0.05)[start : start + 4] == pytest.approx([3.278854, 3.278854, 3.436517, 3.855617], abs=1e-6)


def test_ears_c2_and_c3_by_loop() -> None:
    """Limits of C2 and C3 week by week from their definitions."""
    counts = np.random.default_rng(1).poisson(4, 60).astype(float)
    c2, c3 = upper(counts, "C2", 0.01), upper_c3(counts, 0.025)
    assert np.isnan(c2[:9]).all() and np.isnan(c3[:11]).all()

    def baseline(week: int) -> tuple[float, float]:
        before = counts[week - 9 : week - 2]
        return before.mean(), before.std(ddof=1)

    for week in range(11, 60):
        mean, deviation = baseline(week)
        memory = sum(max(0.0, (counts[back] - baseline(back)[0]) / baseline(back)[1] - 1) for back in (week - 1, week - 2))
        assert c2[week] == pytest.approx(mean + 2.3263478740 * deviation)
        assert c3[week] == pytest.approx(max(0.0, mean + deviation * (1.9599639845 - memory)))


def test_ears_floor() -> None:
    """After weeks of none, the floor of the deviation keeps one event from being an alarm."""
    counts = np.array([0.0] * 9 + [1.0])
    assert upper(counts, "C1", 0.05)[9] == 0
    assert upper(counts, "C1", 0.05, least=1.0)[9] > 1


def test_run_length_by_simulation() -> None:
    """The mean run length of the CUSUM with k of a half under a shift of one deviation is the published 8.38."""
    steps = np.random.default_rng(3).normal(1.0, 1.0, (4_000, 80)) - 0.5
    first = [int(np.argmax(page.cusum(run) >= 4)) + 1 for run in steps]
    assert np.mean(first) == pytest.approx(8.38, abs=0.25)


def test_log_ratio_nears_poisson() -> None:
    """With hardly any dispersion the negative binomial steps are the Poisson ones."""
    counts, mean = np.arange(8.0), np.full(8, 2.5)
    assert log_ratio(counts, mean, 1e-7, 0.4) == pytest.approx(log_ratio(counts, mean, 0.0, 0.4), abs=1e-4)


def test_nb_cusum_finds_a_doubling() -> None:
    """With a limit that one quiet series in twenty reaches, doubled counts are found in most series and soon."""
    rng = np.random.default_rng(8)
    mean = np.full(60, 5.0)
    limit = limit_for_false_alarms(mean, 0.1, math.log(2), 0.05, 2_000, rng)

    def draw(level: np.ndarray) -> np.ndarray:
        counts: np.ndarray = rng.poisson(rng.gamma(10.0, level / 10.0)).astype(float)
        return counts

    quiet = [nb_cusum(draw(mean), mean, 0.1, math.log(2)).max() >= limit for _ in range(1_000)]
    assert 0.02 < np.mean(quiet) < 0.09
    doubled = [np.argmax(np.append(nb_cusum(draw(mean * 2), mean, 0.1, math.log(2)) >= limit, True)) for _ in range(300)]
    assert np.median(doubled) < 12


def oracle(name: str) -> dict[str, str]:
    return {row["inputs"]: row["outputs"] for row in rows("surveillance_expected.csv") if row["method"] == name}


@pytest.mark.parametrize(("transform", "place"), [("none", 0), ("1/2", 1), ("2/3", 2)])
def test_farrington_limits(transform: str, place: int) -> None:
    """Limits, p and score of R's three transforms."""
    printed = list(oracle("Farrington threshold").values())[place]
    wanted = [float(part.rpartition("=")[2]) for part in printed.split(";")]
    found = farrington_limits(5.0, 0.2, 1.0, 0.05, 8.0, transform)
    assert [found.lower, found.upper, found.p, score(8.0, 5.0, found.upper)] == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("plug_in", [False, True])
@pytest.mark.parametrize("dispersion", [1.5, 1.0])
def test_noufaily_limits(plug_in: bool, dispersion: float) -> None:
    """Limits, p and score of R's negative binomial thresholds; its test scores against the prediction on the log scale."""
    printed = oracle("Noufaily nbPlugin" if plug_in else "Noufaily muan")
    wanted = [float(part) for key, text in printed.items() if f"phi={dispersion}" in key for part in text.split(";")]
    found = noufaily_limits(math.log(5), math.log(2), dispersion, 0.05, 11, plug_in)
    assert [found.lower, found.upper, found.p, score(11, math.log(5), found.upper)] == pytest.approx(wanted, abs=1e-6)


def test_reference_weeks() -> None:
    """The reference weeks that R prints, and a leap day."""
    printed = next(iter(oracle("Farrington reference weeks").values()))
    assert [str(day) for day in reference_weeks(date(2013, 6, 6), 3)] == printed.split(";")
    assert all(day.weekday() == date(2024, 2, 29).weekday() for day in reference_weeks(date(2024, 2, 29), 3))


def test_outbreak_weights() -> None:
    """Residuals of 2 among as many of 0 get a quarter of the weight, scaled to the number of weeks."""
    assert outbreak_weights(np.repeat([0.0, 2.0], 5), 0.0).tolist() == [1.6] * 5 + [0.4] * 5


def test_seasons_cover_the_year() -> None:
    """Every part of the year is met in each year, the window twice as wide as its half and one more."""
    seasons = season_of_weeks(160, np.array([4, 56, 108, 160]), 1, Setting())
    assert (seasons[:7] == 0).all() and (seasons[-4:] == 0).all()
    for year in range(3):
        part = seasons[7 + 52 * year : 52 * (year + 1)]
        assert set(part) == set(range(1, 10)) and (np.diff(part) >= 0).all()


def test_quasi_poisson_solves_the_score_equations() -> None:
    """The fit's weighted residuals are at right angles to every column, and its dispersion is Pearson's."""
    rng = np.random.default_rng(2)
    design = np.column_stack([np.ones(80), rng.standard_normal(80), rng.integers(0, 2, 80)])
    counts = rng.negative_binomial(3, 3 / (3 + np.exp(1 + design @ [0.0, 0.5, 0.3])), 80).astype(float)
    weights = rng.uniform(0.2, 2, 80)
    fit = quasi_poisson(design, counts, weights)
    assert fit is not None
    assert design.T @ (weights * (counts - fit.mean)) == pytest.approx(0, abs=1e-4)
    assert fit.dispersion == pytest.approx((weights * (counts - fit.mean) ** 2 / fit.mean).sum() / 77)
    assert fit.leverage.sum() == pytest.approx(3)


def test_quasi_poisson_refuses_twins() -> None:
    """Two columns that say the same have no fit."""
    assert quasi_poisson(np.ones((9, 2)), np.arange(9.0), np.ones(9)) is None


def test_farrington_on_salmonella() -> None:
    """In the Newport counts an added outbreak is an alarm where the count was none, and a short history has no limit."""
    counts, first, weeks = salmonella()
    now = weeks.index((2013, 20))
    quiet = farrington_flexible(counts, first, now, Setting())
    assert quiet is not None and counts[now] <= quiet.upper
    raised = counts.copy()
    raised[now] += 30
    loud = farrington_flexible(raised, first, now, Setting())
    assert loud is not None and loud.upper == quiet.upper and raised[now] > loud.upper and loud.p < 0.001
    assert farrington_flexible(counts, first, 100, Setting()) is None


def test_farrington_false_alarms() -> None:
    """Weeks drawn from one seasonal law pass the 5 % limit rarely; the limit is for a future mean and so errs high."""
    rng = np.random.default_rng(4)
    mean = 10 * np.exp(0.5 * np.sin(2 * np.pi * np.arange(260) / 52))
    alarms = 0
    for now in range(200, 260):
        counts = rng.poisson(mean).astype(float)
        limits = farrington_flexible(counts, date(2020, 1, 6), now, Setting())
        assert limits is not None
        alarms += bool(counts[now] > limits.upper)
    assert alarms <= 6
