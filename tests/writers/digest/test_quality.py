"""What is said of rows set aside."""

from __future__ import annotations

from guanjia.model.intake import Intake, Rejected
from guanjia.writers.digest.quality import set_aside


def test_no_value_of_a_row_is_told() -> None:
    """Neither the value nor anything else in quotes is told; the column's name is."""
    intake = Intake()
    intake.table("tasks").reject("odd")
    said = ("“fare”的值“张三 138”与“李四”不符", "'138' in 'fare', the rider's, is not 'Li Si' as in '张三 138'")
    intake.rejected.append(Rejected("o.csv", 3, "fare", "张三 138", "odd", *said))
    assert set_aside(intake)[0].words == ("“fare”的值“…”与“…”不符", "'…' in 'fare', the rider's, is not '…' as in '…'")
