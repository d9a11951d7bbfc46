"""The small sheets: how to read the book, counts, data quality, and the law."""

from __future__ import annotations

from guanjia.model.assessment import Assessment
from guanjia.writers.digest import marks, method, topics, words
from guanjia.writers.digest.basis import basis
from guanjia.writers.digest.counts import Counts
from guanjia.writers.digest.forces import BINDING, GROUPS
from guanjia.writers.digest.money import minor_units
from guanjia.writers.digest.people import People
from guanjia.writers.digest.quality import remark, set_aside
from guanjia.writers.digest.tallies import Tallies, tasks_of
from guanjia.writers.digest.words import Text
from guanjia.writers.workbook.sheet import DAY, NUMBER, SHARE, WHOLE, Book, Head

_MARKS: Text = (
    "数值已查见：在所引之处见过这个数（可能是转载），引用前请核对原文；未核：凭记忆写下，未查见；记录所附：来自输入的协议表",
    "数值已查见: the number was seen at the cited place, often a copy; 未核: recalled, not seen; 记录所附: from the agreements given",
)
_NONE = Counts(0, 0, 0)
_EXCEL_EPOCH = 693_594  # ordinal of 1899-12-30
_READING: tuple[Text, ...] = (
    (
        "“无法判断”不等于“符合”：缺栏目或缺规定时，一律写“无法判断”。",
        "“Cannot judge” does not mean “met”: it is said where a field or a law is missing.",
    ),
    ("劳动者以代号代替；代号与 report.html 相同。", "Workers go by pseudonyms, the same as in report.html."),
    (
        "工时以小时计，金额以元（币种单位）计；各规则的欠付金额可能指向同一笔钱，不要相加。",
        "Hours and units of the currency; money owed under several rules may be the same money: do not add it up.",
    ),
    (
        "起止时间按当地时钟。首行、末行是输入文件中的数据行号。",
        "Start and end are on the local clock. First and last row are row numbers in the input file.",
    ),
    ("本表是依据记录的核查，不是行政或司法认定。", "This is a reading of records, not an administrative or judicial finding."),
)


def explained(book: Book, assessment: Assessment, extent: People) -> None:
    """How to read the book, what it covers, how it was made."""
    rows: list[tuple[str, str, str]] = [(zh, en, "") for zh, en in _READING]
    rows += [
        ("劳动者", "workers", f"{extent.all.workers:,}"),
        ("工日", "worker-days", f"{extent.all.days:,}"),
        ("任务", "tasks", f"{extent.all.tasks:,}"),
        ("期间", "from – to", f"{extent.first} – {extent.last}" if extent.first else ""),
    ]
    rows += [(zh, en, value) for (zh, en), value in method.facts(assessment.about)]
    rows += [(f"输入文件 {name}", "input file, SHA-256", digest) for name, digest in method.inputs(assessment.about, shortened=True)]
    rows += [(zh, en, "") for zh, en in method.notes(assessment.about, assessment.intake.notes)]
    heads = [Head("说明", "read this first", width=64), Head("英文", "in English", width=64), Head("值", "value", width=40)]
    book.sheet("说明", ("平台用工记录核查", "what the law makes of these work records"), heads, rows)


def summed(book: Book, assessment: Assessment, counts: Tallies) -> None:
    """Counts by rule and scenario with the money owed, and by platform and region."""
    heads = [
        Head("范围", "over", width=14),
        Head("名称", "name", width=34),
        Head("英文", "in English", width=40),
        Head("假定", "scenario", width=14),
        Head("计入总数", "counted", width=10),
        Head("违反", "breach", WHOLE, 11),
        Head("符合", "met", WHOLE, 11),
        Head("无法判断", "cannot judge", WHOLE, 11),
        Head("违反占比", "share in breach", SHARE, 11),
        Head("有约束力的违反", "breach of binding law", WHOLE, 12),
        Head("涉及单数", "tasks in breach", WHOLE, 11),
        Head("判断单数", "tasks judged", WHOLE, 11),
        Head("欠付", "owed", NUMBER, 14),
        Head("币种", "currency", width=9),
    ]
    titles = {rule.code: rule.title for rule in assessment.rules}
    judged = {rule.code: tasks_of(rule, counts, assessment.measures) for rule in assessment.rules}
    rows: list[tuple[object, ...]] = []
    for (rule, scenario), c in sorted(counts.by_scenario.items(), key=lambda item: (-item[1].breach, item[0])):
        counted = "是" if (rule, scenario) in counts.counted_scenarios else "否"
        lines = [line for line in counts.owed if (line.rule, line.scenario) == (rule, scenario)]
        owed: list[tuple[float | None, str | None]] = [(line.amount / minor_units(line.currency), line.currency) for line in lines] or [
            (None, None)
        ]
        first = ("规则", *titles.get(rule, (rule, rule)), words.scenario(scenario)[0], counted)
        tasks = judged.get(rule) if counted == "是" else None
        of_tasks = (None, None) if tasks is None else (tasks.breached, tasks.judged)
        binding = counts.by_rule_force.get((rule, BINDING), _NONE).breach if counted == "是" else None
        rows.append((*first, *_shown(c), binding, *of_tasks, *owed[0]))
        rows += [(*first, *[None] * 7, *more) for more in owed[1:]]  # money in a further currency
    for name, c in counts.by_force.items():
        rows.append(("效力", *GROUPS[name], "", "是", *_shown(c), *[None] * 5))
    for scope, groups, binding_of, name_of in (
        ("平台", counts.by_platform, counts.binding_by_platform, words.platform),
        ("地区", counts.by_region, counts.binding_by_region, words.region),
    ):
        for key, c in sorted(groups.items(), key=lambda item: (-item[1].breach, item[0])):
            rows.append((scope, *name_of(key), "", "是", *_shown(c), binding_of.get(key, _NONE).breach, *[None] * 4))
    for rule, c in counts.across_by_rule.items():
        rows.append(("跨平台", *titles.get(rule, (rule, rule)), "", "否", *_shown(c), *[None] * 5))
    remark_of = (
        "同一规则试算多种假定时，只有“计入总数”的一种进入合计；“跨平台”是同一人的合并计算，不计入合计",
        "where a rule tried several assumptions only the counted one enters totals; persons across platforms (跨平台) enter none",
    )
    book.sheet("汇总", remark_of, heads, rows)


def _shown(c: Counts) -> tuple[int, int, int, float | None]:
    return c.breach, c.met, c.cannot, c.share


def quality(book: Book, assessment: Assessment) -> None:
    """Rows read, used, merged and set aside, and why."""
    heads = [
        Head("表", "table", width=22),
        Head("事项", "item", width=70),
        Head("英文", "in English", width=70),
        Head("栏目", "column", width=16),
        Head("行数", "rows", WHOLE, 12),
        Head("首见行", "first row", WHOLE, 10),
    ]
    rows: list[tuple[object, ...]] = []
    for name, table in assessment.intake.tables.items():
        kept = (("读入", "read", table.read), ("采用", "used", table.used))
        counts = (*kept, ("合并", "merged", table.merged), ("搁置", "set aside", table.set_aside))
        rows += [(words.table(name)[0], zh, en, "", number, None) for zh, en, number in counts]
        rows += [(words.table(name)[0], *remark(text), "", number, None) for text, number in sorted(table.remarks.items())]
    rows += [("", *group.words, group.column, group.count, group.row) for group in set_aside(assessment.intake)]
    book.sheet("数据质量", ("读入的每一行都有去处", "every row read is accounted for"), heads, rows)


def law(book: Book, assessment: Assessment, counts: Tallies) -> None:
    """Every law entry that findings used; those not verified first."""
    heads = [
        Head("编号", "id", width=38),
        Head("内容", "what", width=40),
        Head("英文", "in English", width=40),
        Head("数值", "value", NUMBER, 11),
        Head("单位", "unit", width=11),
        Head("起", "first day", DAY, 12),
        Head("止", "last day", DAY, 12),
        Head("核对", "verified", width=12),
        Head("出处", "citation", width=60),
        Head("出处（英文）", "citation in English", width=60),
        Head("发现", "findings", WHOLE, 10),
    ]
    rows: list[tuple[object, ...]] = []
    topic = topics.names(assessment.law)
    for line in sorted(basis(assessment, counts), key=lambda cited: (cited.verified, cited.id)):
        entry, read = line.entry, marks.mark(line.entry)[0][0]
        if entry is None:
            rows.append((line.id, "", "", None, "", None, None, read, "", "", line.findings))
            continue
        last = None if entry.last_day is None else entry.last_day.toordinal() - _EXCEL_EPOCH
        days = (entry.first_day.toordinal() - _EXCEL_EPOCH, last)
        cited, title = marks.cited(entry), topics.title(entry, topic)
        rows.append((line.id, *title, entry.value, words.unit(entry.unit)[0], *days, read, *cited, line.findings))
    book.sheet("法律依据", _MARKS, heads, rows)
