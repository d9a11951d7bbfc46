"""Which limit applies to rows of measured work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from guanjia.law.law import Law, load
from guanjia.law.scope import NO_KIND, NO_PRODUCT, OTHER_WORK, Scope, durations, relation_needed, scope
from guanjia.model.clock import HOUR, MINUTE, moment
from guanjia.model.finding_rows import SHARED_VEHICLE
from guanjia.model.findings import Verdict
from guanjia.model.measures import Subject, Units
from guanjia.model.schema import KINDS

MARCH = moment(datetime(2026, 3, 2, tzinfo=UTC))
FOOD, PARCELS, RIDES = (1 << KINDS.index(kind) for kind in ("food_delivery", "parcel_delivery", "ride_hailing"))


@dataclass(frozen=True)
class Rows:
    """Hand-built rows of one worker in one region."""

    kinds: NDArray[np.int16]
    tasks: NDArray[np.int64]
    unit: NDArray[np.int32]
    region: NDArray[np.int16]


def rows(*kinds: int) -> Rows:
    size = len(kinds)
    return Rows(np.array(kinds, np.int16), np.ones(size, np.int64), np.zeros(size, np.int32), np.ones(size, np.int16))


def units(platform: str = "某平台", subject: Subject = "person") -> Units:
    return Units(("甲",), ("甲",), np.array([1], np.int32), subject, ("*", platform), ("", "310000"), ("",))


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


def scoped(law: Law, of: Rows, topic: str = "daily-task-time", platform: str = "某平台", at: int = MARCH) -> Scope:
    return scope(law, topic, units(platform), of, np.full(len(of.unit), at, np.int64), always=("food_delivery",))


def test_limit_by_kind(law: Law) -> None:
    """Food delivery has a daily limit of 8 hours, ride hailing none, and a row with both is an upper bound."""
    found = scoped(law, rows(FOOD, RIDES, FOOD | RIDES))
    np.testing.assert_array_equal(found.hours(), [8, np.nan, 8])
    assert found.concerned.tolist() == [True, False, True]
    assert found.mixed.tolist()[::2] == [False, True]


def test_no_kind_is_said(law: Law) -> None:
    """Tasks of no stated kind cannot be judged, and the finding names the column."""
    found = scoped(law, rows(0))
    verdict, (codes, words) = found.judged(np.array([Verdict.CANNOT_JUDGE], np.int8), units())
    assert found.concerned.tolist() == [True]
    assert verdict.tolist() == [Verdict.CANNOT_JUDGE]
    assert words[codes[0]] == NO_KIND


def test_tail_of_a_task_concerns_no_rule(law: Law) -> None:
    """A day with nothing but the end of a task of the day before has no kind and no task, and is passed over."""
    tail = Rows(np.zeros(1, np.int16), np.zeros(1, np.int64), np.zeros(1, np.int32), np.ones(1, np.int16))
    assert scoped(law, tail).concerned.tolist() == [False]


def test_upper_bound_shows_no_breach(law: Law) -> None:
    """A time that holds other work can keep a limit, not break it."""
    found = scoped(law, rows(FOOD | PARCELS, FOOD | PARCELS, FOOD))
    verdict, (codes, words) = found.judged(np.array([Verdict.BREACH, Verdict.MET, Verdict.BREACH], np.int8), units())
    assert verdict.tolist() == [Verdict.CANNOT_JUDGE, Verdict.MET, Verdict.BREACH]
    assert [words[code] for code in codes] == [OTHER_WORK, "", ""]


def test_relation_needed(law: Law) -> None:
    """The article on heat binds employers, the standard on hours does not need a labour relation, and no entry needs none."""
    assert relation_needed(scoped(law, rows(FOOD), "heat-stop")).tolist() == [True]
    assert relation_needed(scoped(law, rows(FOOD, RIDES))).tolist() == [False, False]


def test_vehicle(law: Law) -> None:
    """Of a vehicle that several drivers share, nothing is judged."""
    verdict, (codes, words) = scoped(law, rows(FOOD)).judged(np.array([Verdict.MET], np.int8), units(subject="vehicle"))
    assert verdict.tolist() == [Verdict.CANNOT_JUDGE]
    assert words[codes[0]] == SHARED_VEHICLE


def test_platform_promise(law: Law) -> None:
    """A platform's own stop concerns that platform alone."""
    assert scoped(law, rows(FOOD), "platform-daily-stop", "美团").hours().tolist() == [12]
    other = scope(law, "platform-daily-stop", units("另一平台"), rows(FOOD), np.array([MARCH], np.int64))
    assert other.concerned.tolist() == [False]


@dataclass(frozen=True)
class Lines(Rows):
    """Rows that also have a product line."""

    product: NDArray[np.int16]


def test_no_product_line(law: Law) -> None:
    """Where a platform has limits by product line, a row that states none cannot be judged, and the finding names the column."""
    of = rows(RIDES, FOOD)
    lines = Lines(of.kinds, of.tasks, of.unit, of.region, np.zeros(2, np.int16))
    at = np.full(2, MARCH, np.int64)
    found = scope(law, "platform-billed-time", units("滴滴"), lines, at)
    assert found.concerned.tolist() == [True, False]
    _, (codes, words) = found.at(np.array([0])).judged(np.array([Verdict.CANNOT_JUDGE], np.int8), units("滴滴"))
    assert words[codes[0]] == NO_PRODUCT
    assert not scope(law, "platform-billed-time", units("另一平台"), lines, at).concerned.any()


def test_durations(law: Law) -> None:
    """Limits are given in microseconds, whatever their unit."""
    assert durations(law, "rest-after-continuous-task-time") == (20 * MINUTE,)
    assert durations(law, "platform-billed-time") == (6 * HOUR, 9 * HOUR, 10 * HOUR)
