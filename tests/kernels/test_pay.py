"""Pay arithmetic against exact fractions and the figures that notices and rules print."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.pay import HOUR, allowed_time, due, hourly, minor_rate


@given(st.integers(0, 100_000), st.integers(0, 10_000_000 * HOUR))
def test_due_is_the_least_whole_amount(rate: int, time: int) -> None:
    """Rate x time as an exact fraction, rounded up; ten million hours do not overflow."""
    assert int(due(np.array([rate]), np.array([time]))[0]) == ceil(Fraction(rate) * Fraction(time, HOUR))


@given(st.integers(0, 400_000_000_000_000), st.integers(0, 1000))
def test_allowance(time: int, thousandths: int) -> None:
    """A share of the time in whole microseconds, rounded down."""
    assert int(allowed_time(np.array([time]), thousandths / 1000)[0]) == floor(Fraction(time) * Fraction(thousandths, 1000))


@given(st.integers(0, 1_000_000))
def test_rates_have_two_decimals(minor: int) -> None:
    """Every rate with two decimals comes back as its whole minor units."""
    assert int(minor_rate(np.array([float(f"{minor // 100}.{minor % 100:02d}")]))[0]) == minor


@pytest.mark.parametrize(
    ("rate", "hours", "amount"),
    [
        (
            17.96,
            250_000,
            449_000_000,
        ),  # City Record, 2022-11-16: 200,000 h of trips and 50,000 h on call, at the rate of 6 RCNY 7-810 (b)(2)(i)
        (17.96, 30, 53_880),  # its Worker A: 30 h of trips, (b)(1)(i)
        (25.0, 174, 435_000),  # Shanghai 2025-07-01
    ],
)
def test_printed_figures(rate: float, hours: int, amount: int) -> None:
    """The sums that follow from the hours and rates of the texts."""
    assert int(due(minor_rate(np.array([rate])), np.array([hours * HOUR]))[0]) == amount


@given(st.integers(1, 10**9), st.integers(1, 10**15))
def test_hourly(pay: int, time: int) -> None:
    """Major units an hour as an exact fraction."""
    assert float(hourly(np.array([pay]), np.array([time]))[0]) == pytest.approx(float(Fraction(pay, 100) / Fraction(time, HOUR)))
