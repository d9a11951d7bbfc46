"""The worst breaches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from guanjia.model.assessment import Assessment
from guanjia.model.findings import FINDINGS
from guanjia.writers.digest.tallies import tallies
from guanjia.writers.digest.worst import worst


def test_one_case_a_worker_and_counted_scenarios_only(assessment: Assessment) -> None:
    """Of one worker's two long days the longer is shown; pay under an uncounted allowance is not."""
    found = worst(assessment.findings, tallies(assessment.findings))
    assert [case.measured for case in found["hours"]] == [11.0]
    assert [(case.measured, case.owed) for case in found["pay"]] == [(20.0, 40_000)]


def test_among_many_agrees_with_sorting(assessment: Assessment) -> None:
    """Among five hundred breaches of different workers, the three furthest beyond the limit, furthest first."""
    values = np.random.default_rng(7).permutation(500).astype(float) + 9
    rows = [{"rule": "r", "verdict": "breach", "worker_id": f"w{i}", "measured": v, "limit": 8.0} for i, v in enumerate(values)]
    many = replace(assessment, findings=pa.Table.from_pylist(rows, schema=FINDINGS))
    found = worst(many.findings, tallies(many.findings))["r"]
    assert [case.measured for case in found] == sorted(values, reverse=True)[:3]
