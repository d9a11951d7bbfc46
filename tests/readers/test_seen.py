"""What was seen of the tasks, kept from reading to reading."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from guanjia.readers.draft import Draft
from guanjia.readers.duplicates import Duplicates


def _draft(ids: range, amount: int) -> Draft:
    labels = {name: pa.array(["P"] * len(ids)).dictionary_encode() for name in ("platform", "worker_id")}
    columns = {"task_id": pa.array([f"t{number}" for number in ids]), "fare": pa.array([amount] * len(ids)), **labels}
    return Draft(f"{ids.start}.csv", np.arange(1, len(ids) + 1), columns)


def test_readings_that_go_on_find_what_one_reading_finds() -> None:
    """Five readings of tasks that overlap, while the set grows and while it does not, mark the rows that one reading marks."""
    ids = (range(40_000), range(39_000, 90_000), range(10, 5_010), range(100_000, 180_000), range(60_000, 61_000))
    whole = Duplicates()
    states: list[dict[str, Any]] = []
    for number, some in enumerate(ids):
        once, again = (_draft(some, 100 + number // 4) for _ in range(2))
        whole.mark(once)
        part = Duplicates()
        if states:
            part.restore(states)
        rows, slots = part.rows, part.slots if states else 0
        part.mark(again)
        states.append({name: np.copy(each) if isinstance(each, np.ndarray) else each for name, each in part.state(rows, slots).items()})
        first, second = (draft.dropped() for draft in (once, again))
        assert (first is None and second is None) if number in (0, 3) else first is not None and second is not None
        assert np.array_equal(first if first is not None else [], second if second is not None else [])
        assert [trouble.details for trouble in once.troubles] == [trouble.details for trouble in again.troubles]
    assert [state["at"] is None for state in states] == [True, True, False, True, False]
