"""Noise: OpenDP's integer Gaussian mechanism on each bounded table, each with its share of the budget (zero-concentrated privacy)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
import opendp.prelude as dp
from numpy.typing import NDArray

from guanjia.risk.release.bounding import Caps, Tables, sensitivities
from guanjia.risk.release.refusal import Refused

SHARES = {"workers": 0.2, "quarters": 0.25, "excess": 0.3, "area_workers": 0.1, "area_injured": 0.15}  # of rho; expected risk needs it most
LEAST_RHO, MOST_RHO = Fraction(1, 10_000), Fraction(2)

dp.enable_features("contrib")  # where OpenDP keeps mechanisms whose proofs are not all reviewed; the integer Gaussian is among them


@dataclass(frozen=True)
class Mechanism:
    """The noise of one table: a discrete Gaussian that costs ``rho`` where a person moves the table by ``sensitivity`` at most."""

    table: str
    sensitivity: float
    scale: float
    rho: float  # as OpenDP computes it from sensitivity and scale


@dataclass(frozen=True)
class Noisy:
    """Tables with noise: what may be published. Shapes: G cells, A areas. Values may be negative."""

    workers: NDArray[np.int64]  # [G]
    quarters: NDArray[np.int64]  # [G]
    excess: NDArray[np.int64]  # [G]
    area_workers: NDArray[np.int64]  # [A]
    area_injured: NDArray[np.int64]  # [A]


def mechanisms(caps: Caps, rho: Fraction, injuries: bool = True) -> dict[str, Mechanism]:
    """The mechanism of each table; together they cost no more than ``rho``, by OpenDP's own account.

    Without ``injuries`` nothing is drawn of these, and the other tables have their share.
    """
    if not LEAST_RHO <= rho <= MOST_RHO:
        raise Refused(
            f"预算（--budget）须在 {float(LEAST_RHO):g} 与 {float(MOST_RHO):g} 之间，现在是 {float(rho):g}",
            f"the budget (--budget) lies between {float(LEAST_RHO):g} and {float(MOST_RHO):g}, not {float(rho):g}",
        )
    shares = {table: share for table, share in SHARES.items() if injuries or table != "area_injured"}
    reach, whole = sensitivities(caps), sum(shares.values())
    found = {table: _mechanism(table, reach[table], float(rho) * share / whole) for table, share in shares.items()}
    if sum(Fraction(each.rho) for each in found.values()) > rho:
        raise AssertionError("the mechanisms cost more than the release")  # shares are rounded down: this cannot be
    return found


def noisy(tables: Tables, by: Mapping[str, Mechanism]) -> Noisy:
    """The tables with fresh noise from the operating system's randomness, there is no seed; of a table without a mechanism nothing."""
    return Noisy(**{name: _with_noise(values, by[name]) if name in by else np.zeros_like(values) for name, values in vars(tables).items()})


def _mechanism(table: str, sensitivity: float, share: float) -> Mechanism:
    most = share * (1 - 1e-12)
    scale = sensitivity / sqrt(2 * most)
    while (rho := _cost(scale, sensitivity)) > most:
        scale *= 1 + 1e-12
    return Mechanism(table, sensitivity, scale, rho)


def _cost(scale: float, sensitivity: float) -> float:
    return float(_measurement(scale).map(sensitivity))  # type: ignore[no-untyped-call]


def _measurement(scale: float) -> dp.Measurement:
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="f64")
    return dp.m.make_gaussian(*space, scale=scale)


def _with_noise(values: NDArray[np.int64], by: Mechanism) -> NDArray[np.int64]:
    return np.array(_measurement(by.scale)(values.tolist()), np.int64)
