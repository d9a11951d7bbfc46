"""Arrow columns as arrays."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from guanjia.model.clock import NULL
from guanjia.writers.digest.columns import coded, whole

texts = st.lists(st.sampled_from([None, "", "a", "b"]), max_size=6)


@given(st.lists(texts, max_size=4), st.booleans())
def test_labels_come_back(chunks: list[list[str | None]], encoded: bool) -> None:
    """Whatever the chunks and their dictionaries, each row's code leads to its word; each word stands once; null is the empty word."""
    arrays = [pa.array(chunk, pa.string()).dictionary_encode() if encoded else pa.array(chunk, pa.string()) for chunk in chunks]
    kind = pa.dictionary(pa.int32(), pa.string()) if encoded else pa.string()
    labels = coded(pa.table({"x": pa.chunked_array(arrays, kind)}), "x")
    assert [labels.words[code] for code in labels.codes] == [text or "" for chunk in chunks for text in chunk]
    assert len(set(labels.words)) == len(labels.words)
    assert set(labels.used()) == {text or "" for chunk in chunks for text in chunk}


def test_absent_numbers() -> None:
    """An absent number is NULL, for every whole type."""
    for kind in (pa.int16(), pa.int64(), pa.duration("us"), pa.timestamp("us", tz="UTC")):
        assert whole(pa.table({"x": pa.array([5, None], kind)}), "x").tolist() == [5, NULL]
