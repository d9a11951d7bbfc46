"""The words of reports, Chinese first: verdicts, units, kinds of work, tables, columns, and why something could not be judged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from guanjia.kernels.deduction_classes import TEXTS as DEDUCTIONS
from guanjia.law import units
from guanjia.law.entry import Force
from guanjia.law.errors import UnknownRegion
from guanjia.law.law import REASONS, REASONS_ZH
from guanjia.law.places import region_name
from guanjia.model.schema import BY_NAME

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
_COLUMNS: dict[str, str] = {
    "task_id": "订单号",
    "worker_id": "劳动者编号",
    "platform": "平台",
    "kind": "种类",
    "product": "产品线",
    "region": "地区",
    "status": "状态",
    "requested_time": "下单时间",
    "dispatch_time": "接单时间",
    "arrival_time": "到店时间",
    "start_time": "开始时间",
    "end_time": "结束时间",
    "promised_time": "承诺送达时间",
    "distance": "里程",
    "fare": "顾客支付金额",
    "driver_trip_pay": "劳动者报酬",
    "tip": "小费",
    "commission": "抽成",
    "currency": "币种",
    "time": "发生时间",
    "amount": "金额",
    "reason": "理由",
    "rule_cited": "所引平台规则",
    "rule_published": "规则公布时间",
    "paid_time": "支付时间",
    "temperature": "气温",
    "forecast_max": "预报最高气温",
    "warning": "预警信号",
    "person_id": "本人编号",
}
# By code of law.REASONS: how it may be mended.
_MENDS: dict[int, Text] = {
    1: ("核对 region 栏的行政区划代码", "check the division code in the column 'region'"),
    2: ("若当地确有规定，请把条文加入法规文件夹", "if the region has one, add its text to the law folder"),
    3: ("无须修补：规定不溯及既往", "nothing to mend: law does not reach back"),
    4: ("说明该地区所属的档次", "state which wage area the region belongs to"),
    5: ("查到原文后补入法规库", "add the number once its text is found"),
    6: ("补上 region 栏，或说明全部记录所在地区", "fill the column 'region', or state the region of all records"),
    7: ("请平台补报该栏目", "ask the platform for the column"),
}
_CODES = {words: code for code, words in REASONS.items()}
_FIELD_MEND = ("请平台补报该栏目", "ask the platform to supply it")
_NOT_MENDABLE = ("现有记录格式无法说明，需另行取证", "records of this kind cannot tell; other evidence is needed")
# Labels that rules write in words, with what can be done about them.
_SAID: dict[str, tuple[Text, Text]] = {
    "coverage: the records do not cover the whole week": (
        ("记录：未覆盖整周", "Record: the whole week is not covered"),
        ("请提供首尾完整的周", "give records of whole weeks"),
    ),
    "driving time: the record does not tell driving from waiting inside a task": (
        ("记录：分不出任务中的驾驶与等候", "Record: driving and waiting inside a task are not told apart"),
        _NOT_MENDABLE,
    ),
    "worker: the record is of a vehicle that several drivers share": (
        ("记录：按车辆记录，几名司机共用一车", "Record: of a vehicle that several drivers share"),
        ("请提供按司机记录的订单", "give records by driver"),
    ),
    "pay_lines of kind injury_premium": (("记录：缺 职业伤害保障费明细", "Record: pay lines of kind injury_premium missing"), _FIELD_MEND),
    "pay_lines.time: two floors apply in the month and some lines fall on days without work": (
        (
            "记录：当月适用两个最低标准，且有明细落在没有工作的日子",
            "Record: two floors apply in the month and some pay lines fall on days without work",
        ),
        ("请平台注明每笔收入所属的订单", "ask the platform which task each pay line belongs to"),
    ),
    "rotation and overtime are not in the record": (
        ("记录：没有换班轮休与加班", "Record: rotation and overtime are not in it"),
        _NOT_MENDABLE,
    ),
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
    return ("跨平台合计", "all platforms together") if label == "*" else (label or "未注明", label or "not stated")


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


def missing(label: str, topic: Callable[[str], Text]) -> tuple[Text, Text]:
    """What was missing, and how to mend it.

    ``label`` is ``law:<topic>:<reason>``, or names fields joined by ``or`` or a comma, or says it in words; ``topic`` names topics.
    """
    if label in _SAID:
        return _SAID[label]
    if label.startswith("law:"):
        _, name, reason = [*label.split(":", 2), "", ""][:3]
        zh, en = topic(name)
        code = _CODES.get(reason, -1)
        return (f"法规：{zh}——{REASONS_ZH.get(code, reason)}", f"Law: {en} – {reason}"), _MENDS.get(code, ("—", "—"))
    either = [_field(part) for part in label.split(" or ")] if " or " in label else []
    each = either or [_field(part) for part in label.split(", ")]
    zh_field, en_field = (" 或 " if either else "、").join(zh for zh, _ in each), (" or " if either else ", ").join(en for _, en in each)
    return (f"记录：缺 {zh_field}", f"Record: {en_field} missing"), _FIELD_MEND


def _field(label: str) -> Text:
    head, _, rest = label.partition(".")
    if rest == "start_lat … end_lng":
        return "起讫坐标", "places of start and end"
    if head in BY_NAME:
        zh, en = table(head)
        return (f"{zh}·{_COLUMNS.get(rest, rest)}", f"{en}: {rest}") if rest else (f"{zh}表", f"the table '{head}'")
    return (f"{_COLUMNS[label]}（{label}）", label) if label in _COLUMNS else (label, label)
