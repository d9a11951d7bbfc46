"""Continuous task time: after 4 hours no order for 20 minutes, counted from completing the order in hand.

外卖平台服务管理基本要求 (recommended standard, 2025-12). Finishing orders already in hand is not a breach; a task dispatched after the
limit was passed, in the same run, is. A run ends at the first rest of the given length in one piece: several shorter rests do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guanjia.law.late_dispatch import Stop, late_steps
from guanjia.law.law import Law
from guanjia.model.measures import Measures
from guanjia.rules import Marks, Rule, Text

STOP = Stop("continuous_task_time", "continuous-task-time", "rest-after-continuous-task-time", "task", always=("food_delivery",))


def marks(law: Law) -> Marks:
    """The runs to watch for."""
    return Marks(runs=STOP.runs(law))


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The run's task time held against the limit, and the tasks dispatched after it."""
    return late_steps(finding, ("连续接单时间", "continuous task time"))


RULE = Rule(
    code=STOP.rule,
    title=("连续接单时间", "Continuous task time"),
    clock=(
        "连续接单时间：没有被一次足够长的休息隔断的接单时间；超限后的停派自完成手中订单起算",
        "continuous task time: task time that no single rest of the given length breaks; the stop counts from completing the order in hand",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time"),
    topics=(STOP.limit, STOP.rest),
    check=STOP.check,
    steps=steps,
    marks=marks,
)
