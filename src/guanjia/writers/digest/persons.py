"""Every person once: of someone linked over several platforms only the rows over all of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.model.measures import ACROSS
from guanjia.writers.digest.columns import coded


def person_rows(table: pa.Table) -> pa.Table:
    """The rows of a table with worker_id and platform that count each person's time once."""
    workers, platforms = coded(table, "worker_id"), coded(table, "platform")
    joint = platforms.codes == platforms.code(ACROSS)
    if not joint.any():
        return table
    linked = np.zeros(len(workers.words), np.bool_)
    linked[workers.codes[joint]] = True
    return table.filter(pa.array(joint | ~linked[workers.codes]))


def platform_rows(table: pa.Table) -> pa.Table:
    """The rows that are about one platform."""
    platforms = coded(table, "platform")
    joint = platforms.codes == platforms.code(ACROSS)
    return table.filter(pa.array(~joint)) if joint.any() else table
