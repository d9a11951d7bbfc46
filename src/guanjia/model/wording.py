"""Words for the arithmetic of a finding, Chinese and English: durations, and a measure held against its limit."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

Text = tuple[str, str]  # Chinese, English


def duration(hours: float) -> Text:
    """Hours in words, to the second.

    >>> duration(8.5)
    ('8 小时 30 分', '8 h 30 min')
    >>> duration(0)
    ('0 分', '0 min')
    """
    total = round(abs(hours) * 3600)
    parts = [(total // 3600, "小时", "h"), (total // 60 % 60, "分", "min"), (total % 60, "秒", "s")]
    said = [part for part in parts if part[0]] or [(0, "分", "min")]
    return " ".join(f"{n} {zh}" for n, zh, _ in said), " ".join(f"{n} {en}" for n, _, en in said)


def cannot(finding: Mapping[str, Any]) -> Text:
    """The line of a finding that could not be judged, with the label of what is missing."""
    return f"无法判断：记录或规定有缺（{finding['missing']}）", f"cannot judge, missing: {finding['missing']}"


def hours_against_limit(finding: Mapping[str, Any], what: Text) -> list[Text]:
    """Lines for ``what`` (a time that must not exceed its limit), measured and limit in hours.

    A finding that cannot be judged gets no difference: its time may be a lower or an upper bound.
    """
    unsure = finding["verdict"] == "cannot judge"
    lines = [cannot(finding)] if unsure else []
    if not _known(finding["measured"]):
        return lines or [(f"{what[0]}：记录中未超过限值", f"{what[1]}: not over the limit in the record")]
    time_zh, time_en = duration(finding["measured"])
    if unsure or not _known(finding["limit"]):
        return [(f"{what[0]}：记录为 {time_zh}", f"{what[1]}: {time_en} on record"), *lines]
    (limit_zh, limit_en), (gap_zh, gap_en) = duration(finding["limit"]), duration(finding["measured"] - finding["limit"])
    if finding["measured"] > finding["limit"]:
        return [(f"{what[0]} {time_zh} − {limit_zh} = 超出 {gap_zh}", f"{what[1]} {time_en} − {limit_en} = {gap_en} over")]
    return [(f"{what[0]} {time_zh} ≤ {limit_zh}，余 {gap_zh}", f"{what[1]} {time_en} ≤ {limit_en}, {gap_en} to spare")]


def _known(number: float | None) -> bool:
    return number is not None and not isnan(number)
