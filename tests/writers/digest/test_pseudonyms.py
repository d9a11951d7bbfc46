"""Pseudonyms: stable, different, and dependent on the input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from guanjia.model.assessment import WORKER_DAYS, Assessment
from guanjia.writers.digest import pseudonyms as module
from guanjia.writers.digest.pseudonyms import pseudonyms


def test_stable_and_keyed(build: Callable[..., Assessment]) -> None:
    """The same files give the same names wherever they lay, other files other names; an account is a worker on one platform."""
    one, moved = build(), build(inputs={"/elsewhere/o.csv": "ab" * 32})
    other = build(inputs={"/home/someone/orders.csv": "cd" * 32})
    assert pseudonyms(one).of == pseudonyms(moved).of
    assert pseudonyms(one).of != pseudonyms(other).of
    names = pseudonyms(one)
    assert names.name("13800000001", "美团") != names.name("13800000001", "饿了么")
    assert names.name("", "美团") == ("（平台）", "(platform)")


def test_all_different_with_many_workers(assessment: Assessment) -> None:
    """Among two thousand workers four digits would clash; the names grow until none does."""
    days = pa.Table.from_pylist([{"worker_id": f"W{i}", "platform": "美团"} for i in range(2000)], schema=WORKER_DAYS)
    names = pseudonyms(replace(assessment, worker_days=days)).of
    assert len(set(names.values())) == len(names) >= 2000
    assert len(next(iter(names.values()))) > 4


def test_prefix_of_what_was_done(assessment: Assessment) -> None:
    """A dictionary may name kinds of work that nobody did; only what was done counts."""
    kinds = pa.DictionaryArray.from_arrays(pa.array([1] * 4, pa.int32()), pa.array(["streaming", "freight"]))
    days = assessment.worker_days
    assert pseudonyms(replace(assessment, worker_days=days.set_column(days.column_names.index("kinds"), "kinds", kinds))).prefix == (
        "司机",
        "Driver",
    )


def test_prefix(assessment: Assessment, build: Callable[..., Assessment]) -> None:
    """Riders are called riders, and vehicles vehicles."""
    assert pseudonyms(assessment).prefix == ("骑手", "Rider")
    assert pseudonyms(build(subject="vehicle")).prefix == ("车辆", "Vehicle")


def test_no_key_that_anybody_knows(build: Callable[..., Assessment]) -> None:
    """Records that came from no file get names that nobody can rebuild, the same in every file of one run."""
    first = pseudonyms(build(inputs={})).of
    assert pseudonyms(build(inputs={})).of == first
    module._chance.cache_clear()
    assert pseudonyms(build(inputs={})).of != first
    assert pseudonyms(build(inputs={"a": "ab" * 32})).of == pseudonyms(build()).of
