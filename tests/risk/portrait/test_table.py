"""The table of portraits from days made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from guanjia.risk.on_road import RoadDays
from guanjia.risk.portrait.belief import PRIOR
from guanjia.risk.portrait.table import PORTRAITS, portraits
from guanjia.risk.portrait.words import CHANGES, PURPOSE

NAN = float("nan")
DAY = (date(2026, 3, 2) - date(1970, 1, 1)).days


def column(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """One value a day."""
    return np.array(values, np.float64)


def days() -> RoadDays:
    """A hard day of five hours with every mark, and a light one of which little is known."""
    hours = np.array([[5.0, 4.0, 3.0, 0.0, 5.0, 5.0], [2.0, 2.0, 2.0, 2.0, 2.0, 2.0]])
    index = np.array([[2.0, 1.9, 1.5, NAN, 1.2, 2.0], [0.9, 0.9, 0.9, 0.9, 0.9, 0.9]])
    terms = np.array([[1.1, 1.3, 1.01, 1.2], [0.9, 1.0, 0.9, 1.0]])
    return RoadDays(
        unit=np.array([1, 0], np.int32),
        day=np.array([DAY, DAY + 1], np.int32),
        hours=hours,
        risk=np.nan_to_num(hours * index),
        terms=terms * hours[:, [0]],
        rest_before=column(8, NAN),
        on_duty=column(9, 2),
        riding=column(4, 2),
        night=column(2.5, 0),
        promised=column(3, 0),
        pressed=column(1.5, 0),
        felt=column(5, 0),
        hot=column(2, 0),
        heat=column(4, 0),
        strained=column(5, 0),
        strain=column(3, 0),
        screening=np.array([True, False]),
        sleepiness=np.array([[6.0, 7.5, 8.0, 7.0], [NAN, NAN, NAN, NAN]]),
        lapses=column(12, NAN),
        young=np.array([False, True]),
    )


def made(of: RoadDays | None = None) -> list[dict[str, Any]]:
    """The rows."""
    rows: list[dict[str, Any]] = portraits(of or days(), ("W", "P"), ("甲", "*"), column(3, NAN), PRIOR).to_pylist()
    return rows


def test_figures_are_shares_of_the_day() -> None:
    """Night of hours on task, pressure of what promises can be judged, rest short of eleven hours."""
    hard = made()[0]
    assert (hard["worker_id"], hard["platform"], hard["day"]) == ("P", "*", date(2026, 3, 2))
    assert hard["night_share"] == 0.5 and hard["pressure"] == 0.5 and hard["rest_debt"] == 3.0
    assert (hard["heat_hours"], hard["heat_dose"], hard["heat_strain"], hard["heat_screening"]) == (2, 4, 3, True)
    assert (hard["sleepiness_low"], hard["sleepiness"], hard["sleepiness_high"]) == (6.0, 7.5, 8.0)
    assert hard["risk_index"] == 2.0
    assert hard["relative_risk"] == pytest.approx(2**0.5)
    # half the logarithm, give or take 1.96 times 0.3 of it over ln 2
    assert hard["relative_risk_low"] == pytest.approx(2**0.5 * np.exp(-1.959964 * 0.3))
    assert hard["relative_risk_high"] == pytest.approx(2**0.5 * np.exp(1.959964 * 0.3))


def test_what_is_not_known_is_null() -> None:
    """No promise to judge, no temperature, no duty begun, no day before, no such day in the assessment."""
    light = made()[1]
    unknown = ("longest_run", "rest_before", "rest_debt", "pressure", "heat_hours", "heat_dose", "heat_strain", "sleepiness")
    assert [light[name] for name in unknown] == [None] * len(unknown)
    assert light["night_share"] == 0.0 and light["young"] is True


def test_contributors_greatest_term_first_then_what_stands_beside() -> None:
    """Terms within two percent of one are not named; pressure, heat, night and sleepiness follow in that order where marked."""
    hard, light = made()
    assert [each["code"] for each in hard["contributors"]] == [
        *("time_on_duty", "run_of_duties", "time_of_day"),
        *("pressure", "heat", "night", "sleepiness"),
    ]
    assert [each["value"] for each in hard["contributors"]] == pytest.approx([1.3, 1.2, 1.1, 0.5, 4.0, 0.5, 7.5])
    assert light["contributors"] == []


def test_changes_the_best_three_that_help() -> None:
    """Lowest risk first; a change that leaves nothing of the day, or nothing lower, is not named."""
    hard, light = made()
    changes: list[dict[str, Any]] = hard["changes"]
    assert [each["code"] for each in changes] == ["rested_before", "stop_at_eight", "breaks"]
    assert [each["relative_risk"] for each in changes] == pytest.approx([1.2**0.5, 1.5**0.5, 1.9**0.5])
    assert [each["hours"] for each in changes] == [5.0, 3.0, 4.0]
    assert all(each["low"] < each["relative_risk"] < each["high"] for each in changes)
    assert light["changes"] == []
    better = replace(days(), risk=days().risk * np.array([1, 0.6, 0.7, 1, 0.5, 0.4]))
    assert len(made(better)[0]["changes"]) == 3
    assert len(CHANGES) > 3


def test_the_schema_says_what_it_is_for() -> None:
    """The purpose stands in the file itself, in both languages; every column is explained; no speed anywhere."""
    table = portraits(days(), ("W", "P"), ("甲", "*"), column(3, NAN), PRIOR)
    assert table.schema.equals(PORTRAITS)
    told = {name.decode(): words.decode() for name, words in table.schema.metadata.items()}
    assert (told["purpose_zh"], told["purpose_en"]) == PURPOSE and "punishment" in told["never"]
    assert all(field.metadata for field in table.schema)
    assert not any("speed" in name for name in table.column_names)


def test_no_days_no_rows() -> None:
    """An empty reading gives an empty table of the same columns."""
    none = RoadDays(**{name: values[:0] for name, values in vars(days()).items()})
    table = portraits(none, (), (), column(), PRIOR)
    assert table.num_rows == 0 and table.schema.equals(PORTRAITS) and isinstance(table, pa.Table)
