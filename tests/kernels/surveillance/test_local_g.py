"""Local G* against esda's printed scores, and the false discovery rate against its definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from guanjia.kernels.surveillance.local_g import high_by_fdr, local_g_star
from tests.kernels.surveillance.science import rows


def test_esda() -> None:
    """The scores that esda prints for six points with neighbours within 15."""
    points = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], float)
    values = np.array([2, 3, 3.2, 5, 8, 7])
    near = np.hypot(*(points[:, None] - points).transpose(2, 0, 1)) <= 15
    printed = next(row["outputs"] for row in rows("esda_expected.csv") if "star=True" in row["function"])
    assert local_g_star(values, csr_array(near.astype(float))) == pytest.approx([float(part) for part in printed.split(";")], abs=1e-6)


def test_false_discoveries() -> None:
    """Of 200 shifted and 800 quiet scores, few of those called high are quiet ones."""
    rng = np.random.default_rng(1)
    shares = []
    for _ in range(100):
        called = high_by_fdr(np.concatenate([rng.normal(3.5, 1, 200), rng.normal(0, 1, 800)]), 0.05)
        shares.append(called[200:].sum() / max(called.sum(), 1))
    assert np.mean(shares) < 0.05
    assert not high_by_fdr(np.full(9, np.nan), 0.05).any()
