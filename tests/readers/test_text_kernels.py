"""Times, decimals and hashes against Python's own datetime, Decimal and dict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.model.schema import MOMENT
from guanjia.readers import convert, hash_kernels
from guanjia.readers.draft import Draft, Stream
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.ids_ahead import told_again

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1))
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d%H%M%S", "%Y.%m.%d %H:%M:%S")


def one(text: str, zone: str = "UTC") -> datetime | None:
    value: datetime | None = convert.moments(pa.array([text]), zone).values[0].as_py()
    return value


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.sampled_from(FORMS))
def test_written_times(at: datetime, form: str) -> None:
    """Every usual form gives the moment that was written."""
    assert one(at.strftime(form)) == at.replace(microsecond=0, tzinfo=UTC)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_zoned_times(at: datetime, minutes: int) -> None:
    """A written offset wins over the workplace's zone."""
    aware = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert one(aware.isoformat(), "Asia/Shanghai") == aware


@settings(max_examples=200, deadline=None)
@given(st.integers(600_000_000, 5_999_999_999), st.sampled_from([0, 3, 6]))
def test_unix_times(seconds: int, power: int) -> None:
    """Seconds, milliseconds and microseconds are told apart by size."""
    assert one(str(seconds * 10**power)) == EPOCH + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29 08:00",
        "2026-13-01",
        "08:30",
        "昨天",
        "2026-03-01 25:00",
        "2026-03-01 08:60",
        "下午 3:05",
        "12",
        "2026-03-01 08:00:00 PM",
    ],
)
def test_what_is_no_time(text: str) -> None:
    """Impossible or partial times are unreadable, never guessed."""
    read = convert.moments(pa.array([text, None, " "]), "UTC")
    assert read.bad.tolist() == [True, False, False] and read.values.null_count == 3


def test_daylight_saving() -> None:
    """The hour that comes twice is read as the first, the hour that never comes as the moment after the gap."""
    assert one("2025-11-02 01:30:00", "America/Los_Angeles") == datetime(2025, 11, 2, 8, 30, tzinfo=UTC)
    assert one("2025-03-09 02:30:00", "America/Los_Angeles") == datetime(2025, 3, 9, 10, 0, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4), st.sampled_from(["{}", " {} ", "{}元", "¥{}"]))
def test_amounts(amount: Decimal, form: str) -> None:
    """Yuan become fen exactly, half away from nought, as Decimal has it."""
    expected = int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    assert convert.money(pa.array([form.format(format(amount, "f"))]), 2).values.to_pylist() == [expected]


@pytest.mark.parametrize("text", ["五", "1.2.3", "12abc", "--5", "9" * 16, "."])
def test_what_is_no_amount(text: str) -> None:
    """Anything that is not one number is unreadable."""
    assert convert.money(pa.array([text]), 2).bad.tolist() == [True]


TASK = st.tuples(
    st.integers(0, 12), st.sampled_from("AB"), st.sampled_from("PQ"), st.sampled_from(["completed", "refused"]), st.integers(1, 2)
)


def brute(rows: list[tuple[int, str, str, str, int]]) -> list[str]:
    first: dict[tuple[object, ...], tuple[object, ...]] = {}
    result = []
    for row in rows:
        number, worker, platform, status, _ = row
        key = (number, platform, worker if status == "refused" else "")
        if key not in first:
            first[key] = row
            result.append("used")
        else:
            result.append("merged" if first[key] == row else "aside")
    return result


def drafts_of(rows: list[tuple[int, str, str, str, int]], size: int) -> Iterator[Draft]:
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        numbers, workers, platforms, statuses, pay = zip(*part, strict=True)
        columns = {"task_id": pa.array([f"task {n}" for n in numbers]), "driver_trip_pay": pa.array([None if n == 1 else n for n in pay])}
        labelled = {"worker_id": workers, "platform": platforms, "status": statuses}
        columns |= {name: pa.array(values).dictionary_encode() for name, values in labelled.items()}
        yield Draft("f", np.arange(start, start + len(part)), columns)


def told(rows: list[tuple[int, str, str, str, int]], size: int, ahead: bool = False) -> list[str]:
    again = told_again(Stream(lambda wanted: drafts_of(rows, size)), 2) if ahead else None
    seen, result = Duplicates(again=again), []
    for draft in drafts_of(rows, size):
        part = draft.rows
        seen.mark(draft)
        aside = draft.troubles[0].mask if draft.troubles else np.zeros(len(part), np.bool_)
        merged = draft.merged if draft.merged is not None else np.zeros(len(part), np.bool_)
        result += ["aside" if a else "merged" if m else "used" for a, m in zip(aside, merged, strict=True)]
    return result


@settings(max_examples=150, deadline=None)
@given(st.lists(TASK, max_size=60), st.integers(1, 7))
def test_duplicates_like_a_dictionary(rows: list[tuple[int, str, str, str, int]], size: int) -> None:
    """Merged, set aside or used exactly as a dictionary of first rows says, in batches of any size."""
    assert told(rows, size) == brute(rows)


@settings(max_examples=50, deadline=None)
@given(st.lists(TASK, max_size=60), st.integers(1, 7))
def test_duplicates_are_the_same_where_ids_are_read_beforehand(rows: list[tuple[int, str, str, str, int]], size: int) -> None:
    """Remembering only the ids that come again changes nothing."""
    assert told(rows, size, ahead=True) == brute(rows)


def test_what_rows_tell_is_the_same_in_every_shape() -> None:
    """A row told again out of a larger batch, with other labels and nulls around it, is merged; a null is no nought."""
    times = pa.array([None, 5, None, 0], pa.int64()).cast(MOMENT)
    columns = {"task_id": pa.array(["w", "xxxxxxxxxxx", "y", "z"]), "end_time": times, "worker_id": pa.array(["u", "v", None, "u"])}
    columns = {name: array.dictionary_encode() if name == "worker_id" else array for name, array in columns.items()}
    columns["platform"] = convert.constant("P", 4)
    whole = Draft("f", np.arange(4), columns)
    second = Draft("f", np.arange(4, 6), {name: array.slice(1, 2) for name, array in columns.items()})
    third = Draft("f", np.arange(6, 8), {name: array.slice(2, 2).take(pa.array([1, 0])) for name, array in columns.items()})
    nought = Draft("f", np.arange(8, 9), {name: array.slice(2, 1) for name, array in columns.items()} | {"end_time": times.slice(3, 1)})
    seen = Duplicates()
    for draft in (whole, second, third, nought):
        seen.mark(draft)
    assert whole.dropped() is None
    assert second.merged is not None and third.merged is not None and second.merged.all() and third.merged.all()
    assert nought.merged is None and nought.troubles[0].reason == "conflicting_duplicate"


def test_many_ids_grow_the_set() -> None:
    """Two hundred thousand ids, told twice: each second telling is merged, none of the first."""
    ids = pa.array([f"id-{n}" for n in range(200_000)])
    platform = convert.constant("P", len(ids))
    seen = Duplicates()
    drafts = [Draft("f", np.arange(len(ids)), {"task_id": ids, "platform": platform, "worker_id": platform}) for _ in range(2)]
    for draft in drafts:
        seen.mark(draft)
    assert drafts[0].dropped() is None
    assert drafts[1].merged is not None and drafts[1].merged.all() and not drafts[1].troubles


def test_clashing_hashes_are_told_apart_by_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every row at the same place of the set, what is kept of each id, its platform and who refused it still decides."""
    put: Callable[..., int] = hash_kernels.insert
    monkeypatch.setattr(hash_kernels, "insert", lambda slots, hashes, *rest: put(slots, np.full_like(hashes, 7 << 40), *rest))
    rows = [(n, w, p, s, m) for n in (1, 2) for w in "AB" for p in "PQ" for s in ("completed", "refused") for m in (1, 2)] * 2
    assert told(rows, 5) == brute(rows)
