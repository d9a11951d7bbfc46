"""Why something could not be judged, in words, and what can be done about it."""

from __future__ import annotations

import re
from collections.abc import Callable

from guanjia.law.law import REASONS, REASONS_ZH
from guanjia.model.schema import BY_NAME
from guanjia.writers.digest.words import Text, table

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
    "temperature of all 24 hours": "全天 24 小时气温",
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
_LAW_MEND = ("核对该项规定与记录", "check the law and the record")
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
        ("可请平台提供车辆行驶记录", "ask the platform for a record of the vehicle's movement"),
    ),
    "worker: the record is of a vehicle that several drivers share": (
        ("记录：按车辆记录，几名司机共用一车", "Record: of a vehicle that several drivers share"),
        ("请提供按司机记录的订单", "give records by driver"),
    ),
    "labour relation (whether there is one)": (
        ("事实：是否存在劳动关系", "Fact: whether there is a labour relation"),
        (
            "请先确认是否存在劳动关系（可咨询劳动仲裁机构或 12333）",
            "first settle whether there is a labour relation (ask the labour arbitration body or call 12333)",
        ),
    ),
    "time by kind: the span also holds work that this limit does not cover": (
        ("记录：同一时段还有这项限值不管的其他工作", "Record: the span also holds work that this limit does not cover"),
        ("请分别提供每种工作的起止时间", "give the times of each kind of work apart"),
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
    "tasks on other days of the month": (
        ("记录：当月平日没有可以比较的任务", "Record: no tasks on other days of the month to compare with"),
        ("请提供整月的记录", "give the records of the whole month"),
    ),
    "weather (of the region)": (
        ("记录：缺 当地天气", "Record: weather of the region missing"),
        ("请附上当地气象记录", "add the weather of the place"),
    ),
    "one cap for the whole month": (
        ("规定：当月不是始终适用同一个上限", "Law: not one cap for the whole month"),
        ("无须修补：只判断上限不变的月份", "nothing to mend: only months of one cap are judged"),
    ),
    "one kind of work in the month": (
        ("记录：当月做了几种工作", "Record: several kinds of work in the month"),
        ("请分别提供每种工作的收入", "give the pay of each kind of work apart"),
    ),
    "currency: USD": (("记录：币种不是美元", "Record: the currency is not USD"), ("请核对币种栏", "check the column 'currency'")),
}
_FEW_ORDERS = re.compile(r"(\d+) orders: fewer say too little")


def missing(label: str, topic: Callable[[str], Text]) -> tuple[Text, Text]:
    """What was missing, and how to mend it.

    ``label`` is ``law:<topic>:<reason>``, or names fields joined by ``or`` or a comma, or says it in words; ``topic`` names topics.
    Words that nobody foresaw are shown as they are.
    """
    if label in _SAID:
        return _SAID[label]
    if few := _FEW_ORDERS.fullmatch(label):
        said = f"记录：当月不足 {few[1]} 单，说明不了问题", f"Record: fewer than {few[1]} orders in the month say too little"
        return said, ("无须修补：单量够多的月份才判断", "nothing to mend: only months with enough orders are judged")
    if label.startswith("law:"):
        _, name, reason = [*label.split(":", 2), "", ""][:3]
        zh, en = topic(name)
        code = _CODES.get(reason, -1)
        return (f"法规：{zh}——{REASONS_ZH.get(code, reason)}", f"Law: {en} – {reason}"), _MENDS.get(code, _LAW_MEND)
    if not _known(label):
        return (f"规则所需的记录不全（{label}）", f"Record: {label}"), ("对照说明，补全记录", "see the words, complete the record")
    either = [_field(part) for part in label.split(" or ")] if " or " in label else []
    each = either or [_field(part) for part in label.split(", ")]
    zh_field, en_field = (" 或 " if either else "、").join(zh for zh, _ in each), (" or " if either else ", ").join(en for _, en in each)
    return (f"记录：缺 {zh_field}", f"Record: {en_field} missing"), _FIELD_MEND


def _known(label: str) -> bool:
    """Whether the label names tables or columns of the schema."""
    heads = [part.removeprefix("table ").partition(".")[0] for part in re.split(" or |, ", label)]
    return all(head in BY_NAME or head in _COLUMNS for head in heads)


def _field(label: str) -> Text:
    head, _, rest = label.removeprefix("table ").partition(".")
    if rest == "start_lat … end_lng":
        return "起讫坐标", "places of start and end"
    if head in BY_NAME:
        zh, en = table(head)
        return (f"{zh}·{_COLUMNS.get(rest, rest)}", f"{en}: {rest}") if rest else (f"{zh}表", f"the table '{head}'")
    return (f"{_COLUMNS[label]}（{label}）", label) if label in _COLUMNS else (label, label)
