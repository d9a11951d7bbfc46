"""Duty spells: tasks joined wherever the time between them is too short to sleep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

Seconds = NDArray[np.int64]


@compiled
def duty_spells(starts: Seconds, ends: Seconds, split: int, spell_starts: Seconds, spell_ends: Seconds) -> int:
    """Join one worker's tasks, in order of start, into spells parted by ``split`` seconds or more; returns their number.

    Tasks may overlap; at most one spell a task. Two tasks an hour apart, and one three hours later:

    >>> on, off = np.empty(3, np.int64), np.empty(3, np.int64)
    >>> n = duty_spells(np.array([0, 5400, 18000]), np.array([1800, 7200, 19000]), 3 * 3600, on, off)
    >>> on[:n].tolist(), off[:n].tolist()
    ([0, 18000], [7200, 19000])
    """
    count = 0
    for i in range(len(starts)):
        if count and starts[i] - spell_ends[count - 1] < split:
            spell_ends[count - 1] = max(spell_ends[count - 1], ends[i])
        else:
            spell_starts[count], spell_ends[count] = starts[i], ends[i]
            count += 1
    return count
