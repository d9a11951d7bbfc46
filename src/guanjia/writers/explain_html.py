"""The page shown to one worker: the days on the clock, and each finding with its arithmetic, its law and its rows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from guanjia.model.clock import moment
from guanjia.model.explanation import DayLine, Explanation, FindingLine
from guanjia.writers.digest import marks, said, words
from guanjia.writers.digest.money import amount
from guanjia.writers.page import show
from guanjia.writers.page.template import render as render_template
from guanjia.writers.page.timeline import blocks, lanes, ticks

SHOWN_ROWS = 40  # rows listed for one finding; the count is always given


def render(explanation: Explanation) -> str:
    """One self-contained page, Chinese first, English at a press."""
    zone = ZoneInfo(explanation.timezone)
    return render_template(
        "explain.html",
        {
            "it": explanation,
            "platforms": [words.platform(name) for name in explanation.platforms],
            "headline": said.headline(explanation),
            "days": [_day(day, before) for before, day in zip([None, *explanation.days], explanation.days, strict=False)],
            "findings": [_finding(line, zone) for line in said.ordered(explanation.findings)],
        },
    )


def _day(day: DayLine, before: DayLine | None) -> dict[str, object]:
    tasks = blocks(day, day.tasks)
    return {
        "line": day,
        "totals": said.totals(day, before),
        "tasks": tasks,
        "rests": blocks(day, day.rests),
        "lanes": lanes(tasks),
        "ticks": ticks(day),
    }


def _finding(line: FindingLine, zone: ZoneInfo) -> dict[str, object]:
    finding = line.finding
    unit, currency = str(finding.get("unit") or ""), str(finding.get("currency") or "")
    owed, start, end = finding.get("owed"), finding.get("start"), finding.get("end")
    return {
        "line": line,
        "steps": said.steps(line),
        "citation": said.citation(line),
        "mark": marks.mark_of_finding(finding, line.verified),
        "verdict": words.verdict(str(finding.get("verdict") or "")),
        "look": {"breach": "breach", "met": "met"}.get(str(finding.get("verdict")), "cannot"),
        "when": show.span(moment(start), moment(end), zone) if isinstance(start, datetime) and isinstance(end, datetime) else "",
        "measured": show.measured(show.number(finding.get("measured")), unit, str(finding.get("scenario") or "")),
        "limit": show.quantity(show.number(finding.get("limit")), unit),
        "scenario": words.scenario(str(finding.get("scenario") or "")),
        "shown": line.rows[:SHOWN_ROWS],
        "rows": _counted(min(len(line.rows), SHOWN_ROWS), len(line.rows)),
        "owed": amount(owed, currency) if isinstance(owed, int) and owed else None,
    }


def _counted(shown: int, rows: int) -> tuple[str, str]:
    return (f"{rows:,} 行", f"{rows:,}") if shown == rows else (f"{rows:,} 行，列出前 {shown} 行", f"{rows:,}, the first {shown} listed")
