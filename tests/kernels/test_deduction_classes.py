"""Deduction classes: the platforms' words."""

from __future__ import annotations

import pytest

from guanjia.kernels.deduction_classes import CLASSES, FINES, NAMES, TEXTS, classes_of, classify


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("超时扣款", "lateness"),
        ("骑手迟到", "lateness"),
        ("用户差评处罚", "complaint"),
        ("违规转单", "refusal"),
        ("装备押金", "deposit"),
        ("餐箱租金", "equipment"),
        ("安准卡", "points"),
        ("个税代扣", "tax"),
        ("社保个人部分", "social insurance"),
        ("骑手意外险", "insurance"),
        ("Late delivery", "lateness"),
        ("其它", "other"),
        ("商业医疗保险", "insurance"),
        ("补充医疗保险", "insurance"),
        ("医疗保险个人部分", "social insurance"),
        ("罚款", "fine"),
        ("违规处罚", "fine"),
        ("未戴头盔罚款", "fine"),
        ("迟到罚款", "lateness"),
        ("work-related expense", "other"),
        ("refinement of route", "other"),
        ("Cancelled order", "refusal"),
    ],
)
def test_words(said: str, name: str) -> None:
    """Reasons as platforms write them."""
    assert classify(said) == name


def test_each_word_tells_its_own_class() -> None:
    """No word of a class is caught by a class before it."""
    assert all(classify(word) == name for name, _, words in CLASSES for word in words)


def test_names() -> None:
    """Every class has words in both languages, fines are classes, and codes point into the names."""
    assert set(TEXTS) == set(NAMES) and set(FINES) < set(NAMES)
    assert [NAMES[code] for code in classes_of(["超时", "", "押金"])] == ["lateness", "other", "deposit"]
