"""A platform's own cap on billed hours: DiDi, 10 hours billed (快车; other product lines less), then 6 hours of rest.

DiDi's published rule of 2019 is a platform's own promise, not law. Billed time counts until a rest of 6 hours; a task dispatched after
the cap was passed and before that rest is a breach. Judged only for platforms with such an entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guanjia.law.late_dispatch import Stop, late_steps
from guanjia.law.law import Law
from guanjia.model.measures import Measures
from guanjia.rules import Marks, Rule, Text

STOP = Stop("platform_billed_time", "platform-billed-time", "platform-billed-rest", "billed")


def marks(law: Law) -> Marks:
    """The runs to watch for."""
    return Marks(runs=STOP.runs(law))


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The billed time held against the platform's cap, and the tasks dispatched after it."""
    return late_steps(finding, ("计费时间", "billed time"))


RULE = Rule(
    code=STOP.rule,
    title=("平台承诺：累计计费时长后休息", "Platform's promise: rest after billed hours"),
    clock=(
        "计费时间：自上车（取货）至完成，累计到一次足够长的休息为止",
        "billed time: from pick-up to completion, added up until one rest of the given length",
    ),
    needs=("tasks.kind", "tasks.product", "tasks.start_time", "tasks.end_time"),
    topics=(STOP.limit, STOP.rest),
    check=STOP.check,
    steps=steps,
    marks=marks,
)
