"""The same explanation for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from guanjia.model.clock import moment
from guanjia.model.explanation import DayLine, Explanation, FindingLine, Text
from guanjia.writers.digest import words
from guanjia.writers.digest.money import amount
from guanjia.writers.page import show

_CELLS = 48  # half an hour each on a day of 24 hours
_ROWS = {"breach": 6}  # rows listed under a finding; the page that --html writes lists more
_LOOKS = {"breach": "bold red", "met": "green", "cannot judge": "yellow"}


def render(explanation: Explanation) -> RenderableType:
    """Days as bars of half hours, then findings with their steps, law and rows."""
    name = " · ".join([explanation.worker, *(words.platform(p)[0] for p in explanation.platforms)])
    parts: list[RenderableType] = [Line(name, style="bold")]
    if explanation.hypothetical:
        parts.append(Line(" / ".join(explanation.hypothetical), style="bold red"))
    parts.append(Line("█ 手上有单 task in hand   ░ 休息 rest", style="dim"))
    for day in explanation.days:
        parts += _day(day)
    for finding in explanation.findings:
        parts += _finding(finding, ZoneInfo(explanation.timezone))
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


def _day(day: DayLine) -> list[RenderableType]:
    totals = " ".join(f"{zh} {value}" for (zh, _), value in day.totals)
    hours = "".join(f"{(day.begins + timedelta(hours=4 * n)):%H}".ljust(_CELLS // 6) for n in range(6))
    return [
        Line(""),
        Line(str(day.date), style="bold"),
        Line("  " + totals),
        Line("  " + bar(day), style="cyan", no_wrap=True),
        Line("  " + hours, style="dim", no_wrap=True),
    ]


def _finding(line: FindingLine, zone: ZoneInfo) -> list[RenderableType]:
    verdict = str(line.finding.get("verdict") or "")
    said = f"{' '.join(words.verdict(verdict))}  "
    head = Line.assemble((said, _LOOKS.get(verdict, "")), (line.title[0], "bold"), (f"  {line.title[1]}", "dim"))
    parts: list[RenderableType] = [
        Line(""),
        head,
        _indented(Line(_where(line.finding, zone))),
        _indented(_both(_measured(line.finding), "")),
    ]
    parts += [_indented(_both(step, "")) for step in line.steps]
    read = ("已核原文", "read in its source") if line.verified else ("未核原文", "NOT read in its source")
    parts.append(_indented(_both((f"{line.citation[0]}【{read[0]}】", f"{line.citation[1]} [{read[1]}]"), "dim")))
    shown = line.rows[: _ROWS.get(verdict, 0)]
    parts += [_indented(Line(f"{row.file}:{row.row}  {row.text}", style="dim"), 4) for row in shown]
    more = len(line.rows) - len(shown)
    if more:
        also = ("另有 ", "and ") if shown else ("依据 ", "rests on ")
        parts.append(_indented(Line(f"{also[0]}{more:,} 行 / {also[1]}{more:,} rows{' more' if shown else ''}", style="dim"), 4))
    return parts


def _where(finding: Mapping[str, object], zone: ZoneInfo) -> str:
    """The span, the platform and the scenario of a finding."""
    start, end = finding.get("start"), finding.get("end")
    when = show.span(moment(start), moment(end), zone) if isinstance(start, datetime) and isinstance(end, datetime) else ""
    scenario = " / ".join(dict.fromkeys(words.scenario(str(finding.get("scenario") or ""))))
    return " · ".join(filter(None, [when, words.platform(str(finding.get("platform") or ""))[0], scenario]))


def _indented(line: Line, by: int = 2) -> Padding:
    return Padding(line, (0, 0, 0, by), expand=False)


def _measured(finding: Mapping[str, object]) -> Text:
    unit = str(finding.get("unit") or "")
    measured, limit = (show.quantity(show.number(finding.get(name)), unit) for name in ("measured", "limit"))
    zh, en = f"实测 {measured[0]}，限值 {limit[0]}", f"measured {measured[1]}, limit {limit[1]}"
    owed = finding.get("owed")
    if isinstance(owed, int) and owed:
        sum_zh, sum_en = amount(owed, str(finding.get("currency") or ""))
        zh, en = f"{zh}，欠付 {sum_zh}", f"{en}, owed {sum_en}"
    return zh, en


def _both(text: Text, style: str) -> Line:
    return Line.assemble((text[0], style), "\n", (text[1], "dim")) if text[0] != text[1] else Line(text[0], style=style)
