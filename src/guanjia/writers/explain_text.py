"""The same explanation for a terminal of 80 columns: breaches first and in full, the rest in a line each, then the days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from guanjia.model.clock import moment
from guanjia.model.explanation import DayLine, Explanation, FindingLine, Text
from guanjia.writers.digest import marks, said, words
from guanjia.writers.digest.money import amount
from guanjia.writers.page import show

_CELLS = 48  # half an hour each on a day of 24 hours
_ROWS = 6  # rows listed under the first breach of a rule, the others give their number; the page that --html writes lists more
_FULL = {"breach": 2, "cannot judge": 1, "met": 0}  # findings of a rule told in full where there are many
_BRIEF = {"breach": 12, "cannot judge": 3, "met": 3}  # and those after them, in a line each
_FEW = 12  # so many findings are all told in full
_LOOKS = {"breach": "bold red", "met": "green", "cannot judge": "yellow"}


def render(explanation: Explanation) -> RenderableType:
    """The counts, the findings in order of weight, then each day as a bar of half hours."""
    zone = ZoneInfo(explanation.timezone)
    name = " · ".join([explanation.worker, *(words.platform(p)[0] for p in explanation.platforms)])
    parts: list[RenderableType] = [Line(name, style="bold")]
    if explanation.hypothetical:
        parts.append(Line(" / ".join(explanation.hypothetical), style="bold red"))
    parts.append(_both(said.headline(explanation), "bold"))
    few = len(explanation.findings) <= _FEW
    for _, lines in groupby(said.ordered(explanation.findings), key=lambda line: (said.verdict(line), line.title)):
        parts += _rule(list(lines), zone, few)
    if explanation.days:
        parts += [Line(""), Line("█ 手上有单 task in hand   ░ 休息 rest", style="dim"), _hours(explanation.days[0])]
    parts += [_day(day) for day in explanation.days]
    parts += [_both(note, "dim") for note in explanation.notes]
    return Group(*parts)


def bar(day: DayLine) -> str:
    """A day as half hours: a task in any part of one, else a rest in any part, else neither."""
    step = (day.ends - day.begins) / _CELLS
    cells = []
    for number in range(_CELLS):
        start = day.begins + step * number
        end = start + step
        busy = any(task.start < end and task.end > start for task in day.tasks)
        rest = any(line.start < end and line.end > start for line in day.rests)
        cells.append("█" if busy else "░" if rest else "·")
    return "".join(cells)


def _hours(day: DayLine) -> Line:
    step = (day.ends - day.begins) / 6
    return Line(" " * 6 + "".join(f"{day.begins + step * n:%H}".ljust(_CELLS // 6) for n in range(6)), style="dim", no_wrap=True)


def _day(day: DayLine) -> Line:
    told = dict(day.totals)
    time = ":".join(told.get(("接单时间", "task time"), "").split(":")[:2])
    return Line.assemble(f"{day.date:%m-%d} ", (bar(day), "cyan"), f" {len(day.tasks)} 单 {time}", no_wrap=True)


def _rule(lines: Sequence[FindingLine], zone: ZoneInfo, few: bool) -> list[RenderableType]:
    """One rule's findings of one verdict: the first in full, more in a line each, and how many are left."""
    first, verdict = lines[0], said.verdict(lines[0])
    head = Line.assemble(
        (f"{' '.join(words.verdict(verdict))} ×{len(lines)}  ", _LOOKS.get(verdict, "")),
        (first.title[0], "bold"),
        (f"  {first.title[1]}", "dim"),
    )
    full = len(lines) if few else _FULL.get(verdict, 1)
    brief = len(lines) if few else full + _BRIEF.get(verdict, 0)
    parts: list[RenderableType] = [Line(""), head]
    cited: Text | None = None
    for number, line in enumerate(lines[:full]):
        law = _law(line)
        parts += _finding(line, zone, law if law != cited else None, _ROWS if number == 0 else 0)
        cited = law
    parts += [_indented(Line(f"{_where(line.finding, zone)}：{_measured(line.finding)[0]}")) for line in lines[full:brief]]
    if len(lines) > brief:
        left = f"{len(lines) - brief:,}"
        parts.append(_indented(Line(f"…另有 {left} 条，--html 全部列出 / {left} more, all in --html", style="dim")))
    return parts


def _finding(line: FindingLine, zone: ZoneInfo, law: Text | None, most: int) -> list[RenderableType]:
    """The finding in Chinese, then in English as one block, then rows; ``law`` is None where it was said before."""
    measured, steps = _measured(line.finding), said.steps(line)
    english = "; ".join([measured[1], *(step[1] for step in steps), *([law[1]] if law else [])])
    parts: list[RenderableType] = [_indented(Line(f"{_where(line.finding, zone)}：{measured[0]}", style="bold"))]
    parts += [_indented(Line(step[0]), 4) for step in steps]
    parts += [_indented(Line(law[0]), 4)] if law else []
    parts.append(_indented(Line(english, style="dim"), 4))
    shown = line.rows[: most if said.verdict(line) == "breach" else 0]
    parts += [_indented(Line(f"{row.file}:{row.row}  {row.text}", style="dim"), 4) for row in shown]
    more = len(line.rows) - len(shown)
    if more:
        told = f"…另有 {more:,} 行 / {more:,} rows more" if shown else f"依据 {more:,} 行 / rests on {more:,} rows"
        parts.append(_indented(Line(told, style="dim"), 4))
    return parts


def _law(line: FindingLine) -> Text:
    """The citation with its mark."""
    zh, en = said.citation(line)
    mark = marks.mark_of_finding(line.finding, line.verified)
    return (f"{zh}【{mark[0][0]}】", f"{en} [{mark[0][1]}]") if mark else (zh, en)


def _where(finding: Mapping[str, object], zone: ZoneInfo) -> str:
    """The span, the platform and the scenario of a finding, in Chinese."""
    start, end = finding.get("start"), finding.get("end")
    when = show.span(moment(start), moment(end), zone) if isinstance(start, datetime) and isinstance(end, datetime) else ""
    scenario = words.scenario(str(finding.get("scenario") or ""))[0]
    return " · ".join(filter(None, [when, words.platform(str(finding.get("platform") or ""))[0], scenario]))


def _indented(line: Line, by: int = 2) -> Padding:
    return Padding(line, (0, 0, 0, by), expand=False)


def _measured(finding: Mapping[str, object]) -> Text:
    unit = str(finding.get("unit") or "")
    measured = show.measured(show.number(finding.get("measured")), unit, str(finding.get("scenario") or ""))
    limit = show.quantity(show.number(finding.get("limit")), unit)
    zh, en = f"实测 {measured[0]}，限值 {limit[0]}", f"measured {measured[1]}, limit {limit[1]}"
    owed = finding.get("owed")
    if isinstance(owed, int) and owed:
        sum_zh, sum_en = amount(owed, str(finding.get("currency") or ""))
        zh, en = f"{zh}，欠付 {sum_zh}", f"{en}, owed {sum_en}"
    return zh, en


def _both(text: Text, style: str) -> Line:
    return Line.assemble((text[0], style), "\n", (text[1], "dim")) if text[0] != text[1] else Line(text[0], style=style)
