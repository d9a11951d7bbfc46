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
_WEATHER_MEND = ("请附上当地气象记录", "add the weather of the place")
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
        _WEATHER_MEND,
    ),
    "one cap for the whole month": (
        ("规定：当月不是始终适用同一个上限", "Law: not one cap for the whole month"),
        ("无须修补：只判断上限不变的月份", "nothing to mend: only months of one cap are judged"),
    ),
    "one kind of work in the month": (
        ("记录：当月做了几种工作", "Record: several kinds of work in the month"),
        ("请分别提供每种工作的收入", "give the pay of each kind of work apart"),
    ),
    "law:injury-scheme:the platform is not among those named before 2026": (
        ("规定：该平台不在 2026 年以前列名的试点平台之内", "Law: the platform is not among those named before 2026"),
        (
            "请核对平台名称；是否参加，可问当地人社部门（12333）",
            "check the platform's name; ask the local labour bureau (12333) whether it takes part",
        ),
    ),
    "law:minimum-hourly-wage:the floor changes within a day's work": (
        ("规定：最低标准在一天的工作当中变动", "Law: the floor changes within a day's work"),
        ("无须修补：可分别按新旧标准自行核算", "nothing to mend: reckon by the old and the new floor apart"),
    ),
    "law:minimum-hourly-wage:whether own social insurance is inside it": (
        ("规定：不知最低标准是否含个人缴纳的社会保险费", "Law: whether the floor contains one's own social insurance is not known"),
        ("请查当地文件，或问 12333", "look in the local text, or call 12333"),
    ),
    "pay_lines.kind: whether lines dated on a holiday were paid for it": (
        ("记录：不知节日当天的明细是否为节日而付", "Record: whether pay lines of a holiday were paid for the holiday"),
        ("请平台注明每笔收入的名目", "ask the platform what each pay line is for"),
    ),
    "tasks.kind: food delivery and other work in one week": (
        ("记录：同一周里既有外卖配送也有其他工作", "Record: food delivery and other work in one week"),
        ("请分别提供每种工作的记录", "give the records of each kind of work apart"),
    ),
    "tasks.kind: food delivery and other work in one worker's week": (
        ("记录：有人同一周里既送外卖也做其他工作", "Record: food delivery and other work in one worker's week"),
        ("请分别提供每种工作的记录", "give the records of each kind of work apart"),
    ),
    "tasks.region: holiday work in several regions": (
        ("记录：节日的工作分在几个地区", "Record: holiday work in several regions"),
        ("请分地区提供记录", "give the records of each region apart"),
    ),
    "tasks.region: several regions on one day": (
        ("记录：同一天在几个地区工作", "Record: several regions on one day"),
        ("请分地区提供记录", "give the records of each region apart"),
    ),
    "work: some day of the week holds only cancelled tasks of no length": (
        ("记录：当周有一天只有没有时长的已取消任务，不知是否工作", "Record: some day of the week holds only cancelled tasks of no length"),
        ("请附上当天的在线时段", "give the time online of that day"),
    ),
    "pay_lines.paid_time: it lies before pay_lines.time": (
        ("记录：支付时间早于发生时间", "Record: a payout lies before what it pays for"),
        ("请平台核对这笔明细的两个时间", "ask the platform to check both times of the line"),
    ),
    "pay_lines.paid_time: two payouts": (
        ("记录：不足两次发放，看不出间隔", "Record: fewer than two payouts, so that no interval shows"),
        ("请提供更长时间的收入明细", "give pay lines of a longer time"),
    ),
    "the promise had run out at pick-up": (
        ("记录：取货时已过应送达时间，分不清是谁的缘故", "Record: the promise had run out at pick-up, whoever was late"),
        ("无须修补：这样的单不判断", "nothing to mend: such orders are not judged"),
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
    return (f"记录：缺 {zh_field}", f"Record: {en_field} missing"), _WEATHER_MEND if label.startswith("weather") else _FIELD_MEND


def _known(label: str) -> bool:
    """Whether the label names tables or columns of the schema."""
    heads = [part.removeprefix("table ").partition(".")[0] for part in re.split(" or |, ", label)]
    return ": " not in label and all(head in BY_NAME or head in _COLUMNS for head in heads)


def _field(label: str) -> Text:
    head, _, rest = label.removeprefix("table ").partition(".")
    if rest == "start_lat … end_lng":
        return "起讫坐标", "places of start and end"
    if head in BY_NAME:
        zh, en = table(head)
        return (f"{zh}·{_COLUMNS.get(rest, rest)}", f"{en}: {rest}") if rest else (f"{zh}表", f"the table '{head}'")
    return (f"{_COLUMNS[label]}（{label}）", label) if label in _COLUMNS else (label, label)
