"""Rows of one person, and of one task id, always go to the same part, however they are batched."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from guanjia.engines.spark.shares import Shares

names = st.text(alphabet="ABå快-0", min_size=1, max_size=20)
LINKS = {("P", "A"): "person", ("Q", "B"): "person"}


@given(st.lists(st.tuples(st.sampled_from("PQ"), names), min_size=1, max_size=30), st.integers(1, 7))
def test_people_keep_their_part(rows: list[tuple[str, str]], count: int) -> None:
    """A row's part depends on its person alone, and linked accounts share theirs."""
    rows = [*rows, ("P", "A"), ("Q", "B")]
    shares = Shares(count, LINKS)
    workers, platforms = pa.array([w for _, w in rows]), pa.array([p for p, _ in rows])
    parts = shares.of_people(workers.dictionary_encode(), platforms.dictionary_encode()).tolist()
    assert parts == shares.of_people(workers, platforms).tolist() == [shares.of_account(p, w) for p, w in rows]
    assert parts[-1] == parts[-2] and all(0 <= part < count for part in parts)


def test_a_row_without_a_worker_has_no_part() -> None:
    """It concerns a platform, whose own part is known."""
    shares = Shares(5, {})
    platforms = pa.array(["P", "P"])
    assert shares.of_people(pa.array([None, "A"]), platforms).tolist()[0] == -1
    assert len(set(shares.of_platforms(platforms).tolist())) == 1


@given(st.lists(names, min_size=1, max_size=40), st.integers(1, 9))
def test_ids_keep_their_part(ids: list[str], count: int) -> None:
    """The part of an id does not depend on its neighbours or on where the batch begins."""
    shares = Shares(count, {})
    parts = shares.of_ids(pa.array(ids)).tolist()
    assert parts == [shares.of_ids(pa.array([each])).tolist()[0] for each in ids]
    assert parts[1:] == shares.of_ids(pa.array(ids).slice(1)).tolist()


def test_numbered_ids_spread() -> None:
    """Ids that count upwards fill all parts about evenly."""
    parts = Shares(8, {}).of_ids(pa.array([f"T{number:010d}" for number in range(8_000)])).tolist()
    assert all(800 < parts.count(part) < 1_200 for part in range(8))
