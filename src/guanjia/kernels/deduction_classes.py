"""What a deduction is for, by the words the platform gives as its reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Text = tuple[str, str]  # Chinese, English

CLASSES: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("tax", ("个人所得税", "income tax"), ("个税", "所得税", "代扣税", "income tax", "withholding tax")),
    (
        "social insurance",
        ("本人社会保险", "own social insurance"),
        ("社保", "社会保险", "公积金", "养老保险", "医疗保险", "失业保险", "social insurance"),
    ),
    ("insurance", ("商业保险", "commercial insurance"), ("保险", "意外险", "雇主责任险", "insurance")),
    ("deposit", ("押金或保证金", "deposit"), ("押金", "保证金", "deposit")),
    (
        "equipment",
        ("装备或车辆", "equipment or vehicle"),
        ("装备", "餐箱", "头盔", "服装", "工服", "车辆", "租车", "租金", "电池", "换电", "equipment", "rental", "vehicle", "uniform"),
    ),
    ("lateness", ("超时", "lateness"), ("超时", "迟到", "迟送", "延误", "late")),
    ("complaint", ("投诉或差评", "complaint"), ("投诉", "差评", "客诉", "complaint", "bad rating")),
    ("refusal", ("拒单、转单或取消", "refusal"), ("拒单", "转单", "取消", "弃单", "refus", "cancel", "reassign")),
    ("points", ("扣分", "points"), ("扣分", "服务分", "安准卡", "积分", "points")),
)
"""Name, what it is, and the words that tell it; the first class with a word in the reason wins. 社保 stands before 保险."""

UNKNOWN: tuple[str, Text] = ("other", ("其他或未说明", "other or not stated"))
NAMES: tuple[str, ...] = (*(name for name, _, _ in CLASSES), UNKNOWN[0])
TEXTS: dict[str, Text] = {**{name: text for name, text, _ in CLASSES}, UNKNOWN[0]: UNKNOWN[1]}
FINES = ("lateness", "complaint", "refusal", "points")
"""Taken as a punishment under the platform's own rules (以罚代管)."""


def classify(reason: str) -> str:
    """The class of one reason, by the platform's words in Chinese or English.

    >>> classify("超时扣款"), classify("代缴社保"), classify("意外险"), classify("")
    ('lateness', 'social insurance', 'insurance', 'other')
    """
    said = reason.casefold()
    return next((name for name, _, words in CLASSES if any(word in said for word in words)), UNKNOWN[0])


def classes_of(reasons: Sequence[str]) -> NDArray[np.int16]:
    """Index into `NAMES` of each reason."""
    return np.array([NAMES.index(classify(reason)) for reason in reasons], np.int16)
