"""Raw pillar values to scores of 0 to 100 between fixed reference points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from guanjia.risk.index.references import Reference

Float = NDArray[np.float64]

TOP = 100.0


def position(raw: Float, reference: Reference) -> Float:
    """0 where the reference begins, 1 where it ends, beyond either outside; NaN stays.

    >>> position(np.array([0.25, np.nan]), Reference(0.0, 0.5, 1.0, "", "", "")).tolist()
    [0.5, nan]
    """
    begins, ends, values = reference.begins, reference.ends, raw
    if reference.ratio:
        begins, ends, values = np.log(begins), np.log(ends), np.log(np.where(raw > 0, raw, np.where(np.isnan(raw), np.nan, 1e-9)))
    result: Float = (values - begins) / (ends - begins)
    return result


def straight(place: Float) -> Float:
    """The score: straight between the two points, 0 and 100 beyond them.

    >>> straight(np.array([-1.0, 0.25, 2.0])).tolist()
    [0.0, 25.0, 100.0]
    """
    result: Float = np.clip(place, 0, 1) * TOP
    return result


def rounded(place: Float) -> Float:
    """The other common choice: a z-score about the middle, a quarter of the distance its standard deviation, as a normal share.

    >>> rounded(np.array([0.5, 1.0])).round(2).tolist()
    [50.0, 97.72]
    """
    result: Float = ndtr((place - 0.5) * 4) * TOP
    return result
