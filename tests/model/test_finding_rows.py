"""Labels of findings that cannot be judged."""

from __future__ import annotations

import numpy as np
import pytest

from guanjia.model.finding_rows import findings, of_persons, why
from guanjia.model.findings import Verdict
from guanjia.model.measures import Subject, Units

VERDICTS = np.array([Verdict.MET, Verdict.CANNOT_JUDGE, Verdict.CANNOT_JUDGE], np.int8)


def units(subject: Subject = "person") -> Units:
    return Units(("甲",), ("甲",), np.zeros(1, np.int32), subject, ("*",), ("",), ("",))


def test_first_reason_that_holds() -> None:
    """Only what cannot be judged gets a reason, and of several the first."""
    everywhere = np.ones(3, np.bool_)
    codes, words = why(VERDICTS, units(), (np.array([True, True, False]), "a"), (everywhere, "b"))
    assert [words[code] for code in codes] == ["", "a", "b"]


def test_cannot_judge_needs_a_reason() -> None:
    """A finding that cannot be judged must say what is missing."""
    with pytest.raises(ValueError, match="1 findings"):
        why(VERDICTS, units(), (np.array([False, True, False]), "a"))


def test_vehicle_hides_every_verdict() -> None:
    """Of a shared vehicle no verdict on a person stands."""
    assert of_persons(VERDICTS, units("vehicle")).tolist() == [Verdict.CANNOT_JUDGE] * 3
    assert of_persons(VERDICTS, units()).tolist() == VERDICTS.tolist()


@pytest.mark.parametrize("missing", [["", "a", "b"], (np.array([0, 1, 2]), ("", "a", "b"))], ids=["words", "codes"])
def test_missing_as_words_or_codes(missing: list[str] | tuple[np.ndarray, tuple[str, ...]]) -> None:
    """Labels one a finding and codes into words give the same findings."""
    whole, real = np.zeros(3, np.int64), np.zeros(3)
    row = findings(
        "r",
        "day",
        "hour",
        unit=whole,
        platform=whole,
        region=whole,
        start=whole,
        end=whole,
        verdict=VERDICTS,
        measured=real,
        limit=real,
        entry=whole,
        missing=missing,
    )
    assert [row.missings[code] for code in row.missing] == ["", "a", "b"]
