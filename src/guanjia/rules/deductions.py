"""What was taken from pay, by what it was taken for, and whether the rule behind a fine was published in time.

Each deduction line is put into a class by the platform's own words (`kernels.deduction_classes`). For each worker, month and class there
is

* a share: what was taken, in percent of the pay for the work before deductions. No text read forbids every fine outside a labour
  relation, so the share is a measure of rule by fine (以罚代管) and not a verdict. Within a labour relation 工资支付暂行规定 art. 15–16
  (a closed list; at most 20 % of the month's wage for damage) and, for deposits, 劳动合同法 art. 9 would decide. Whether there is such a
  relation the records do not say: cannot judge, missing "labour relation". A local rule or agreement that binds without one (its entry's
  note does not begin "labour relation only") is judged.
* for fines (lateness, complaint, refusal, points, or a fine whose kind is not stated): days from the publication of the rule that the
  line cites to the deduction, against the notice that a rule needs before it takes effect. A fine under a rule not yet published, or
  published fewer days before, is a breach. A line that cites no rule, or no day of publication, cannot be judged. The days are a calendar
  difference, as for rule changes. No text says that such a fine is to be given back, so no sum follows.

A deduction line with a positive amount gives something back: it is an adjustment of pay, and never a fine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from guanjia.kernels.deduction_classes import FINES, NAMES, TEXTS, classes_of
from guanjia.law.by_task import reasons, row_limits
from guanjia.law.law import Law, Limits
from guanjia.model.clock import NULL, month_of_days
from guanjia.model.finding_rows import Coded, findings, of_persons, why
from guanjia.model.findings import Findings, Verdict, Verdicts
from guanjia.model.groups import Groups, find, groups
from guanjia.model.local_days import calendar_days
from guanjia.model.measures import Bool, Float, Int64, Measures
from guanjia.model.money_words import money, month_of, number, unit_of
from guanjia.model.pay_kinds import FOR_WORK, SUPPLEMENTS, of_kinds
from guanjia.model.schema import PAY_KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE = "deductions"
SHARE, DEPOSIT, NOTICE = "deduction-limit", "deposit-forbidden", "rule-change-notice"
RELATION = "labour relation (whether there is one)"
NO_RULE, NO_DAY, NO_PAY = "pay_lines.rule_cited", "pay_lines.rule_published", "tasks.driver_trip_pay"


@dataclass(frozen=True)
class _Taken:
    """Deduction lines of known worker-months, grouped by worker, month and class."""

    lines: Int64  # rows of `Measures.lines`
    class_of: Int64  # of each line
    each: Groups  # over `lines`
    row: Int64  # of each group: row of `Measures.months`
    taken: Int64  # of each group, minor units, positive
    first_row: Int64
    last_row: Int64


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """For each worker, month and class a finding on the share taken, and for each class of fines one on the notice of its rule."""
    if m.lines is None:
        return []
    of = _taken(m)
    return [_shares(m, law, of), _notices(m, law, of)]


def _taken(m: Measures) -> _Taken:
    assert m.lines is not None
    months = groups(m.months.unit, m.months.number)
    lines = np.flatnonzero((m.lines.kind == PAY_KINDS.index("deduction")) & (m.lines.amount <= 0))
    month = month_of_days(m.clock.day_of(m.lines.time[lines]))
    place = find((m.months.unit[months.first], m.months.number[months.first]), (m.lines.unit[lines], month))
    lines, place = lines[place >= 0], place[place >= 0]
    class_of = classes_of(m.lines.reasons)[m.lines.reason[lines]].astype(np.int64)
    each = groups(place, class_of)
    row = m.lines.row[lines]
    return _Taken(lines, class_of, each, months.first[place[each.first]], -each.sum(m.lines.amount[lines]), each.min(row), each.max(row))


def _shares(m: Measures, law: Law, of: _Taken) -> Findings:
    assert m.lines is not None
    months = groups(m.months.unit, m.months.number)
    here = find((m.months.unit[months.first], m.months.number[months.first]), (m.months.unit[of.row], m.months.number[of.row]))
    earned = (months.sum(m.months.base) + months.sum(of_kinds(m.months.pay, (*FOR_WORK, *SUPPLEMENTS))))[here]
    returned, deposits_returned = _given_back(m, of)
    earned = earned + returned
    unpaid = (months.sum(m.months.paid_tasks) < months.sum(m.months.tasks) - months.sum(m.months.cancelled))[here]
    unpaid = (unpaid & (earned == 0)) | (earned <= 0)
    deposit = of.class_of[of.each.first] == NAMES.index("deposit")
    found = _either(
        deposit,
        row_limits(law, DEPOSIT, m, m.months, of.row, m.months.start[of.row]),
        row_limits(law, SHARE, m, m.months, of.row, m.months.start[of.row]),
    )
    binds = np.array([entry >= 0 and not law.entries[entry].note.startswith("labour relation only") for entry in found.entry], np.bool_)
    share = np.where(unpaid, np.nan, of.taken * 100 / np.maximum(earned, 1))
    over = np.where(deposit, of.taken > 0, share > found.value)
    unsure = ~binds | (found.reason != 0) | (unpaid & ~deposit)
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(over, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    verdict = of_persons(verdict, m.units)
    missing = why(verdict, m.units, *reasons(law, found.reason, SHARE), (~binds, RELATION), (unpaid, NO_PAY))
    kept = of.taken - deposits_returned
    owed = np.where((verdict == Verdict.BREACH) & deposit & (kept > 0), kept, NULL)
    return _findings(
        m, of, np.arange(len(of.each)), "percent", verdict, share, found, of.each.sum(np.ones(len(of.lines), np.int64)), owed, missing, ""
    )


def _given_back(m: Measures, of: _Taken) -> tuple[Int64, Int64]:
    """Deductions of any class, and deposits, that were given back in each group's month, minor units."""
    assert m.lines is not None
    lines = np.flatnonzero((m.lines.kind == PAY_KINDS.index("deduction")) & (m.lines.amount > 0))
    wanted = m.months.unit[of.row], m.months.number[of.row]
    each = groups(*wanted)
    month = month_of_days(m.clock.day_of(m.lines.time[lines]))
    place = find((wanted[0][each.first], wanted[1][each.first]), (m.lines.unit[lines], month))
    deposit = classes_of(m.lines.reasons)[m.lines.reason[lines]] == NAMES.index("deposit")
    every, deposits = np.zeros(len(each), np.int64), np.zeros(len(each), np.int64)
    for sums, rows in ((every, place >= 0), (deposits, (place >= 0) & deposit)):
        np.add.at(sums, place[rows], m.lines.amount[lines][rows])
    return every[each.of], deposits[each.of]


def _either(first: Bool, one: Limits, other: Limits) -> Limits:
    return Limits(
        np.where(first, one.value, other.value),
        np.where(first, one.entry, other.entry),
        np.where(first, one.reason, other.reason),
        one.unit_us,
    )


def _notices(m: Measures, law: Law, of: _Taken) -> Findings:
    assert m.lines is not None
    fines = np.flatnonzero(np.isin(of.class_of[of.each.first], [NAMES.index(name) for name in FINES]))
    found = row_limits(law, NOTICE, m, m.months, of.row, m.months.start[of.row])
    days, cited, dated = _notice_days(m, of)
    limit = found.value[of.each.of]
    late = dated & (days < limit)
    late_lines = of.each.sum(late)
    uncited, undated = of.each.sum(~cited) > 0, of.each.sum(cited & ~dated) > 0
    fewest = np.full(len(of.each), np.inf)
    np.minimum.at(fewest, of.each.of[dated], days[dated])
    verdict = np.where(late_lines > 0, Verdict.BREACH, np.where(uncited | undated, Verdict.CANNOT_JUDGE, Verdict.MET))
    verdict = of_persons(np.where(found.reason != 0, Verdict.CANNOT_JUDGE, verdict).astype(np.int8), m.units)
    codes, words = why(verdict, m.units, *reasons(law, found.reason, NOTICE), (uncited, NO_RULE), (undated, NO_DAY))
    fewest = np.where(np.isinf(fewest), np.nan, fewest)
    part = Limits(found.value[fines], found.entry[fines], found.reason[fines], found.unit_us)
    return _findings(
        m,
        of,
        fines,
        "day",
        verdict[fines],
        fewest[fines],
        part,
        late_lines[fines],
        np.full(len(fines), NULL),
        (codes[fines], words),
        ", notice of the rule",
    )


def _notice_days(m: Measures, of: _Taken) -> tuple[Float, Bool, Bool]:
    """For each line: days from publication to deduction (nan where not known), whether a rule is cited, whether its day is known too."""
    assert m.lines is not None
    cited = m.lines.rule_cited[of.lines] > 0
    published = m.lines.rule_published[of.lines]
    dated = cited & (published != NULL)
    days = np.full(len(of.lines), np.nan)
    days[dated] = calendar_days(m.lines.time[of.lines][dated], m.clock.zone) - calendar_days(published[dated], m.clock.zone)
    return days, cited, dated


def _findings(
    m: Measures,
    of: _Taken,
    pick: Int64,
    measure: str,
    verdict: Verdicts,
    measured: Float,
    found: Limits,
    count: Int64,
    owed: Int64,
    missing: Coded,
    what: str,
) -> Findings:
    row = of.row[pick]
    names = of.class_of[of.each.first][pick]
    return findings(
        CODE,
        "month",
        measure,
        unit=m.months.unit[row],
        platform=m.units.platform[m.months.unit[row]],
        region=m.months.region[row],
        start=m.months.start[row],
        end=m.months.end[row],
        verdict=verdict,
        measured=measured,
        limit=found.value,
        entry=found.entry,
        count=count,
        owed=owed,
        currency=m.months.currency[row],
        missing=missing,
        scenario=[NAMES[name] + what for name in names],
        rows=of.each.sum(np.ones(len(of.lines), np.int64))[pick],
        first_row=of.first_row[pick],
        last_row=of.last_row[pick],
    )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """How much was taken for what, its share of pay, and the notice of the rule."""
    name = str(finding["scenario"]).split(",")[0]
    class_zh, class_en = TEXTS[name]
    lines: list[Text] = []
    measured, limit = number(finding["measured"]), number(finding["limit"])
    if finding["unit"] == "percent":
        of, unit, month = _taken(m), unit_of(finding, m), month_of(finding, m)
        mine = (m.months.unit[of.row] == unit) & (m.months.number[of.row] == month) & (of.class_of[of.each.first] == NAMES.index(name))
        zh, en = money(int(of.taken[mine].sum()), str(finding["currency"] or "CNY"))
        lines.append((f"{class_zh}：{finding['rows']} 笔，共扣 {zh}", f"{class_en}: {finding['rows']} lines, {en} taken"))
        if measured is not None:
            lines.append((f"占当月扣款前报酬 {measured:.2f}%", f"{measured:.2f}% of the month's pay before deductions"))
        if finding["missing"] == RELATION:
            zh = "有劳动关系时：工资支付暂行规定第十五、十六条和劳动合同法第九条；没有时，所读文本没有一概禁止扣款的规定"
            en = "within a labour relation 工资支付暂行规定 15–16 and 劳动合同法 9 decide; without one no text read forbids every deduction"
            lines.append((zh, en))
    elif measured is not None and limit is not None:
        sign = "<" if measured < limit else "≥"
        lines.append(
            (
                f"{class_zh}：所引规则公布至扣款最短 {measured:.0f} 天 {sign} {limit:g} 天，{finding['count']} 笔不足",
                f"{class_en}: shortest notice of the cited rule {measured:.0f} days {sign} {limit:g}; {finding['count']} too early",
            )
        )
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("扣款与以罚代管", "Deductions and rule by fine"),
    clock=("自然月；公布日至扣款日按自然日", "calendar month; calendar days from publication to deduction"),
    needs=(
        "pay_lines.kind",
        "pay_lines.reason",
        "pay_lines.amount",
        "pay_lines.rule_cited",
        "pay_lines.rule_published",
        "tasks.driver_trip_pay",
    ),
    topics=(SHARE, DEPOSIT, NOTICE),
    check=check,
    steps=steps,
)
