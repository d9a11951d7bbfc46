"""What a deduction is for, by the words the platform gives as its reason."""

from __future__ import annotations

import re
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
    (
        "insurance",
        ("商业保险", "commercial insurance"),
        ("保险", "意外险", "雇主责任险", "商业医疗保险", "补充医疗保险", "insurance"),
    ),
    ("deposit", ("押金或保证金", "deposit"), ("押金", "保证金", "deposit", "deposits")),
    (
        "equipment",
        ("装备或车辆", "equipment or vehicle"),
        ("装备", "餐箱", "头盔", "服装", "工服", "车辆", "租车", "租金", "电池", "换电", "equipment", "rental*", "vehicle*", "uniform*"),
    ),
    ("lateness", ("超时", "lateness"), ("超时", "迟到", "迟送", "延误", "late", "lateness")),
    ("complaint", ("投诉或差评", "complaint"), ("投诉", "差评", "客诉", "complain*", "bad rating*")),
    ("refusal", ("拒单、转单或取消", "refusal"), ("拒单", "转单", "取消", "弃单", "refus*", "cancel*", "reassign*")),
    ("points", ("扣分", "points"), ("扣分", "服务分", "安准卡", "积分", "points")),
    (
        "fine",
        ("罚款，未说明事由", "fine, kind not stated"),
        ("罚款", "罚金", "处罚", "扣罚", "违规", "fine", "fines", "fined", "penalty", "penalties"),
    ),
)
"""Name, what it is, and the words that tell it; the first class with a word in the reason wins. 社保 stands before 保险.

English words stand by themselves ("late" is not in "work-related"); one that ends in * may go on ("cancel*": cancelled).
"""

UNKNOWN: tuple[str, Text] = ("other", ("其他或未说明", "other or not stated"))
NAMES: tuple[str, ...] = (*(name for name, _, _ in CLASSES), UNKNOWN[0])
TEXTS: dict[str, Text] = {**{name: text for name, text, _ in CLASSES}, UNKNOWN[0]: UNKNOWN[1]}
FINES = ("lateness", "complaint", "refusal", "points", "fine")
"""Taken as a punishment under the platform's own rules (以罚代管)."""


def _pattern(name: str, words: Sequence[str]) -> re.Pattern[str]:
    # 商业医疗保险 and 补充医疗保险 are bought on top of social insurance and are none.
    own = "(?<!商业)(?<!商业性)(?<!补充)(?<!团体)" if name == "social insurance" else ""
    return re.compile("|".join(_english(word) if word.isascii() else own + word for word in words))


def _english(word: str) -> str:
    return "(?<![a-z-])" + (word.removesuffix("*") if word.endswith("*") else word + "(?![a-z-])")


_PATTERNS = {name: _pattern(name, words) for name, _, words in CLASSES}


def classify(reason: str) -> str:
    """The class of one reason, by the platform's words in Chinese or English. What is called a fine is one, whatever it names beside.

    >>> classify("超时扣款"), classify("代缴社保"), classify("意外险"), classify("")
    ('lateness', 'social insurance', 'insurance', 'other')
    >>> classify("未戴头盔罚款"), classify("商业医疗保险"), classify("work-related")
    ('fine', 'insurance', 'other')
    """
    said = reason.casefold()
    names = FINES if _PATTERNS["fine"].search(said) else _PATTERNS
    return next((name for name in names if _PATTERNS[name].search(said)), UNKNOWN[0])


def classes_of(reasons: Sequence[str]) -> NDArray[np.int16]:
    """Index into `NAMES` of each reason."""
    return np.array([NAMES.index(classify(reason)) for reason in reasons], np.int16)
