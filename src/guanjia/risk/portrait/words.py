"""What a portrait says, in Chinese and English."""

from __future__ import annotations

from typing import Final

from guanjia.kernels.on_road.price import BREAKS, DAY_OFF_BEFORE, NO_DEEP_NIGHT, RESTED_BEFORE, STOP_AT_EIGHT

Words = tuple[str, str]

CHANGES: Final[dict[int, tuple[str, Words]]] = {
    BREAKS: (
        "breaks",
        ("每连续工作约 2 小时停 20 分钟，收工时间不变", "20 minutes off after about every 2 hours of work, ending when you did"),
    ),
    STOP_AT_EIGHT: ("stop_at_eight", ("在岗满 8 小时收工", "end after 8 hours on duty")),
    NO_DEEP_NIGHT: ("no_deep_night", ("23 点到次日 5 点不接单", "no orders from 23:00 to 05:00")),
    RESTED_BEFORE: ("rested_before", ("上一轮收工后至少休息 9 小时再开始", "at least 9 hours off before starting")),
    DAY_OFF_BEFORE: ("day_off_before", ("前一天休息一整天", "the day before off")),
}
"""The changes that are worked through, by their place in `guanjia.kernels.on_road.price`: code and words."""

TERMS: Final[tuple[tuple[str, Words], ...]] = (
    ("time_of_day", ("钟点（深夜最高）", "time of day, highest at night")),
    ("time_on_duty", ("在岗时间长", "long time on duty")),
    ("since_break", ("长时间没有停歇", "long without a break")),
    ("run_of_duties", ("连续多日工作", "many days in a row")),
)
"""The terms of the Risk Index in the order of `RoadDays.terms`."""

ALONE: Final[tuple[tuple[str, Words], ...]] = (
    ("pressure", ("时限紧", "tight promises")),
    ("heat", ("高温", "heat")),
    ("night", ("夜间工作", "night work")),
    ("sleepiness", ("睡眠不足造成的困倦", "sleepiness from short sleep")),
)
"""What stands beside the index and is not multiplied into it."""

PURPOSE: Final[Words] = (
    "本画像只供劳动者本人了解自己的负荷；他人须经本人同意的角色才能查看。不以骑行速度评分，不得用于处罚、降权、派单歧视或解约，也不证明任何排班是安全的",
    "This portrait is for the worker's own understanding; others see it only in a role that the worker consented to. It is never scored by "
    "riding speed, must not be used to punish, rank down, withhold orders or end a contract, and shows no roster to be safe",
)
