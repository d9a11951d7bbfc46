"""Every person once: of someone linked over several platforms only the rows over all of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.model.measures import ACROSS
from guanjia.writers.digest.columns import Bool, Coded, Int64, coded, pairs


def person_rows(table: pa.Table) -> pa.Table:
    """The rows of a table with person_id and platform that count each person's time once."""
    persons, joint = _persons(table), _joint(table)
    if not joint.any():
        return table
    linked = np.zeros(len(persons.words), np.bool_)
    linked[persons.codes[joint]] = True
    return table.filter(pa.array(joint | ~linked[persons.codes]))


def platform_rows(table: pa.Table) -> pa.Table:
    """The rows that are about one platform."""
    joint = _joint(table)
    return table.filter(pa.array(~joint)) if joint.any() else table


def across_rows(table: pa.Table) -> pa.Table:
    """The rows that put together one person's platforms."""
    return table.filter(pa.array(_joint(table)))


def who(table: pa.Table) -> Int64:
    """A number for each person of `person_rows`; accounts that are not linked are taken for different people."""
    return pairs(_persons(table), coded(table, "platform"))


def _joint(table: pa.Table) -> Bool:
    platforms = coded(table, "platform")
    joint: Bool = platforms.codes == platforms.code(ACROSS)
    return joint


def _persons(table: pa.Table) -> Coded:
    return coded(table, "person_id" if "person_id" in table.column_names else "worker_id")
