"""What one worker is told first: how many findings of each kind, what is owed, and the findings in order of weight."""

from __future__ import annotations

from collections.abc import Sequence

from guanjia.model.explanation import DayLine, Explanation, FindingLine, Text
from guanjia.model.measures import ACROSS
from guanjia.model.wording import cannot
from guanjia.writers.digest import marks
from guanjia.writers.digest.missing import missing
from guanjia.writers.digest.money import amount
from guanjia.writers.digest.topics import shipped

_WEIGHT = {"breach": 0, "cannot judge": 1, "met": 2}


def verdict(line: FindingLine) -> str:
    """The verdict's label."""
    return str(line.finding.get("verdict") or "")


def ordered(findings: Sequence[FindingLine]) -> list[FindingLine]:
    """Breaches first, then what cannot be judged, then what was met; rule by rule in the order given."""
    place = {title: number for number, title in enumerate(dict.fromkeys(line.title for line in findings))}
    return sorted(findings, key=lambda line: (_WEIGHT.get(verdict(line), 1), place[line.title]))


def headline(explanation: Explanation) -> Text:
    """How many findings of each verdict, and what is owed at least."""
    counts = {label: sum(verdict(line) == label for line in explanation.findings) for label in _WEIGHT}
    zh = f"{counts['breach']} 条违反，{counts['cannot judge']} 条无法判断，{counts['met']} 条符合"
    en = f"{counts['breach']} in breach, {counts['cannot judge']} that cannot be judged, {counts['met']} met"
    for currency, least in sorted(_owed(explanation.findings).items()):
        said = amount(least, currency)
        zh, en = f"{zh}，欠付至少 {said[0]}", f"{en}, owed at least {said[1]}"
    return zh, en


def _owed(findings: Sequence[FindingLine]) -> dict[str, int]:
    """By currency the greatest sum of one rule, under the assumption that makes it least; sums of several rules may overlap."""
    sums: dict[tuple[str, Text], dict[str, int]] = {}
    for line in findings:
        owed, scenario = line.finding.get("owed"), str(line.finding.get("scenario") or "")
        if isinstance(owed, int) and owed and line.finding.get("platform") != ACROSS:
            tried = sums.setdefault((str(line.finding.get("currency") or ""), line.title), {})
            tried[scenario] = tried.get(scenario, 0) + owed
    least: dict[str, int] = {}
    for (currency, _), tried in sums.items():
        least[currency] = max(least.get(currency, 0), min(tried.values()))
    return least


def steps(line: FindingLine) -> list[Text]:
    """The finding's arithmetic, with the label of what is missing put into words and a way to mend it."""
    label = str(line.finding.get("missing") or "")
    if not label:
        return list(line.steps)
    (zh, en), mend = missing(label, lambda topic: shipped().get(topic, (topic, topic)))
    said = f"无法判断。{zh}。{mend[0]}", f"Cannot judge. {en}; {mend[1]}"
    raw = cannot(line.finding)
    return [said if step == raw else step for step in line.steps]


def citation(line: FindingLine) -> Text:
    """The law in one line; where no entry is used, so in words."""
    if not line.finding.get("law"):
        return marks.without_entry(str(line.finding.get("missing") or ""))
    return marks.unmarked(line.citation)


def totals(day: DayLine, previous: DayLine | None) -> list[tuple[Text, str]]:
    """The day's totals. A rest before the day's first task is longer than most days and says so."""
    rest = ("最长休息", "longest rest")
    ended = max((task.end for task in previous.tasks), default=None) if previous else None
    since = day.tasks[0].start - ended if ended and day.tasks else None
    shown = [(label, _clock(value)) for label, value in day.totals]
    if since is None:
        return shown
    seconds = int(since.total_seconds())
    before = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
    said = ("上次收工后休息", "rest since the last task"), before
    return [said if (label, value) == (rest, before) else (label, value) for label, value in shown]


def _clock(value: str) -> str:
    """Hours, minutes and seconds without the seconds."""
    parts = value.split(":")
    return ":".join(parts[:2]) if len(parts) == 3 else value
