"""Coordinates that cannot be meant: nought-nought, out of range, exchanged."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.readers import reasons
from guanjia.readers.draft import Draft

CHINA = (3.0, 54.0, 73.0, 136.0)  # south, north, west, east: the whole territory, generously
ENOUGH = 20  # points before a whole batch may be called exchanged

Floats = NDArray[np.float64]


def _inside(lat: Floats, lng: Floats) -> int:
    south, north, west, east = CHINA
    return int(((lat >= south) & (lat <= north) & (lng >= west) & (lng <= east)).sum())


def _mend(draft: Draft, lat: Floats, lng: Floats) -> tuple[Floats, Floats]:
    zero = (lat == 0) & (lng == 0)
    draft.remark(reasons.ZERO_PLACE, int(zero.sum()))
    points = int((~np.isnan(lat) & ~np.isnan(lng) & ~zero).sum())
    swapped = (np.abs(lat) > 90) & (np.abs(lng) <= 90) & (np.abs(lat) <= 180)
    if points >= ENOUGH and _inside(lat, lng) < 0.1 * points and _inside(lng, lat) > 0.9 * points:
        swapped = ~zero & ~np.isnan(lat) & ~np.isnan(lng)
    draft.remark(reasons.SWAPPED_PLACE, int(swapped.sum()))
    lat, lng = np.where(swapped, lng, lat), np.where(swapped, lat, lng)
    out = (np.abs(lat) > 90) | (np.abs(lng) > 180)
    draft.remark(reasons.BAD_PLACE, int(out.sum()))
    gone = zero | out
    return np.where(gone, np.nan, lat), np.where(gone, np.nan, lng)


def check_places(draft: Draft, pairs: tuple[tuple[str, str], ...]) -> None:
    """Empty or mend the coordinate pairs of a draft, with a remark for each kind of mending."""
    for lat_name, lng_name in pairs:
        if lat_name not in draft.columns or lng_name not in draft.columns:
            continue
        lat, lng = (draft.columns[name].to_numpy(zero_copy_only=False) for name in (lat_name, lng_name))
        if not _troubled(lat, lng):
            continue
        lat, lng = _mend(draft, lat, lng)
        draft.columns[lat_name] = pa.array(lat, mask=np.isnan(lat))
        draft.columns[lng_name] = pa.array(lng, mask=np.isnan(lng))


def _troubled(lat: Floats, lng: Floats) -> bool:
    """Whether anything needs mending: a cheap look at the extremes first."""
    with np.errstate(invalid="ignore"):
        south, north, west, east = (
            (f(x) for x in (lat, lng) for f in (np.fmin.reduce, np.fmax.reduce)) if len(lat) else (0.0, 0.0, 0.0, 0.0)
        )
        far = north > 90 or south < -90 or east > 180 or west < -180
        return bool(far or ((lat == 0) & (lng == 0)).any() or (north > CHINA[1] and _inside(lng, lat) > 0))
