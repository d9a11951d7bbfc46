"""What an index is made with: references, weights, aggregation, and how late injuries are reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.aggregate import geometric
from guanjia.risk.index.normalise import position, straight
from guanjia.risk.index.references import REFERENCES, Reference
from guanjia.risk.index.reported_counts import Delay
from guanjia.risk.panel import PILLARS

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """The choices behind an index; every one that is not a law or a measurement is judgement."""

    references: Mapping[str, Reference] = field(default_factory=lambda: REFERENCES)
    shape: Callable[[Float], Float] = straight
    aggregate: Callable[[Float, Float], Float] = geometric
    delay: Delay = field(default_factory=Delay)

    @property
    def weights(self) -> Float:
        """[P] in the order of `PILLARS`."""
        return np.array([self.references[name].weight for name in PILLARS])

    def scores(self, pillars: Mapping[str, Float], like: Float) -> Float:
        """[P, A, W] scores of 0 to 100, NaN throughout for a pillar that is not given; ``like`` has the shape [A, W]."""
        nothing = np.full(like.shape, np.nan)
        return np.stack([self.shape(position(pillars.get(name, nothing), self.references[name])) for name in PILLARS])

    def index(self, pillars: Mapping[str, Float], like: Float) -> Float:
        """[A, W] of 0 to 100; NaN where no pillar can be told."""
        return self.aggregate(self.scores(pillars, like), self.weights)
