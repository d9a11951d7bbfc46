from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import opendp.prelude as dp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.release.budget import Spend, entries, epsilon, next_line, spent_in
from guanjia.risk.release.refusal import Overspent, Refused
from tests.risk.release.days import FIRST, LAST

ASK = Spend(FIRST, LAST, Fraction("0.1"), Fraction("0.4"), "grid")


def filled(asks: list[Spend]) -> list[bytes]:
    """The lines of a ledger after these spendings."""
    lines: list[bytes] = []
    for ask in asks:
        lines.append(next_line(entries(lines), ask)[0].rstrip(b"\n"))
    return lines


def test_four_tenths_are_spent_and_not_a_hair_more() -> None:
    """Four times 0.1 fit under 0.4 exactly, in spite of binary fractions; the fifth does not."""
    lines = filled([ASK] * 4)
    assert spent_in(2026, entries(lines)) == Fraction("0.4")
    with pytest.raises(Overspent, match="2026"):
        next_line(entries(lines), replace(ASK, rho=Fraction(1, 10**12)))


def test_a_period_over_two_years_counts_in_both() -> None:
    """Neither year may be overspent."""
    lines = filled([ASK] * 4)
    over = replace(ASK, first_day=date(2025, 12, 1), last_day=date(2026, 1, 31))
    with pytest.raises(Overspent, match="2026"):
        next_line(entries(lines), over)
    assert next_line(entries(filled([over])), ASK)[1].years == {2026: (Fraction("0.2"), Fraction("0.4"))}


def test_the_cap_of_a_year_only_falls() -> None:
    """A later release cannot raise it; it can lower it for those after."""
    lines = filled([ASK] * 4)
    with pytest.raises(Overspent):
        next_line(entries(lines), replace(ASK, year_cap=Fraction(5)))
    lower = filled([ASK, replace(ASK, year_cap=Fraction("0.25"))])
    with pytest.raises(Overspent):
        next_line(entries(lower), ASK)


@given(st.lists(st.sampled_from(["0.01", "0.1", "0.15", "0.39"]), max_size=12))
def test_no_order_of_asking_overspends(asks: list[str]) -> None:
    """Whatever is asked, what was granted stays under the cap."""
    lines: list[bytes] = []
    for rho in asks:
        try:
            lines.append(next_line(entries(lines), replace(ASK, rho=Fraction(rho)))[0].rstrip(b"\n"))
        except Overspent:
            assert spent_in(2026, entries(lines)) + Fraction(rho) > Fraction("0.4")
    assert spent_in(2026, entries(lines)) <= Fraction("0.4")


@pytest.mark.parametrize("change", ["drop", "swap", "edit", "edit last", "no hash", "junk", "refund"])
def test_a_ledger_that_was_changed_is_refused(change: str) -> None:
    """A line dropped, swapped, edited, not of a ledger, or with a negative cost: nothing is published."""
    lines = filled([ASK] * 3)
    changed = {
        "drop": lines[1:],
        "swap": [lines[1], lines[0], lines[2]],
        "edit": [lines[0].replace(b'"1/10"', b'"1/20"'), *lines[1:]],
        "edit last": [*lines[:2], lines[2].replace(b'"1/10"', b'"1/20"')],
        "no hash": [*lines[:2], re.sub(rb'"hash":"[0-9a-f]{64}",', b"", lines[2])],
        "junk": [*lines, b"{}"],
        "refund": [lines[0].replace(b'"1/10"', b'"-1/10"')],
    }[change]
    with pytest.raises(Refused, match="账本"):
        entries(changed)


@pytest.mark.parametrize("rho", [0.001, 0.02, 0.1, 0.4, 1.04, 2.56])
@pytest.mark.parametrize("delta", [1e-10, 1e-7, 1e-6])
def test_epsilon_is_the_one_of_opendp(rho: float, delta: float) -> None:
    """The tight conversion agrees with OpenDP's, and is below the well-known bound rho + 2 sqrt(rho ln 1/delta)."""
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="f64")
    gauss = dp.m.make_gaussian(*space, scale=1.0)
    profile = dp.c.make_zCDP_to_approxDP(gauss).map((2 * rho) ** 0.5)  # type: ignore[no-untyped-call]
    assert epsilon(rho, delta) == pytest.approx(profile.epsilon(delta), rel=1e-4)
