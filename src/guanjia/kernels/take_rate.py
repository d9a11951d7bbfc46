"""What a platform keeps of a fare (抽成)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

NULL = np.iinfo(np.int64).min  # not stated
_PLACE = 31  # bits: sums of a month up to 10 million yuan kept, on 20 million of fares


def kept(fare: Int64, base: Int64, commission: Int64) -> Int64:
    """Minor units kept: the commission where it is stated, else fare less the worker's pay; `NULL` where neither is known.

    >>> kept(np.array([1000, 1000, 1000]), np.array([700, 730, NULL]), np.array([290, NULL, NULL])).tolist() == [290, 270, NULL]
    True
    """
    known = (fare != NULL) & (base != NULL)
    difference = np.where(known, fare, 0) - np.where(known, base, 0)
    result: Int64 = np.where(commission != NULL, commission, np.where(known, difference, NULL))
    return result


def over_cap(kept: Int64, fare: Int64, percent: Float) -> Int64:
    """Minor units kept beyond ``percent`` (at most two decimals) of the fare, 0 where none; exact, the cap rounded down to a minor unit.

    >>> over_cap(np.array([271, 270]), np.array([1000, 1003]), np.array([27.0, 27.0])).tolist()
    [1, 0]
    """
    parts = np.rint(np.nan_to_num(percent) * 100).astype(np.int64)
    excess: Int64 = np.maximum(kept - np.floor_divide(parts * fare, 10_000), 0)
    return excess


def percent(kept: Int64, fare: Int64) -> Float:
    """Percent of the fare kept; nan where there is no fare.

    >>> percent(np.array([270, 1]), np.array([1000, 0])).tolist()
    [27.0, nan]
    """
    result: Float = np.where(fare > 0, kept * 100 / np.maximum(fare, 1), np.nan)
    return result


def paired(taken: Int64, fare: Int64) -> Int64:
    """What was kept and the fare in one integer, so that one sum over orders adds up both; `parted` tells them apart.

    Holds while the sum kept lies within 2**30 minor units either way, and that of the fares below 2**32.
    """
    result: Int64 = (fare << _PLACE) + taken
    return result


def parted(total: Int64) -> tuple[Int64, Int64]:
    """The sums (kept, fare) of a sum of `paired`.

    >>> [part.tolist() for part in parted(paired(np.array([27, -5]), np.array([100, 20])).sum(keepdims=True))]
    [[22], [120]]
    """
    fare = (total + (1 << (_PLACE - 1))) >> _PLACE
    return total - (fare << _PLACE), fare
