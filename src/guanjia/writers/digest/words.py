"""The words of reports, Chinese first: verdicts, units, kinds of work, tables, places."""

from __future__ import annotations

from contextlib import suppress

from guanjia.kernels.deduction_classes import TEXTS as DEDUCTIONS
from guanjia.law import units
from guanjia.law.entry import Force
from guanjia.law.errors import UnknownRegion
from guanjia.law.places import region_name

Text = tuple[str, str]  # Chinese, English

VERDICTS: dict[str, Text] = {
    "met": ("符合", "met"),
    "breach": ("违反", "breach"),
    "cannot judge": ("无法判断", "cannot judge"),
}
_UNITS_EN = {"hour": "h", "minute": "min", "day": "days", "month": "months", "percent": "%", "degC": "°C", "multiple": "times", "count": ""}
PERIODS: dict[str, Text] = {
    "day": ("日", "day"),
    "run": ("连续接单", "run"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "platform-month": ("平台·月", "platform month"),
    "platform-week": ("平台·周", "platform week"),
    "notice": ("通知", "notice"),
    "line": ("收入明细", "pay line"),
}
KINDS: dict[str, Text] = {
    "food_delivery": ("外卖配送", "food delivery"),
    "parcel_delivery": ("快递配送", "parcel delivery"),
    "ride_hailing": ("网约车", "ride-hailing"),
    "freight": ("货运", "freight"),
    "domestic_work": ("家政服务", "domestic work"),
    "streaming": ("网络直播", "streaming"),
}
TABLES: dict[str, Text] = {
    "tasks": ("订单/任务", "tasks"),
    "pay_lines": ("收入明细", "pay lines"),
    "presence": ("在线时段", "time online"),
    "weather": ("天气", "weather"),
    "incidents": ("事故", "incidents"),
    "notices": ("平台通知", "notices"),
    "agreements": ("协议", "agreements"),
    "links": ("账号关联", "account links"),
}
PAY_KINDS: dict[str, Text] = {
    "base": ("计件报酬", "base"),
    "supplement_weather": ("天气补贴", "weather supplement"),
    "supplement_holiday": ("节假日补贴", "holiday supplement"),
    "supplement_night": ("夜间补贴", "night supplement"),
    "supplement_other": ("其他补贴", "other supplement"),
    "incentive": ("奖励", "incentive"),
    "tip": ("小费", "tip"),
    "adjustment": ("调整", "adjustment"),
    "reimbursement": ("报销", "reimbursement"),
    "commission": ("抽成", "commission"),
    "deduction": ("扣款", "deduction"),
    "injury_premium": ("职业伤害保障费", "injury premium"),
}


def verdict(label: str) -> Text:
    """The words of a verdict."""
    return VERDICTS.get(label, (label, label))


def unit(label: str) -> Text:
    """The words of a unit of measure; the label itself where it has none."""
    zh = units.in_chinese(label) if units.known(label) else "元" if label == "CNY" else label
    return ("" if label == "count" else zh, _UNITS_EN.get(label, label.replace("/hour", "/h")))


def period(label: str) -> Text:
    """The words of the period of a finding."""
    return PERIODS.get(label, (label, label))


def table(label: str) -> Text:
    """The words of a table of records."""
    return TABLES.get(label, (label, label))


def force(label: str) -> Text:
    """The words of a force of law."""
    with suppress(ValueError):
        return Force(label).zh, label
    return (label, label) if label else ("没有依据", "no law")


def platform(label: str) -> Text:
    """The name of a platform; ``*`` is a person over all platforms."""
    return ("跨平台：同一人合并计算", "across platforms") if label == "*" else (label or "未注明", label or "not stated")


def region(code: str) -> Text:
    """A region's name and code; the bare code where it is not known."""
    if not code:
        return ("未填地区", "region not given")
    try:
        zh, en = region_name(code)
    except UnknownRegion:
        return code, code
    return f"{zh} {code}", f"{en} {code}"


_PARTS: dict[str, Text] = {
    "notice of the rule": ("规则是否提前公示", "notice of the rule"),
    "holiday floor": ("法定节假日最低小时工资", "holiday floor"),
}


def scenario(label: str) -> Text:
    """The part of a rule that a finding is about and the allowance it assumed, in words."""
    words = [_part(word) for word in label.split(", ")]
    return "，".join(zh for zh, _ in words), ", ".join(en for _, en in words)


def _part(word: str) -> Text:
    if word.startswith("allowance"):
        return "宽放" + word.removeprefix("allowance").replace(" agreed", "（协议）"), word
    return DEDUCTIONS.get(word) or _PARTS.get(word, (word, word))
