"""The account of a reading balances, and says each thing once."""

from __future__ import annotations

from guanjia.model.intake import Intake


def test_balance() -> None:
    """Used, merged and set aside make up what was read, in every table."""
    intake = Intake()
    counts = intake.table("tasks")
    counts.read, counts.used, counts.merged = 10, 7, 1
    assert not intake.balanced
    counts.reject("too_long", 2)
    assert intake.balanced and counts.reasons == {"too_long": 2} and intake.table("tasks") is counts


def test_remarks_add_up_and_nothing_is_no_remark() -> None:
    """Remarks of one text are counted together; none of nought."""
    counts = Intake().table("tasks")
    counts.remark("mended")
    counts.remark("mended", 2)
    counts.remark("never", 0)
    counts.reject("never", 0)
    assert counts.remarks == {"mended": 3} and counts.reasons == {}


def test_notes_once() -> None:
    """A note said twice stands once."""
    intake = Intake()
    intake.note("中", "en")
    intake.note("中", "en")
    assert intake.notes == [("中", "en")]
