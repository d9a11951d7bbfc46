"""Columns of large tables as the lists that a sheet writes: hours, money in units of the currency, local days and moments."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.clock import NULL
from guanjia.writers.digest.columns import coded, hours, whole
from guanjia.writers.digest.money import minor_units

_EXCEL_EPOCH = 25569  # serial number of 1970-01-01


def text(table: pa.Table, name: str) -> list[str]:
    """Labels."""
    labels = coded(table, name)
    return [labels.words[code] for code in labels.codes.tolist()]


def translated(table: pa.Table, name: str, words: Any) -> list[str]:
    """Labels in Chinese; ``words`` turns a label into its (Chinese, English)."""
    labels = coded(table, name)
    zh = [words(word)[0] if word else "" for word in labels.words]
    return [zh[code] for code in labels.codes.tolist()]


def numbers(table: pa.Table, name: str) -> list[int | None]:
    """Whole numbers."""
    return [None if value == NULL else value for value in whole(table, name).tolist()]


def spent(table: pa.Table, name: str) -> list[float]:
    """Durations as hours, two decimals."""
    values: list[float] = np.round(hours(table, name), 2).tolist()
    return values


def money(table: pa.Table, name: str) -> list[float | None]:
    """Minor units as units of the row's currency."""
    currencies = coded(table, "currency")
    unit = np.array([minor_units(word) for word in currencies.words])[currencies.codes]
    return [None if value == NULL else value / size for value, size in zip(whole(table, name).tolist(), unit.tolist(), strict=True)]


def days(table: pa.Table, name: str) -> list[int | None]:
    """Calendar days as spreadsheet serial numbers."""
    values = table.column(name).cast(pa.int32()).to_pylist()
    return [None if value is None else value + _EXCEL_EPOCH for value in values]


def moments(table: pa.Table, name: str, zone: ZoneInfo) -> list[float | None]:
    """Moments on the local clock as spreadsheet serial numbers."""
    local = pc.local_timestamp(table.column(name).cast(pa.timestamp("us", tz=zone.key))).cast(pa.int64())
    return [None if value is None else value / 86_400e6 + _EXCEL_EPOCH for value in local.to_pylist()]
