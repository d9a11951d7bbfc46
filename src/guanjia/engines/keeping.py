"""What a reading asks of whoever keeps it for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from guanjia.engines.keepsake import State
from guanjia.engines.spool import Earlier, Spool


class ReachesBack(Exception):
    """What was folded would have to be folded anew: records or weather reach back before it, or are out of time order."""


class Keeper(Protocol):
    """Gives what earlier runs measured, and takes what this one did."""

    @property
    def state(self) -> State:
        """The state that the last run left; None where there was none."""

    @property
    def earlier(self) -> Sequence[Earlier]:
        """What earlier runs put away, oldest first."""

    def keep(self, state: State, spool: Spool) -> None:
        """Take the state and all that this run has put away."""
