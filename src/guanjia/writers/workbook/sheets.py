"""The large sheets: findings, hours, monthly pay. Each takes rows up to a bound and says so when it had to cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from guanjia.model.assessment import Assessment
from guanjia.model.schema import PAY_KINDS
from guanjia.writers.digest import marks, topics, words
from guanjia.writers.digest.columns import coded, whole
from guanjia.writers.digest.missing import missing
from guanjia.writers.digest.pseudonyms import Pseudonyms
from guanjia.writers.digest.words import Text
from guanjia.writers.workbook import columns as of
from guanjia.writers.workbook.sheet import DAY, MOMENT, NUMBER, WHOLE, Book, Head

FINDINGS_KEPT = 20_000
MEASURES_KEPT = 10_000
_FIRST = {"breach": 0, "cannot judge": 1, "met": 2}
_WHO = [Head("代号", "pseudonym", width=14), Head("平台", "platform"), Head("地区", "region", width=16)]
_TIMES = [
    Head("任务", "tasks", WHOLE, 9),
    Head("接单时间（小时）", "task time (h)", NUMBER, 12),
    Head("工作时间（小时）", "working time (h)", NUMBER, 12),
    Head("在线时间（小时）", "time online (h)", NUMBER, 12),
]


def findings(book: Book, assessment: Assessment, names: Pseudonyms) -> None:
    """Findings, breaches first, then what cannot be judged."""
    labels = coded(assessment.findings, "verdict")
    rank = np.array([_FIRST.get(word, 1) for word in labels.words])[labels.codes]
    table, remark = _cut(assessment.findings, rank, FINDINGS_KEPT, "findings.csv")
    titles = {rule.code: rule.title for rule in assessment.rules}
    topic = topics.names(assessment.law)
    mark_of = {entry.id: marks.mark(entry)[0][0] for entry in assessment.law.entries}
    zone = ZoneInfo(str(assessment.about.get("timezone") or "UTC"))
    heads = [
        Head("规则", "rule", width=26),
        Head("结论", "verdict", width=10),
        *_WHO,
        Head("期间", "period", width=10),
        Head("起", "start", MOMENT, 17),
        Head("止", "end", MOMENT, 17),
        Head("实测", "measured", NUMBER, 11),
        Head("限值", "limit", NUMBER, 11),
        Head("单位", "unit", width=11),
        Head("假定", "scenario", width=12),
        Head("次数", "count", WHOLE, 8),
        Head("欠付", "owed", NUMBER, 12),
        Head("币种", "currency", width=8),
        Head("依据", "law", width=36),
        Head("效力", "force", width=14),
        Head("核对", "verified", width=12),
        Head("缺少", "missing", width=34),
        Head("首行", "first row", WHOLE, 10),
        Head("末行", "last row", WHOLE, 10),
    ]
    laws, lacking = of.text(table, "law"), of.text(table, "missing")
    cited = [law or marks.without_entry(label)[0] for law, label in zip(laws, lacking, strict=True)]
    verified = [mark_of.get(law, marks.UNSEEN[0][0]) if law else "" for law in laws]
    data = [
        of.translated(table, "rule", lambda code: titles.get(code, (code, code))),
        of.translated(table, "verdict", words.verdict),
        *_who(table, names),
        of.translated(table, "period", words.period),
        of.moments(table, "start", zone),
        of.moments(table, "end", zone),
        table.column("measured").to_pylist(),
        table.column("limit").to_pylist(),
        of.translated(table, "unit", words.unit),
        of.translated(table, "scenario", words.scenario),
        of.numbers(table, "count"),
        of.money(table, "owed"),
        of.text(table, "currency"),
        cited,
        of.translated(table, "force", words.force),
        verified,
        of.translated(table, "missing", lambda label: missing(label, topic)[0]),
        of.numbers(table, "first_row"),
        of.numbers(table, "last_row"),
    ]
    book.sheet("发现", remark, heads, _transposed(data))


def worked(book: Book, assessment: Assessment, names: Pseudonyms) -> None:
    """Worker-days, longest task time first."""
    table, remark = _cut(assessment.worker_days, -whole(assessment.worker_days, "task_time"), MEASURES_KEPT, "worker_days.parquet")
    heads = [
        *_WHO,
        Head("日期", "day", DAY, 12),
        *_TIMES,
        Head("最长连续接单（小时）", "longest run (h)", NUMBER, 13),
        Head("最长休息（小时）", "longest rest (h)", NUMBER, 12),
        Head("夜间（小时）", "night (h)", NUMBER, 10),
        Head("时间不全的任务", "tasks lacking time", WHOLE, 12),
        Head("同时在手最多", "most in hand", WHOLE, 10),
    ]
    data = [
        *_who(table, names),
        of.days(table, "day"),
        *_times(table),
        *(of.spent(table, name) for name in ("longest_run", "longest_rest", "night_time")),
        of.numbers(table, "understated"),
        of.numbers(table, "most_carried"),
    ]
    book.sheet("工时", remark, heads, _transposed(data))


def paid(book: Book, assessment: Assessment, names: Pseudonyms) -> None:
    """Worker-months with pay by kind, longest task time first."""
    table, remark = _cut(assessment.months, -whole(assessment.months, "task_time"), MEASURES_KEPT, "worker_months.parquet")
    kinds = [(f"pay_{kind}", words.PAY_KINDS[kind]) for kind in PAY_KINDS]
    heads = [
        *_WHO,
        Head("月份首日", "month from", DAY, 12),
        Head("出勤天数", "days", WHOLE, 9),
        *_TIMES,
        Head("币种", "currency", width=8),
        Head("任务报酬", "pay for tasks", NUMBER, 12),
        Head("任务小费", "tips on tasks", NUMBER, 12),
        *(Head(zh, en, NUMBER, 12) for _, (zh, en) in kinds),
    ]
    money = [of.money(table, name) for name in ("base", "tip", *(name for name, _ in kinds))]
    data = [*_who(table, names), of.days(table, "first_day"), of.numbers(table, "days"), *_times(table), of.text(table, "currency"), *money]
    book.sheet("月度报酬", remark, heads, _transposed(data))


def _cut(table: pa.Table, rank: np.ndarray[tuple[int], np.dtype[np.int64]], most: int, whole_file: str) -> tuple[pa.Table, Text]:
    order = np.argsort(rank, kind="stable")[:most]
    kept = table.take(pa.array(order))
    size = f"{len(table):,}"
    if len(order) == len(table):
        return kept, (f"共 {size} 行", f"{size} rows")
    return kept, (
        f"共 {size} 行，此处只列前 {most:,} 行，全部见 {whole_file}",
        f"the first {most:,} of {size} rows; all are in {whole_file}",
    )


def _who(table: pa.Table, names: Pseudonyms) -> list[Sequence[object]]:
    codes, shown = names.column(coded(table, "worker_id"), coded(table, "platform"))
    places = [of.translated(table, "platform", words.platform), of.translated(table, "region", words.region)]
    return [[shown[code] for code in codes.tolist()], *places]


def _times(table: pa.Table) -> list[Sequence[object]]:
    return [of.numbers(table, "tasks"), *(of.spent(table, name) for name in ("task_time", "working_time", "online_time"))]


def _transposed(data: Sequence[Sequence[object]]) -> Iterator[Sequence[object]]:
    return zip(*data, strict=True)
