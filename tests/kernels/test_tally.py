"""Counting verdicts task by task, against a dictionary."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.engines.tallies import RunningTally
from guanjia.model.measures import TaskBatch, TaskVerdicts

verdict = st.tuples(
    st.integers(0, 3),  # unit
    st.integers(24_300, 24_303),  # month
    st.booleans(),  # judged
    st.booleans(),  # breached
    st.integers(0, 4),  # entry
    st.integers(0, 7),  # reason
    st.one_of(st.just(float("inf")), st.integers(0, 9).map(float)),
    st.integers(0, 1_000),  # money
)


@given(st.lists(st.lists(verdict, max_size=30), min_size=1, max_size=3))
def test_a_tally_is_what_a_dictionary_counts(batches: list[list[tuple[Any, ...]]]) -> None:
    """Tasks, breaches, money and the worst task of each unit, month and entry (or reason), over several batches."""
    running = RunningTally(5)
    wanted: dict[tuple[int, int, int, int], list[Any]] = defaultdict(lambda: [0, 0, 0, None])
    row = 0
    for batch in batches:
        columns = [np.array(column) for column in zip(*batch, strict=True)] if batch else [np.zeros(0)] * 8
        unit, month, judged, breached, entry, reason, measured, money = columns
        rows = np.arange(row, row + len(batch))
        running.add(tasks(unit, rows), month.astype(np.int32), verdicts(judged, breached, entry, reason, measured, money), 4)
        for place, (u, m, j, b, e, r, value, fen) in enumerate(batch):
            if j or r:
                line = wanted[u, m, e if j else -1, 0 if j else r]
                line[0] += 1
                if j:
                    line[1] += b
                    line[2] += fen
                    if value != float("inf") and (line[3] is None or value > line[3][0]):
                        line[3] = (value, row + place)
        row += len(batch)
    t = running.result()
    found = {
        (int(t.unit[i]), int(t.month[i]), int(t.entry[i]), int(t.reason[i])): [
            int(t.judged[i]),
            int(t.breached[i]),
            int(t.money[i]),
            None if np.isnan(t.worst[i]) else (float(t.worst[i]), int(t.worst_row[i])),
        ]
        for i in range(len(t.unit))
    }
    assert found == dict(wanted)


def tasks(unit: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> TaskBatch:
    """Tasks of which only whose they are and their rows matter."""
    size = len(unit)
    none: dict[str, Any] = {name: np.zeros(size, np.int64) for name in TaskBatch.__dataclass_fields__}
    return TaskBatch(**{**none, "unit": unit.astype(np.int32), "row": rows.astype(np.int64), "region": np.zeros(size, np.int16)})


def verdicts(*columns: np.ndarray[Any, Any]) -> TaskVerdicts:
    """Verdict columns in their own types."""
    judged, breached, entry, reason, measured, money = columns
    return TaskVerdicts(
        judged.astype(np.bool_),
        breached.astype(np.bool_),
        measured.astype(np.float64),
        entry.astype(np.int32),
        reason.astype(np.int8),
        money.astype(np.int64),
    )
