"""What was measured, slice of units by slice of units, and what concerns platforms, which no slice holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from guanjia.engines import day_rows
from guanjia.engines.pay import PayReader
from guanjia.engines.spool import Spool
from guanjia.model.clock import Clock
from guanjia.model.measures import Bool, Days, Measures, Notices, Periods, RunMark, Runs, Tally
from guanjia.model.rows import joined, picked

OWN, JOINT = "own", "joint"  # names in the spool: units on one platform, and linked persons over all of theirs


@dataclass(frozen=True)
class Slices:
    """All that slices are cut from. ``whole`` holds what is the same for every slice, and the tallies and notices of all units."""

    whole: Measures
    spool: Spool
    pay: PayReader | None
    marks: tuple[int, ...]
    windows: tuple[str, ...]
    run_marks: tuple[RunMark, ...]
    currency: NDArray[np.int16]
    several: Bool  # of each unit: a person who worked on more than one platform

    def __iter__(self) -> Iterator[Measures]:
        """The measures of each slice; units keep their numbers."""
        size = self.spool.units_a_slice
        count = max(-(-len(self.currency) // size), 1)
        edges = np.arange(count + 1) * size
        cuts = {code: np.searchsorted(tally.unit, edges) for code, tally in self.whole.tallies.items()}
        notices = self.whole.notices
        if notices is not None:
            notices = picked(notices, np.argsort(notices.unit, kind="stable"))
        for number in range(count):
            tallies = {code: picked(tally, slice(*cuts[code][number : number + 2])) for code, tally in self.whole.tallies.items()}
            told = None
            if notices is not None:
                to_all, begin, end = np.searchsorted(notices.unit, [0, *edges[number : number + 2]])
                told = picked(notices, np.r_[0:to_all, begin:end])
            yield self._slice(number, tallies, told)

    def _slice(self, number: int, tallies: Mapping[str, Tally], notices: Notices | None) -> Measures:
        whole, take = self.whole, self.spool.take
        own, joint = (
            day_rows.all_days(take(f"{name}-days", number), take(f"{name}-pay", number), whole.clock, self.marks, self.windows)
            for name in (OWN, JOINT)
        )
        days = joined([own, picked(joint, self.several[joint.unit])])
        own_runs, joint_runs = (day_rows.runs(take(f"{name}-runs", number), self.run_marks) for name in (OWN, JOINT))
        lines = [part for name in (OWN, JOINT) for part in take(f"{name}-lines", number)]
        return replace(
            whole,
            days=day_rows.worked_days(days),
            runs=joined([own_runs, picked(joint_runs, self.several[joint_runs.unit])]),
            weeks=day_rows.weeks(days, whole.clock, self.currency),
            months=day_rows.months(days, whole.clock, self.currency),
            platform_months=picked(whole.platform_months, slice(0, 0)),
            tallies=tallies,
            lines=None if self.pay is None else self.pay.lines(lines),
            notices=notices,
        )


def nobody(marks: tuple[int, ...], windows: tuple[str, ...], run_marks: tuple[RunMark, ...], clock: Clock) -> tuple[Days, Runs, Periods]:
    """The days, runs and periods of no unit at all."""
    days = day_rows.all_days([], [], clock, marks, windows)
    return days, day_rows.runs([], run_marks), day_rows.weeks(days, clock, np.zeros(0, np.int16))
