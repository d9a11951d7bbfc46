"""Four colours by how sure a raised rate is, held steady over two runs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.excess import exceedance

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

CANNOT_JUDGE: Final = -1
ORDINARY, BLUE, YELLOW, ORANGE, RED = range(5)

STEPS: Final = ((BLUE, 1.2, 0.5), (YELLOW, 1.2, 0.8), (ORANGE, 1.5, 0.8), (RED, 2.0, 0.8))
"""Colour, rate ratio, and the probability of being over it from which the colour is shown. Judgement, to be tuned to an alert budget; the
order of the colours (red highest) is that of the Emergency Response Law (突发事件应对法), whose warnings (预警) only governments issue."""

NAMES: Final = {
    CANNOT_JUDGE: ("不能判断", "cannot judge"),
    ORDINARY: ("平常", "ordinary"),
    BLUE: ("蓝色提示", "blue advisory"),
    YELLOW: ("黄色提示", "yellow advisory"),
    ORANGE: ("橙色提示", "orange advisory"),
    RED: ("红色提示", "red advisory"),
}

ADVISORY: Final = (
    "平台提示，不是预警：预警由政府发布，气象预警由气象台站发布，本系统只转述（注明台站与时间），从不制作。",
    "A platform advisory, not a statutory warning: warnings are issued by government and by weather stations; they are relayed here "
    "with station and time and never made.",
)


def raw_level(ratio: Float, shape: Float) -> Int:
    """The colour each posterior asks for; `CANNOT_JUDGE` where there is none (NaN).

    >>> raw_level(np.array([1.0, 2.0, np.nan]), np.array([50.0, 200.0, 1.0])).tolist()
    [0, 3, -1]
    """
    level = np.zeros(ratio.shape, np.int64)
    over = {bound: exceedance(ratio, shape, bound) for _, bound, _ in STEPS}
    for colour, bound, sure in STEPS:
        level[over[bound] > sure] = colour
    level[np.isnan(ratio)] = CANNOT_JUDGE
    return level


def steady(raw: Int, veto: Bool) -> Int:
    """Levels [A, W] shown run by run: a colour changes only when two runs in a row ask for it, in that direction, and by the smaller of
    the two changes.

    The first run that can be judged is shown as it is, and so is what cannot be judged. A veto (a hard breach) is red at once.

    >>> steady(np.array([[0, 3, 0, 2, 3, 0, 1, -1, 1]]), np.zeros((1, 9), bool)).tolist()
    [[0, 0, 0, 0, 2, 2, 1, -1, 1]]
    """
    shown = np.empty_like(raw)
    held = np.full(len(raw), CANNOT_JUDGE)
    before = held.copy()
    for week in range(raw.shape[1]):
        now = raw[:, week]
        lower, upper = np.minimum(now, before), np.maximum(now, before)
        held = np.where(lower > held, lower, np.where(upper < held, upper, held))
        held = np.where((before == CANNOT_JUDGE) | (now == CANNOT_JUDGE), now, held)
        shown[:, week] = np.where(veto[:, week], RED, held)
        before = now
    return shown
