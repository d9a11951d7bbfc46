"""Worker-days for whose work more than one limit may hold: tasks in several regions, or a limit that changes at midnight within the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guanjia.law.law import Law, Limits
from guanjia.model.clock import NULL, week_of_days
from guanjia.model.groups import find
from guanjia.model.measures import Bool, Float, Measures


@dataclass(frozen=True)
class DayBounds:
    """One element a worker-day: the lowest and the highest limit that may hold for its work (nan: one of them is not known)."""

    lowest: Float
    highest: Float
    regions: Bool  # several regions, and their limits are not the same
    changing: Bool  # another limit came into force before the day's work ended


def day_bounds(m: Measures, law: Law, topic: str, found: Limits) -> DayBounds:
    """What else than ``found`` (the limits at the days' starts, in their first regions) may hold for work of each worker-day.

    Which the other regions of a day are the measures do not say, so that every region on record may be one.
    """
    days = m.days
    lowest, highest = found.value.copy(), found.value.copy()
    regions, changing = np.zeros(len(days.unit), np.bool_), np.zeros(len(days.unit), np.bool_)
    several = np.flatnonzero(days.regions > 1)
    for code in range(1, len(m.units.regions)) if len(several) else ():
        here = np.full(len(several), code, np.int16)
        other = law.limits(topic, days.start[several], region=here, regions=m.units.regions)
        regions[several] |= (other.entry != found.entry[several]) | (other.reason != found.reason[several])
        lowest[several], highest[several] = np.minimum(lowest[several], other.value), np.maximum(highest[several], other.value)
    # Required presence may last beyond the last task, to the end of the day.
    waiting = (days.working_time > days.task_time) | (days.last_end == NULL)
    later = law.limits(topic, np.where(waiting, days.end, days.last_end) - 1, region=days.region, regions=m.units.regions)
    changing |= (later.entry != found.entry) | (later.reason != found.reason)
    lowest[changing] = np.minimum(lowest, later.value)[changing]
    highest[changing] = np.maximum(highest, later.value)[changing]
    return DayBounds(lowest, highest, regions, changing)


def weeks_in_several_regions(m: Measures, law: Law) -> Bool:
    """Which worker-weeks hold a day in several regions, so that its time and pay may belong to another place than its first task's."""
    of, days = m.weeks, np.flatnonzero((m.days.regions > 1) & (law.as_if is None))
    place = find((m.days.unit[days], week_of_days(m.days.day[days])), (of.unit, of.number))
    result: Bool = place >= 0
    return result
