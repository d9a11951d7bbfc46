"""The privacy budget: what has been spent on the records of a year, what is left, and what that means as (epsilon, delta)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from guanjia.risk.release.refusal import Overspent, Refused

DELTA = 1e-7  # well below one over the number of workers of any city
FIRST = "0" * 64
_FIELDS = {"n", "previous", "first_day", "last_day", "rho", "caps", "grid", "hash"}


@dataclass(frozen=True)
class Spend:
    """What a release asks for: so much of the budget of every year that its period touches, under a cap for each year."""

    first_day: date
    last_day: date
    rho: Fraction
    year_cap: Fraction
    grid: str  # which public grid, as a hash

    @property
    def years(self) -> range:
        """Calendar years of the period."""
        return range(self.first_day.year, self.last_day.year + 1)


@dataclass(frozen=True)
class Entry:
    """A line of the ledger."""

    spend: Spend
    caps: dict[int, Fraction]  # the cap of each year of the period, as it stood
    hash: str


@dataclass(frozen=True)
class Spent:
    """A spending on record: where it stands in the ledger, and the account of each year it touches."""

    number: int
    hash: str  # of the line: names the release, and lets a ledger that was set back be found out
    years: dict[int, tuple[Fraction, Fraction]]  # year -> spent so far with this release, cap


def entries(lines: Sequence[bytes]) -> list[Entry]:
    """The ledger's lines, each of which holds its own hash and that of the one before; `Refused` where one is broken."""
    found: list[Entry] = []
    for number, line in enumerate(lines, 1):
        try:
            told = json.loads(line)
            whole = set(told) == _FIELDS and told["n"] == number and told["previous"] == (found[-1].hash if found else FIRST)
            whole = whole and told.pop("hash") == _hash(told)
            caps = {int(year): Fraction(cap) for year, cap in told["caps"].items()}
            days = date.fromisoformat(told["first_day"]), date.fromisoformat(told["last_day"])
            spend = Spend(*days, Fraction(told["rho"]), Fraction(0), told["grid"])
        except (ValueError, TypeError, LookupError, AttributeError, ZeroDivisionError):
            whole = False
        if not whole or spend.rho <= 0:
            raise Refused(
                f"隐私预算账本第 {number} 行已损坏或被改动，不能再发布。请从备份恢复账本，不要另起新账本",
                f"line {number} of the budget ledger is damaged or was changed; nothing can be published. Restore it from a backup; do "
                f"not start a new one",
            )
        found.append(Entry(spend, caps, _hash(told)))
    return found


def spent_in(year: int, ledger: Sequence[Entry]) -> Fraction:
    """What releases whose period touches ``year`` cost; a period over two years counts in both, whole."""
    return sum((entry.spend.rho for entry in ledger if year in entry.spend.years), Fraction(0))


def next_line(ledger: Sequence[Entry], ask: Spend) -> tuple[bytes, Spent]:
    """The line that records the spending; `Overspent` where it is more than is left of any year.

    The cap of a year only ever falls: a later release may lower it, not raise it.
    """
    caps = {year: min([ask.year_cap, *(entry.caps[year] for entry in ledger if year in entry.caps)]) for year in ask.years}
    after = {year: spent_in(year, ledger) + ask.rho for year in ask.years}
    for year in ask.years:
        if after[year] > caps[year]:
            _refuse(year, ask.rho, caps[year] - after[year] + ask.rho, caps[year])
    told = {
        "n": len(ledger) + 1,
        "previous": ledger[-1].hash if ledger else FIRST,
        "first_day": ask.first_day.isoformat(),
        "last_day": ask.last_day.isoformat(),
        "rho": str(ask.rho),
        "caps": {str(year): str(cap) for year, cap in caps.items()},
        "grid": ask.grid,
    }
    line = _line({**told, "hash": _hash(told)})
    return line + b"\n", Spent(len(ledger) + 1, _hash(told), {year: (after[year], caps[year]) for year in ask.years})


def epsilon(rho: float, delta: float = DELTA) -> float:
    """The epsilon that ``rho``-zCDP implies at ``delta``: the least over orders of Canonne, Kamath & Steinke 2020, proposition 12.

    Not smaller than the true least by more than rounding: every order gives a valid bound.

    >>> round(epsilon(0.125, 1e-6), 3), epsilon(0.0)
    (2.419, 0.0)
    """
    if rho <= 0:
        return 0.0
    order = 1 + np.geomspace(1e-3, 1e6, 200_001)
    bound = rho * order + (np.log(1 / delta) + (order - 1) * np.log1p(-1 / order) - np.log(order)) / (order - 1)
    return float(max(bound.min(), 0.0))


def _hash(told: Mapping[str, object]) -> str:
    """The hash of a line without its hash."""
    return hashlib.sha256(_line(told)).hexdigest()


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _refuse(year: int, asked: Fraction, left: Fraction, cap: Fraction) -> None:
    raise Overspent(
        f"{year} 年的隐私预算不够：上限 ρ={float(cap):g}，还剩 {max(float(left), 0.0):g}，这次要 {float(asked):g}。没有发布任何内容。"
        "请降低 --budget，或等下一年的记录",
        f"not enough privacy budget for {year}: cap rho={float(cap):g}, left {max(float(left), 0.0):g}, asked {float(asked):g}. Nothing "
        f"was published. "
        "Lower --budget, or wait for the records of another year",
    )
