"""Log-linear quasi-Poisson regression with prior weights, by iteratively reweighted least squares (McCullagh & Nelder 1989)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Float = NDArray[np.float64]

_STEPS = 100
_NEAR = 1e-10


@dataclass(frozen=True)
class Fit:
    """``coefficients`` [P], their ``covariance`` [P, P] times the ``dispersion`` (at least 1), ``mean`` and ``leverage`` [N]."""

    coefficients: Float
    covariance: Float
    mean: Float
    leverage: Float
    dispersion: float


def quasi_poisson(design: Float, counts: Float, weights: Float) -> Fit | None:
    """The fit of log mean = design @ coefficients; None where it does not settle or the columns of ``design`` [N, P] say the same.

    >>> found = quasi_poisson(np.ones((3, 1)), np.array([1.0, 2.0, 3.0]), np.ones(3))
    >>> round(float(np.exp(found.coefficients[0])), 6), found.dispersion
    (2.0, 1.0)
    """
    mean = counts + 0.1
    linear = np.log(mean)
    old = np.inf
    for _ in range(_STEPS):
        root = np.sqrt(weights * mean)
        solution, _, rank, _ = np.linalg.lstsq(design * root[:, None], (linear + (counts - mean) / mean) * root, rcond=None)
        if rank < design.shape[1]:
            return None
        linear = np.clip(design @ solution, -30, 30)
        mean = np.exp(linear)
        deviance = 2 * float(weights @ (xlogy(counts, counts / mean) - counts + mean))
        if abs(deviance - old) <= _NEAR * (abs(deviance) + 0.1):
            return _fit(design, counts, weights, np.asarray(solution, np.float64), mean)
        old = deviance
    return None


def _fit(design: Float, counts: Float, weights: Float, coefficients: Float, mean: Float) -> Fit:
    """The fit with its dispersion from Pearson's residuals."""
    weighted = design * np.sqrt(weights * mean)[:, None]
    inverse = np.linalg.inv(weighted.T @ weighted)
    leverage = np.einsum("np,pq,nq->n", weighted, inverse, weighted)
    free = len(counts) - design.shape[1]
    dispersion = max(float((weights * (counts - mean) ** 2 / mean).sum()) / free, 1.0) if free > 0 else 1.0
    return Fit(coefficients, inverse * dispersion, mean, leverage, dispersion)
