"""Assumptions as reports print them."""

from __future__ import annotations

import pytest

from guanjia.kernels.fatigue.assumptions import FATIGUE
from guanjia.model.assumptions import Status


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_says_how_well_it_is_known(language: str) -> None:
    """Every line names its status in the language asked for, and no name stands twice."""
    words = {status.zh if language == "zh" else status.value for status in Status}
    for group in FATIGUE:
        lines = group.lines(language)[2:]
        assert lines
        assert all(any(word in line for word in words) for line in lines)
        assert len(set(lines)) == len(lines)


def test_nothing_is_left_in_one_language() -> None:
    """Names and sources are written in both languages; Chinese ones hold Chinese characters."""
    for group in FATIGUE:
        for text in (group.name, group.note, *(t for a in group.assumptions for t in (a.name, a.source))):
            assert any("一" <= character <= "鿿" for character in text.zh), text
            assert text.en and not any("一" <= character <= "鿿" for character in text.en), text
