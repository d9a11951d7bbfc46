"""How a backtest is run; set before it, not after."""

from __future__ import annotations

from dataclasses import dataclass, field

from guanjia.risk.index.settings import Settings


@dataclass(frozen=True)
class Plan:
    """Choices that would bias the result if they were made after seeing it."""

    settings: Settings = field(default_factory=Settings)
    train_share: float = 0.5  # of the weeks, the first ones; thresholds are frozen at their end
    alerts_per_100: float = 5.0  # area-weeks: the alert budget that sets the thresholds on the training weeks
    bins: int = 10  # of the Brier decomposition
    draws: int = 400  # of the bootstrap
    placebos: int = 19  # of each kind
    injected: tuple[float, ...] = (2.0, 3.0, 5.0)  # times the injuries that exposure explains
    clusters: int = 20  # injected for each of these, at the least
    length: int = 8  # weeks of an injected cluster
