"""A platform's own stop after continuous service: DiDi, 4 hours without one rest of 20 minutes, then 20 minutes offline.

DiDi's published rule of 2019 is a platform's own promise, not law. It is judged only for platforms with such an entry; a single rest of
20 minutes within the 4 hours clears it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guanjia.law.late_dispatch import Stop, late_steps
from guanjia.law.law import Law
from guanjia.model.measures import Measures
from guanjia.rules import Marks, Rule, Text

STOP = Stop("platform_continuous_service", "platform-continuous-service", "platform-continuous-rest", "task")


def marks(law: Law) -> Marks:
    """The runs to watch for."""
    return Marks(runs=STOP.runs(law))


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The run's service time held against the platform's limit, and the tasks dispatched after it."""
    return late_steps(finding, ("连续服务时间", "continuous service time"))


RULE = Rule(
    code=STOP.rule,
    title=("平台承诺：连续服务后停派", "Platform's promise: stop after continuous service"),
    clock=(
        "连续服务时间：没有被一次足够长的休息隔断的接单时间",
        "continuous service: task time that no single rest of the given length breaks",
    ),
    needs=("tasks.kind", "tasks.dispatch_time", "tasks.end_time"),
    topics=(STOP.limit, STOP.rest),
    check=STOP.check,
    steps=steps,
    marks=marks,
)
