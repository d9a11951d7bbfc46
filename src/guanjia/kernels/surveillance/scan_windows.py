"""Circular windows over places: which places come in as a circle around a centre grows, and where it must stop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

_EARTH_KM = 6371.0
_SAME = 1e-9  # km or the like: distances nearer to each other than that are one circle


def on_sphere(lat: Float, lng: Float) -> Float:
    """[N, 3] kilometres from the centre of the earth, for places in degrees: distances of places near each other are straight lines.

    >>> one, other = on_sphere(np.array([0.0, 0.0]), np.array([0.0, 1.0]))
    >>> round(float(np.linalg.norm(one - other)), 2)  # 111.19 km on the ground
    111.19
    """
    up, around = np.radians(lat), np.radians(lng)
    result: Float = _EARTH_KM * np.column_stack([np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)])
    return result


@dataclass(frozen=True)
class Rings:
    """Places around one centre in the order in which a growing circle meets them, and for each the last place of the circle that has it.

    Places equally far come in together, so they have one circle.
    """

    places: Int64  # [K]
    circle: Int64  # [K] index into ``places``


@dataclass(frozen=True)
class Circles:
    """The circles looked at: around each of ``points`` [N, 2] or [N, 3], up to a ``share`` of all ``weight`` [N] and a ``radius``."""

    points: Float
    weight: Float
    share: float = 0.5
    radius: float = np.inf

    @cached_property
    def _tree(self) -> KDTree:
        return KDTree(self.points)

    def around(self, centre: int) -> Rings:
        """The circles around one centre.

        >>> points = np.array([[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [5.0, 0.0]])
        >>> found = Circles(points, np.ones(4), share=0.75).around(0)
        >>> found.places.tolist(), found.circle.tolist()
        ([0, 1, 2], [0, 2, 2])
        """
        whole = np.isinf(self.radius)
        near = np.arange(len(self.points)) if whole else np.sort(self._tree.query_ball_point(self.points[centre], self.radius))
        distance = np.sqrt(((self.points[near] - self.points[centre]) ** 2).sum(axis=1))
        order = np.argsort(distance, kind="stable")
        places, away = near[order], distance[order]
        last = np.append(np.flatnonzero(np.diff(away) > _SAME), len(away) - 1)  # of each circle
        held = np.cumsum(self.weight[places])[last]
        fits = last[held <= self.share * self._all * (1 + 1e-12)]
        kept = int(fits[-1]) + 1 if len(fits) else 0
        return Rings(places[:kept], fits[np.searchsorted(fits, np.arange(kept))])

    @cached_property
    def _all(self) -> float:
        return float(self.weight.sum())
