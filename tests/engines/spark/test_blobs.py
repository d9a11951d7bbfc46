"""Batches cut by part lose nothing, and carry no words that they do not use."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from guanjia.engines.spark.blobs import by_part, packed, said_of, unpacked


@given(st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.sampled_from(["a", "b", "c"]))), min_size=1, max_size=30))
def test_rows_of_each_part_in_their_order(rows: list[tuple[int, str | None]]) -> None:
    """Each part gets its own rows, packed and unpacked, in the order they stood."""
    batch = pa.record_batch({"n": pa.array(range(len(rows))), "word": pa.array([w for _, w in rows], pa.string()).dictionary_encode()})
    parts = np.array([part for part, _ in rows], np.int32)
    cut = dict(by_part(batch, parts))
    assert sorted(cut) == sorted(set(parts.tolist()))
    for part, some in cut.items():
        again = unpacked(packed(some, {"file": "f"}))
        expected = [(n, word) for n, (p, word) in enumerate(rows) if p == part]
        assert list(zip(again["n"].to_pylist(), again["word"].to_pylist(), strict=True)) == expected
        assert sorted(again["word"].dictionary.to_pylist()) == sorted({word for _, word in expected if word})
        assert said_of(again) == {"file": "f"}
