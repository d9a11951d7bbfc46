"""How much hangs on choices."""

from __future__ import annotations

import numpy as np
import pytest

from guanjia.risk.index.replay import replay
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.sobol import total_effect
from guanjia.risk.index.stability import GROUPS, stability
from guanjia.risk.panel import Panel
from guanjia.synthesis.risk_panel import history


def test_ishigami() -> None:
    """Sobol's total indices of the Ishigami function (a = 7, b = 0.1): 0.5576, 0.4424, 0.2437."""
    rng = np.random.default_rng(1)
    one, other = rng.uniform(-np.pi, np.pi, (2, 100_000, 3))

    def ishigami(x: np.ndarray) -> np.ndarray:
        made: np.ndarray = (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]
        return made

    for place, wanted in enumerate((0.5576, 0.4424, 0.2437)):
        mixed = one.copy()
        mixed[:, place] = other[:, place]
        assert total_effect(ishigami(one), ishigami(mixed)) == pytest.approx(wanted, abs=0.01)


def panel(weeks: int) -> Panel:
    drawn = history(9, 15, weeks, 10_000, clusters=2)
    pillars = {**drawn.pillars, "incidents": np.full((15, weeks), np.nan)}
    return Panel(np.arange(15, dtype=np.uint64), drawn.weeks, drawn.hours, drawn.injuries, pillars, np.zeros((15, weeks), bool))


def test_varied() -> None:
    """The interval holds varied indices, colours are kept in some share of the variations, and each group of choices has some effect."""
    one = panel(40)
    run = replay(one, Settings(), np.random.default_rng(1))
    made = stability(one, run, Settings(), np.random.default_rng(2), colours=10, draws=64)
    assert (made.index_low < made.index_high).all() and ((made.same_colour >= 0) & (made.same_colour <= 1)).all()
    assert made.same_colour.mean() > 0.5
    assert set(made.totals) == set(GROUPS) and all(0 < value < 1.5 for value in made.totals.values())
    again = stability(one, run, Settings(), np.random.default_rng(2), colours=10, draws=64)
    assert np.array_equal(made.same_colour, again.same_colour)


def test_short() -> None:
    """Without colours there is nothing to keep stable."""
    one = panel(6)
    made = stability(one, replay(one, Settings(), np.random.default_rng(1)), Settings(), np.random.default_rng(2), colours=3, draws=8)
    assert np.isnan(made.same_colour).all() and not np.isnan(made.index_low).any()
