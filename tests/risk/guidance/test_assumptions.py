"""Assumptions of guidance, pressure and heat can be printed in both languages and say how well they are known."""

from __future__ import annotations

import pytest

from guanjia.kernels.heat.assumptions import HEAT
from guanjia.model.assumptions import AssumptionSet, Status
from guanjia.risk.guidance.assumptions import GUIDANCE, TIME_PRESSURE


@pytest.mark.parametrize("rests_on", [HEAT, TIME_PRESSURE, GUIDANCE], ids=lambda s: s.name.en)
def test_both_languages(rests_on: AssumptionSet) -> None:
    """A line for each assumption, with its status in the words of the language."""
    for language, words in (("zh", {s.zh for s in Status}), ("en", {s.value for s in Status})):
        lines = rests_on.lines(language)
        assert len(lines) == 2 + len(rests_on.assumptions)
        assert all(any(word in line for word in words) for line in lines[2:])
