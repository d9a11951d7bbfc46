"""Ids and their codes, against a dictionary."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.engines.names import Names

WORDS = st.lists(st.none() | st.text(max_size=3) | st.sampled_from(["骑手一", "骑手二", "w1", "w10", ""]), max_size=30)


@settings(deadline=None)  # the first call compiles
@given(st.lists(WORDS, max_size=6), st.booleans())
def test_codes_like_a_dictionary(batches: list[list[str | None]], plain: bool) -> None:
    """Every word has the code of its first sight, a null has -1, and the labels say the words back; so does a table that learned them."""
    names, known = Names(), dict[str, int]()
    for batch in batches:
        column = pa.array(batch, pa.string())
        column = column if plain else column.dictionary_encode()
        for word in batch:
            if word is not None:
                known.setdefault(word, len(known))
        assert names.encode(column).tolist() == [-1 if word is None else known[word] for word in batch]
    assert names.labels == tuple(known) and len(names) == len(known)
    copy = Names()
    copy.learn(names.labels)
    assert copy.labels == names.labels


def test_many_words_and_a_dictionary_that_few_rows_use() -> None:
    """A hundred thousand words keep their codes; words of a wide dictionary that no row has are not taken in."""
    words = [f"worker {n}" for n in range(100_000)]
    names = Names()
    assert names.encode(pa.array(words)).tolist() == list(range(100_000))
    assert names.encode(pa.array(words[::-1])).tolist() == list(range(100_000))[::-1]
    wide = pa.DictionaryArray.from_arrays(pa.array([7, None, 9], pa.int32()), pa.array([f"other {n}" for n in range(5_000)]))
    few = Names()
    assert few.encode(wide).tolist() == [0, -1, 1] and few.labels == ("other 7", "other 9")
