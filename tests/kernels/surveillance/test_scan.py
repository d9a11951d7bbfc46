"""Scan statistics against SaTScan's printed clusters, other computations, and every window tried one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.surveillance.gumbel import gumbel_fit, gumbel_tail
from guanjia.kernels.surveillance.scan import Cluster, spatial_scan
from guanjia.kernels.surveillance.scan_windows import Circles, on_sphere
from guanjia.kernels.surveillance.space_time_scan import space_time_scan, spans_ending_today
from tests.kernels.surveillance.science import rows

DRAWS = 999


def all_spans(periods: int, longest: int) -> np.ndarray:
    """Every span up to ``longest`` periods, also such as ended long ago."""
    return np.array([[end - length, end] for length in range(1, longest + 1) for end in range(length, periods + 1)])


def new_york() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = rows("satscan_ny_leukemia_input.csv")
    points = np.array([[float(row["coord1"]), float(row["coord2"])] for row in table])
    return np.array([int(row["cases"]) for row in table]), np.array([float(row["pop"]) for row in table]), points


def matches(found: Cluster, wanted: dict[str, str], people: np.ndarray) -> bool:
    """Whether these are the same circle and figures."""
    printed = (int(wanted["n_locations"]), int(wanted["population"]), int(wanted["cases"]), wanted["expected"], wanted["relative_risk"])
    ours = (len(found.places), int(people[found.places].sum()), found.observed, f"{found.expected:.2f}", f"{found.relative_risk:.2f}")
    same = printed[:3] == ours[:3] and all(math.isclose(float(a), float(b)) for a, b in zip(printed[3:], ours[3:], strict=True))
    return same and math.isclose(found.ratio, float(wanted["llr"]), abs_tol=1e-6)


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_satscan_new_york(share: float) -> None:
    """SaTScan's clusters of leukaemia to 6 decimals, their p-values within three Monte Carlo errors."""
    cases, people, points = new_york()
    circles = Circles(points, people, share)
    found = spatial_scan(cases, people, circles, DRAWS, np.random.default_rng(3))
    wanted = [row for row in rows("satscan_ny_expected.csv") if row["max_pop_share"] == f"{share:.0%}"]
    assert len(wanted) >= 3
    for row in wanted:
        same = [cluster for cluster in found if matches(cluster, row, people)]
        assert len(same) == 1, row
        p = float(row["p_value_satscan"])
        assert abs(same[0].p_rank - p) <= 3 * math.sqrt(2 * max(p, 0.01) * (1 - min(p, 0.99)) / DRAWS)
        assert abs(same[0].p_gumbel - p) <= 0.03


def new_mexico() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    observed, expected = rows("scan_newmexico_observed.csv"), rows("scan_newmexico_expected_agesex.csv")
    at = {row["county"]: (float(row["lat"]), float(row["long"])) for row in rows("scan_newmexico_coords.csv")}
    names = [row["county"] for row in observed]
    years = [str(year) for year in range(1973, 1992)]
    count = np.array([[int(row[year]) for year in years] for row in observed])
    wanted = np.array([[float(row[year]) for year in years] for row in expected])
    return names, count, wanted, np.array([at[name] for name in names])


def test_new_mexico() -> None:
    """The highest ratio in space and time is that of eight counties in 1985 to 1989."""
    names, count, expected, points = new_mexico()
    circles = Circles(points, expected.sum(axis=1), 0.5)
    top = space_time_scan(count, expected, circles, all_spans(19, 9), 199, np.random.default_rng(1))[0]
    assert {"Bernalillo", "LosAlamos"} < {names[place] for place in top.places} and len(top.places) == 8
    assert (top.begin + 1973, top.end + 1972, top.observed) == (1985, 1989, 232)
    assert top.expected == pytest.approx(175.14, abs=0.005)
    assert top.ratio == pytest.approx(10.0170, abs=1e-4)
    assert top.p_rank < 0.1


def test_los_alamos() -> None:
    """Looking no farther than the next county finds Los Alamos and Santa Fe in 1986 to 1989, which is not significant."""
    names, count, expected, points = new_mexico()
    pair = sorted([names.index("LosAlamos"), names.index("SantaFe")])
    apart = float(np.hypot(*(points[pair[0]] - points[pair[1]])))
    circles = Circles(points, expected.sum(axis=1), 0.5, apart + 0.01)
    found = space_time_scan(count, expected, circles, all_spans(19, 9), DRAWS, np.random.default_rng(1))
    together = next(cluster for cluster in found if pair[0] in cluster.places)
    assert (together.places.tolist(), together.begin + 1973, together.end + 1972) == (pair, 1986, 1989)
    assert (together.observed, round(together.expected, 2), round(together.ratio, 3)) == (43, 21.64, 8.363)
    whole = space_time_scan(count, expected, Circles(points, expected.sum(axis=1)), all_spans(19, 9), DRAWS, np.random.default_rng(1))
    assert all(c.p_rank > 0.05 for c in whole if c.ratio <= together.ratio)


def test_new_york_fever() -> None:
    """The likeliest cluster still going on in the fever data of November 2001 is the known one, expected from place and day."""
    places = rows("scan_nycfever_geo.csv")
    zips = [row["zip"] for row in places]
    count = np.zeros((len(zips), 24), np.int64)
    for row in rows("scan_nycfever_cases.csv"):
        count[zips.index(row["zip"]), int(row["date"].split("/")[2]) - 1] += int(row["cases"])
    points = on_sphere(*(np.array([float(row[name]) for row in places]) for name in ("lat", "long")))
    circles = Circles(points, count.sum(axis=1).astype(float), 0.5, 3.0)
    expected = np.outer(count.sum(axis=1), count.sum(axis=0)) / count.sum()
    top = space_time_scan(count, expected, circles, spans_ending_today(24, 7), 9, np.random.default_rng(1))[0]
    assert (zips[top.centre], len(top.places), top.end - top.begin, top.observed) == ("11418", 9, 3, 4)
    assert round(top.ratio, 4) == 3.8454


def llr(c: int, e: float, total: int) -> float:
    if c <= e:
        return 0.0
    rest = total - c
    return c * math.log(c / e) + (rest * math.log(rest / (total - e)) if rest else 0.0)


def tried_one_by_one(
    count: np.ndarray, expected: np.ndarray, points: np.ndarray, weight: np.ndarray, spans: np.ndarray, share: float
) -> float:
    """The highest ratio, with no ordering, no table and no threshold."""
    total = int(count.sum())
    wanted = expected * total / expected.sum()
    best = 0.0
    for centre in points:
        away = np.hypot(*(points - centre).T)
        for reach in away:
            inside = away <= reach + 1e-9
            if weight[inside].sum() > share * weight.sum() * (1 + 1e-12):
                continue
            for begin, end in spans:
                best = max(best, llr(int(count[inside, begin:end].sum()), float(wanted[inside, begin:end].sum()), total))
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(1, 4), st.sampled_from([0.3, 0.5, 1.0]), st.booleans())
def test_every_window(seed: int, places: int, periods: int, share: float, today: bool) -> None:
    """The likeliest cluster is the best of all windows, also where places are equally far or on one spot."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 4, (places, 2)).astype(float)
    expected = rng.gamma(1, 1, (places, periods)) + 0.01
    count = rng.poisson(expected * rng.choice([1, 4], expected.shape))
    spans = spans_ending_today(periods, 3) if today else all_spans(periods, min(3, periods))
    weight = expected.sum(axis=1)
    found = space_time_scan(count, expected, Circles(points, weight, share), spans, 5, rng)
    best = tried_one_by_one(count, expected, points, weight, spans, share) if count.sum() else 0.0
    assert (found[0].ratio if found else 0.0) == pytest.approx(best, abs=1e-9)
    assert len(np.unique(np.concatenate([[-1], *(c.places for c in found)]))) == 1 + sum(len(c.places) for c in found)


def test_threads_agree() -> None:
    """Two threads find what one finds."""
    rng = np.random.default_rng(5)
    points, expected = rng.random((60, 2)), np.ones((60, 6))
    count = rng.poisson(expected * 0.3)
    circles = Circles(points, np.ones(60))
    one, two = (
        space_time_scan(count, expected, circles, spans_ending_today(6, 3), 99, np.random.default_rng(1), threads) for threads in (1, 2)
    )
    assert [vars(c) | {"places": c.places.tolist()} for c in one] == [vars(c) | {"places": c.places.tolist()} for c in two]


def test_false_alarms() -> None:
    """Where there is no cluster, one scan in twenty has p below 0.05."""
    rng = np.random.default_rng(6)
    points, expected = rng.random((40, 2)), np.ones(40)
    circles = Circles(points, expected)
    p = [spatial_scan(rng.multinomial(60, expected / 40), expected, circles, 99, rng)[0].p_gumbel for _ in range(300)]
    assert 5 <= sum(value < 0.05 for value in p) <= 27  # 15 expected


def test_gumbel_of_gumbel() -> None:
    """Draws from a Gumbel law give its place, scale and tail back."""
    place, scale = gumbel_fit(np.random.default_rng(2).gumbel(5.0, 1.5, 100_000))
    assert (place, scale) == pytest.approx((5.0, 1.5), abs=0.02)
    assert gumbel_tail(15.0, 5.0, 1.5) == pytest.approx(1 - math.exp(-math.exp(-10 / 1.5)), rel=1e-12)
    assert gumbel_tail(1.0, 1.0, 0.0) == 1.0 and gumbel_tail(1.1, 1.0, 0.0) == 0.0
