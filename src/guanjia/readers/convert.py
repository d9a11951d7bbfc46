"""From whatever a column holds to what the schema wants: moments, money, numbers, labels and text, with the unreadable values marked."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.model.schema import LABEL, MOMENT
from guanjia.readers import text_kernels as kernel
from guanjia.readers.draft import Bools

FLOAT = pa.float64()


@dataclass(frozen=True)
class Converted:
    """The typed values, and which of the source's values were there but could not be read."""

    values: pa.Array
    bad: Bools
    local: bool = False  # a wall clock was read with the workplace's zone
    rounded: int = 0  # money with more decimals than the currency has


def empty(length: int, kind: pa.DataType) -> pa.Array:
    """``length`` nulls of a type."""
    return pa.nulls(length, kind)


def constant(value: str | None, length: int) -> pa.Array:
    """One label repeated; nulls for None."""
    if value is None:
        return pa.nulls(length, LABEL)
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(length, np.int32)), pa.array([value]))


def flat(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One chunk."""
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def text(array: pa.Array) -> pa.Array:
    """The values as strings without surrounding blanks; an empty string is a null."""
    if pa.types.is_floating(array.type):
        whole = pc.equal(pc.floor(array), array)
        if pc.all(whole, min_count=0).as_py() and (pc.max(pc.abs(array)).as_py() or 0) < 2**53:
            array = array.cast(pa.int64())
    strings = array if array.type == pa.string() else array.cast(pa.string())
    trimmed = pc.utf8_trim_whitespace(strings)
    blank = pc.equal(trimmed, "")
    return pc.if_else(blank, pa.scalar(None, pa.string()), trimmed) if pc.any(blank).as_py() else trimmed


def _buffers(strings: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    _, offsets, data = strings.buffers()
    start = np.frombuffer(offsets, np.int32)[strings.offset : strings.offset + len(strings) + 1].astype(np.int64)
    return start, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)


def _plain(array: pa.Array) -> pa.Array:
    """Numbers and text as text; whole floats without an exponent, NaN as a null."""
    if not pa.types.is_floating(array.type):
        return array.cast(pa.string())
    numbers = pc.if_else(pc.is_nan(array), pa.scalar(None, array.type), array)
    whole = pc.and_(pc.equal(pc.floor(numbers), numbers), pc.less(pc.abs(numbers), 2.0**53))
    integers = pc.if_else(whole, numbers, pa.scalar(None, array.type)).cast(pa.int64())
    return pc.coalesce(integers.cast(pa.string()), numbers.cast(pa.string()))


def _valid(array: pa.Array) -> Bools:
    return np.asarray(pc.is_valid(array).to_numpy(zero_copy_only=False), np.bool_)


def _moments(values: NDArray[np.int64], valid: Bools) -> pa.Array:
    return pa.array(values, mask=~valid).cast(pa.timestamp("us"))


def localised(naive: pa.Array, zone: str) -> pa.Array:
    """A wall clock's readings as moments; the first of two when clocks go back, and the moment after the gap when they go forward."""
    return pc.assume_timezone(naive, zone, ambiguous="earliest", nonexistent="latest").cast(MOMENT)


def moments(array: pa.Array, zone: str | None) -> Converted:
    """Moments from any column: timestamps, dates, text, Unix numbers. ``zone`` None leaves wall clocks unread (marked ``local``)."""
    none = np.zeros(len(array), np.bool_)
    kind = array.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        return Converted(array if kind == MOMENT else array.cast(MOMENT, safe=False), none)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        naive = array.cast(pa.timestamp("us"), safe=False)
        return Converted(localised(naive, zone or "UTC"), none, local=True)
    strings = _plain(array)
    offsets, data = _buffers(strings)
    out, kinds, parts = np.zeros(len(array), np.int64), np.zeros(len(array), np.int8), np.zeros(6, np.int64)
    kernel.times(offsets, data, parts, out, kinds)
    kinds[~_valid(strings)] = kernel.EMPTY
    wall = (kinds == kernel.LOCAL) | (kinds == kernel.DAYS)
    utc = _moments(out, (kinds == kernel.ZONED) | (kinds == kernel.SECONDS)).cast(MOMENT)
    if wall.any():
        utc = pc.coalesce(localised(_moments(out, wall), zone or "UTC"), utc)
    return Converted(utc, kinds == kernel.UNREADABLE, local=bool(wall.any()))


def has_fractions(array: pa.Array) -> bool:
    """Whether any amount has decimals that are not zero."""
    if pa.types.is_integer(array.type):
        return False
    return bool((_decimals(array, 0)[1] == kernel.ROUNDED).any())


def _decimals(array: pa.Array, places: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    strings = _plain(array)
    offsets, data = _buffers(strings)
    out, kinds = np.zeros(len(array), np.int64), np.zeros(len(array), np.int8)
    kernel.decimals(offsets, data, places, out, kinds)
    kinds[~_valid(strings)] = kernel.EMPTY
    return out, kinds


def money(array: pa.Array, places: int) -> Converted:
    """Minor units from amounts written with ``places`` decimals: 2 when the column is in yuan, 0 when it is in fen. Exact; half up."""
    if pa.types.is_integer(array.type):
        wide = array.cast(pa.int64())
        return Converted(pc.multiply_checked(wide, 10**places) if places else wide, np.zeros(len(array), np.bool_))
    out, kinds = _decimals(array, places)
    bad = kinds == kernel.UNREADABLE
    rounded = kinds == kernel.ROUNDED
    if places == 0:
        bad |= rounded  # half a fen is no amount: the column is in another unit
    kept = (kinds > 0) & ~bad
    return Converted(pa.array(out, mask=~kept), bad, rounded=int((rounded & kept).sum()))


def numbers(array: pa.Array, kind: pa.DataType = FLOAT, scale: float = 1.0) -> Converted:
    """Numbers of a type; whole numbers are rounded to the nearest. ``scale`` multiplies first (1000 for kilometres)."""
    if array.type == kind and pa.types.is_integer(kind) and scale == 1:
        return Converted(array, np.zeros(len(array), np.bool_))
    if array.type == kind == FLOAT and scale == 1 and math.isfinite(pc.sum(array, min_count=0).as_py()):
        return Converted(array, np.zeros(len(array), np.bool_))  # no sum of numbers is finite where one of them is not
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        values = array.cast(FLOAT)
        bad = np.zeros(len(array), np.bool_)
    else:
        strings = text(array.cast(pa.string()))
        try:
            values = strings.cast(FLOAT)
        except pa.ArrowInvalid:
            values = pa.array([_number(value) for value in strings.to_pylist()], FLOAT)
        bad = _valid(strings) & ~_valid(values)
    plain = values.to_numpy(zero_copy_only=False) * scale
    finite = np.isfinite(plain)
    bad |= _valid(values) & ~finite
    if pa.types.is_integer(kind):
        edge = float(2 ** (kind.bit_width - 1))
        bad |= finite & (np.abs(plain) >= edge)
        finite &= ~bad
        plain = np.rint(np.where(finite, plain, 0.0)).astype(np.int64)
    return Converted(pa.array(plain, mask=~finite).cast(kind), bad)


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(value.replace(",", ""))
    except ValueError:
        return None


def encoded(array: pa.Array) -> pa.Array:
    """A string or dictionary array as int32-coded labels."""
    if array.type == LABEL:
        return array
    if pa.types.is_dictionary(array.type):
        return array.cast(LABEL)
    return array.cast(pa.string()).dictionary_encode()


def labels(array: pa.Array, allowed: Collection[str] = (), synonyms: Mapping[str, str] | None = None) -> tuple[pa.Array, dict[str, int]]:
    """Labels with blanks trimmed, ``synonyms`` replaced, and values outside ``allowed`` emptied; these are counted by value."""
    strings = array if pa.types.is_dictionary(array.type) else text(array)
    coded = encoded(strings)
    if not allowed and _clean(coded.dictionary):
        return coded, {}
    values: list[str | None] = [(value or "").strip() or None for value in coded.dictionary.to_pylist()]
    known = [_label(value, allowed, synonyms or {}) for value in values]
    if known == coded.dictionary.to_pylist() and None not in known:
        return coded, {}
    distinct = sorted({value for value in known if value is not None})
    places = {value: index for index, value in enumerate(distinct)}
    mapping = pa.array([None if value is None else places[value] for value in known], pa.int32())
    indices = mapping.take(coded.indices) if len(mapping) else coded.indices
    counts = np.bincount(coded.indices.drop_null().to_numpy(), minlength=len(values)) if len(values) else np.zeros(0, np.int64)
    lost = {value: int(n) for value, new, n in zip(values, known, counts, strict=True) if value is not None and new is None and n}
    return pa.DictionaryArray.from_arrays(indices, pa.array(distinct, pa.string())), lost


def _clean(dictionary: pa.Array) -> bool:
    """Whether no label is null, empty or has blanks around it."""
    words = dictionary.cast(pa.string())
    return bool(
        words.null_count == 0
        and pc.all(pc.and_(pc.equal(words, pc.utf8_trim_whitespace(words)), pc.not_equal(words, "")), min_count=0).as_py()
    )


def _label(value: str | None, allowed: Collection[str], synonyms: Mapping[str, str]) -> str | None:
    if value is None or not allowed or value in allowed:
        return value
    mapped = synonyms.get(value) or synonyms.get(value.lower())
    return mapped if mapped in allowed else None
