"""Places and zones named by the user or the file: codes as they are, names looked up in the lawbook's gazetteer."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from guanjia.law import places
from guanjia.law.errors import UnknownRegion
from guanjia.law.law import load
from guanjia.readers.errors import InputError


def checked_zone(name: str) -> str:
    """The zone's name, if there is such a zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"没有“{name}”这个时区。请写成 Asia/Shanghai、America/Los_Angeles 这样的名字",
            f"There is no time zone '{name}'. Write it like Asia/Shanghai or America/Los_Angeles",
        ) from error
    return name


def timezone_of(region: str) -> str:
    """The zone of a region code or name; InputError when the region is not known."""
    try:
        return _declared().zone(region_code(region))
    except UnknownRegion as error:
        raise _unknown(region) from error


@lru_cache(maxsize=1)
def _declared() -> places.Places:
    """China's divisions and the places that the packaged lawbooks declare."""
    return load().places


def has_zone(code: str) -> bool:
    """Whether a packaged lawbook knows where the code is."""
    return _declared().known(code)


def region_code(region: str) -> str:
    """The code of a region given as a code or a name; InputError when it is not known."""
    code = known_region(region)
    if code is None:
        raise _unknown(region)
    return code


def _unknown(region: str) -> InputError:
    return InputError(
        f"不认识地区“{region}”。请写六位行政区划代码，如 310000",
        f"Region '{region}' is not known. Write a six-digit division code such as 310000",
    )


def known_region(region: str) -> str | None:
    """The code of a region as written, whether or not a lawbook lists it, or of a name; None for a name nobody knows."""
    text = region.strip()
    if text.isascii() and ((text.isdigit() and len(text) == 6) or "-" in text):
        return text
    try:
        return places.region_code(text)
    except UnknownRegion:
        return None
