"""Why a row is set aside or mended: a code each, with its words in Chinese and English."""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    "wrong_field_count": (
        "这一行的列数与表头不符：{value}。请检查是否少了分隔符、引号未配对或文件被截断",
        "This row does not have as many fields as the heading: {value}. Look for a missing delimiter, an unpaired quote or a cut file",
    ),
    "missing_required": ("必填的“{column}”为空。请补上后再读", "The required column '{column}' is empty. Fill it in and read again"),
    "unreadable_time": (
        "“{column}”的时间“{value}”读不懂。请写成 2026-03-01 08:30:00",
        "The time '{value}' in '{column}' cannot be read. Write it as 2026-03-01 08:30:00",
    ),
    "reserved_label": (
        "“{column}”写成了“{value}”，这个记号留给“跨平台合计”。请写平台的名字",
        "'{column}' is '{value}', a mark kept for all platforms together. Write the platform's name",
    ),
    "no_time": (
        "这一行没有任何时间，不知道属于哪一天。请补上接单或送达时间",
        "This row has no time at all, so that its day is not known. Fill in when it was dispatched or completed",
    ),
    "unreadable_number": (
        "“{column}”的数“{value}”读不懂。请只写数字",
        "The number '{value}' in '{column}' cannot be read. Write digits only",
    ),
    "fraction_of_fen": (
        "“{column}”以分为单位，却出现小数“{value}”。若单位是元，请加 --money yuan",
        "'{column}' is in minor units, yet '{value}' has decimals. If it is in yuan, add --money yuan",
    ),
    "unknown_label": (
        "“{column}”的值“{value}”不在允许的范围内",
        "'{value}' is not one of the values that '{column}' may have",
    ),
    "end_before_start": (
        "“{column}”为 {value}，早于接单或取货时间。请核对两个时间",
        "'{column}' is {value}, before the task was dispatched or started. Check both times",
    ),
    "too_long": (
        "从接单到完成超过 {detail} 小时（{column}：{value}）。若确有其事，请调高 --max-task-hours",
        "More than {detail} hours from dispatch to end ({column}: {value}). If that is true, raise --max-task-hours",
    ),
    "negative_money": (
        "“{column}”为负数 {value}。扣款请写在收入明细里，不要写成负的单价",
        "'{column}' is negative: {value}. Write deductions as pay lines, not as a negative price",
    ),
    "task_set_aside": (
        "这笔钱所属的订单行已被搁置，先改好那一行",
        "The task row that this amount stands in was set aside; mend that row first",
    ),
    "conflicting_duplicate": (
        "订单号“{value}”与{detail}重复，但内容不同。请确认哪一行为准",
        "Task '{value}' repeats {detail} with other content. Say which of them is right",
    ),
}


def words(code: str, column: str, value: str, detail: str = "") -> tuple[str, str]:
    """The sentence for a row set aside, in Chinese and English.

    >>> words("missing_required", "worker_id", "")[1]
    "The required column 'worker_id' is empty. Fill it in and read again"
    """
    zh, en = REASONS[code]
    fields = {"column": column, "value": value, "detail": detail}
    return zh.format(**fields), en.format(**fields)


ZERO_PLACE = "坐标为 0,0，已留空 / place 0,0 left empty"
SWAPPED_PLACE = "经纬度颠倒，已换回 / latitude and longitude were exchanged and put back"
BAD_PLACE = "坐标超出范围，已留空 / place out of range left empty"
BAD_WEATHER = (
    "“{name}”超出 {low:g} 到 {high:g}（{zh}），像是单位不同，已留空 / "
    "'{name}' outside {low:g} to {high:g} ({en}), as of another unit, was left empty"
)
LATE_DISPATCH = "接单时间晚于取货时间，照原样保留 / dispatch later than pick-up, kept as recorded"
EMPTY_SPAN = "时长为零的记录，照原样保留 / span of no length, kept as recorded"
HALF_FEN = "金额多于两位小数，已四舍五入到分 / amount with more than two decimals, rounded half up to the minor unit"
UNKNOWN_COLUMN = "表里有不认识的列“{name}”，未读 / column '{name}' is not known and was not read"
BAD_VALUE = "“{name}”的值读不懂，已留空 / value of '{name}' could not be read and was left empty"
UNKNOWN_PLACE = "“{name}”的值“{value}”不认识，已留空 / value '{value}' of '{name}' is not known and was left empty"
BAD_LABEL = "“{name}”有不认识的值，已留空 / values of '{name}' that are not known were left empty"


def bad_label(name: str, value: str) -> str:
    """What is remarked of a label that is not known: a place is named, any other value is not, for it may be somebody's name or number.

    >>> bad_label("region", "无此地").startswith("“region”的值“无此地”"), "张三" in bad_label("status", "张三")
    (True, False)
    """
    return (UNKNOWN_PLACE if name == "region" else BAD_LABEL).format(name=name, value=value)
