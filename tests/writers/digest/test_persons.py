"""Every person once."""

from __future__ import annotations

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.people import people
from guanjia.writers.digest.persons import person_rows, platform_rows


def test_a_linked_person_counts_once(linked: Assessment) -> None:
    """Of accounts under other names only the joint row counts, by person_id; platforms keep the accounts' rows."""
    assert person_rows(linked.worker_days).column("worker_id").to_pylist()[4:] == ["P"]
    assert len(platform_rows(linked.worker_days)) == 6
    found = people(linked.worker_days)
    assert (found.all.workers, found.all.days, found.all.tasks) == (4, 5, 57 + 12)
    assert set(found.by_platform) == {"美团", "饿了么"} and found.by_platform["美团"].workers == 3
    assert (found.across.workers, found.across.hours) == (1, 12.0)


def test_nobody_is_linked(assessment: Assessment) -> None:
    """Without joint rows every row stays, and nobody is across platforms."""
    assert person_rows(assessment.worker_days).num_rows == 4
    assert people(assessment.worker_days).across.workers == 0
