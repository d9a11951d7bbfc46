"""The Risk Index of whole rosters against what the HSE tool gave for them."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

from guanjia.kernels.fatigue.risk_index import Duties, RiskIndex, job, risk_index
from tests.kernels.fatigue.reference import rows


def rosters() -> list[tuple[list[dict[str, str]], RiskIndex]]:
    """The duties of each recorded roster, and our index of them."""
    found = []
    for _, group in groupby(rows("hse_risk_index_rosters.csv"), key=lambda row: row["roster"]):
        table = list(group)
        c = {name: np.array([float(row[name]) for row in table]) for name in table[0] if name != "roster"}
        midnight = 24 * (c["day"] - 1)
        work, rest = c["break_freq_min"] + c["cont_work_min"], c["break_len_min"] + c["break_after_cont_min"]
        demand = c["workload_plus_attention"]
        duties = Duties(midnight + c["on_h"], midnight + c["off_h"], c["commute_total_min"], demand, work / 2, rest / 2)
        found.append((table, risk_index(duties)))
    return found


def test_index_of_the_tool() -> None:
    """Every recorded output of the tool agrees to what it prints (half of its second decimal)."""
    compared = 0
    for table, ours in rosters():
        for row, total in zip(table, ours.total, strict=True):
            assert total == pytest.approx(float(row["tool_RI"]), abs=0.005), row
            compared += 1
    assert compared >= 20


def test_factors() -> None:
    """The three factors and the index agree with a recalculation in full precision, but for the mended branch points."""
    for table, ours in rosters():
        for i, row in enumerate(table):
            for name, value in (("cumulative", ours.cumulative), ("timing", ours.timing), ("jobbreaks", ours.job), ("RI", ours.total)):
                assert value[i] == pytest.approx(float(row[f"calc_{name}"]), abs=1e-5), (row, name)


def test_stretches_of_work() -> None:
    """A duty that ends with a break has no further stretch, and a stretch is rounded to quarters of an hour."""
    assert job(12.0, 3.0, 210.0, 30.0) == job(11.9, 3.0, 210.0, 30.0)
    assert job(12.1, 3.0, 210.0, 30.0) != job(12.0, 3.0, 210.0, 30.0)
    assert job(10.0, 3.0, 218.0, 22.0) == job(10.0, 3.0, 225.0, 22.0)
