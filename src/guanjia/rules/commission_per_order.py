"""Commission on each order: not more than the cap that the platform declared.

Under 交通运输新业态平台企业抽成"阳光行动" (2022) ride-hailing platforms declare a cap for each order; it is the platform's own promise.
Rate: what the platform kept of the fare, without tip; where commission is not stated, fare less the worker's pay. Freight platforms are
judged where they declared a cap. The excess is reported as owed under the promise, the cap on each order rounded down to a whole fen.
Tasks without a fare are left out, and so are cancelled ones: a cancellation fee is no fare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.kernels.take_rate import kept, over_cap, percent
from guanjia.law.by_task import kind_is, tally_findings, task_limits, task_verdicts
from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.findings import Findings
from guanjia.model.measures import Measures, TaskBatch, TaskVerdicts
from guanjia.model.money_words import money, number
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Setting, Text

CODE = "commission_per_order"
TOPIC = "commission-per-order"
KINDS = ("ride_hailing", "freight")
FIELDS = "tasks.commission or tasks.driver_trip_pay"


def tally(batch: TaskBatch, setting: Setting, law: Law) -> TaskVerdicts:
    """Each order's rate against the declared cap."""
    cap, entry, reason = task_limits(law, TOPIC, batch, KINDS, setting.regions, setting.platforms, setting.products)
    taken = kept(batch.fare, batch.base, batch.commission)
    stated = taken != NULL
    taken, fare = np.where(stated, taken, 0), np.maximum(batch.fare, 0)
    excess = over_cap(taken, fare, cap)
    concerned = kind_is(batch, KINDS) & batch.completed & (batch.fare > 0)
    return task_verdicts(concerned, stated, percent(taken, fare), excess > 0, entry, reason, excess)


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month and cap."""
    return [tally_findings(CODE, "percent", TOPIC, FIELDS, m, law, owed=True)]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The highest rate, the cap, and the sum kept beyond it."""
    if finding["verdict"] == "cannot judge":
        return [cannot(finding)]
    worst, cap = number(finding["measured"]), number(finding["limit"])
    lines: list[Text] = [
        (
            "每单抽成率 = 平台所留 ÷ 乘客（货主）所付，不含小费；没有抽成数时以所付减司机所得计",
            "rate of an order = what the platform kept ÷ the fare, without tip; fare less pay where no commission is stated",
        ),
        (
            f"{finding['rows']} 单中最高 {worst:.2f}%，公布的上限 {cap:g}%",
            f"highest of {finding['rows']} orders {worst:.2f}%, declared cap {cap:g}%",
        ),
    ]
    if finding["count"] and isinstance(finding["owed"], int):
        zh, en = money(finding["owed"], str(finding["currency"]))
        lines.append(
            (f"{finding['count']} 单超过上限，超出部分合计 {zh}", f"{finding['count']} orders beyond the cap, {en} in all beyond it")
        )
    return lines


RULE = Rule(
    code=CODE,
    title=("每单抽成", "Commission per order"),
    clock=("逐单", "order by order"),
    needs=("tasks.kind", "tasks.platform", "tasks.fare", "tasks.commission", "tasks.driver_trip_pay"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    tally=tally,
    tallied_kinds=KINDS,
)
