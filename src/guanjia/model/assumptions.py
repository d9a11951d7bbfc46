"""What a model takes for granted, as reports print it: each number with its unit, its source, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Words = tuple[str, str]  # Chinese, English


class Status(StrEnum):
    """How well a number is known."""

    SEEN = "seen"
    JUDGEMENT = "judgement"
    MEMORY = "memory"

    @property
    def zh(self) -> str:
        """The status in Chinese."""
        return {"seen": "已读到出处", "judgement": "自行判断", "memory": "凭记忆，未核对"}[self.value]


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Assumption:
    """One number or rule that a result rests on."""

    name: Text
    value: float | str
    unit: Text
    source: Text
    status: Status

    def line(self, language: str) -> str:
        """The assumption on one line, in ``zh`` or ``en``.

        >>> nap = Assumption(Text("小睡", "Nap"), 1.5, Text("小时", "h"), Text("我们取定", "chosen by us"), Status.JUDGEMENT)
        >>> nap.line("en")
        'Nap: 1.5 h (judgement: chosen by us)'
        >>> nap.line("zh")
        '小睡：1.5 小时（自行判断：我们取定）'
        """
        value = self.value if isinstance(self.value, str) else f"{self.value:g}"
        if language == "zh":
            return f"{self.name.zh}：{value}{self.unit.zh and ' ' + self.unit.zh}（{self.status.zh}：{self.source.zh}）"
        return f"{self.name.en}: {value}{self.unit.en and ' ' + self.unit.en} ({self.status.value}: {self.source.en})"


@dataclass(frozen=True)
class AssumptionSet:
    """The assumptions of one model."""

    name: Text
    note: Text  # what must not be concluded
    assumptions: tuple[Assumption, ...]

    def lines(self, language: str) -> tuple[str, ...]:
        """Name, note and assumptions, one a line, in ``zh`` or ``en``.

        >>> AssumptionSet(Text("睡眠", "Sleep"), Text("是推断", "It is inferred"), ()).lines("en")
        ('Sleep', 'It is inferred')
        """
        name, note = (self.name.zh, self.note.zh) if language == "zh" else (self.name.en, self.note.en)
        return (name, note, *(a.line(language) for a in self.assumptions))


def judged(name: Words, value: float | str, unit: Words, why: Words) -> Assumption:
    """A number that was chosen, with the reason for it; each text is (Chinese, English).

    >>> judged(("小睡", "Nap"), 1.5, ("小时", "h"), ("我们取定", "chosen by us")).line("en")
    'Nap: 1.5 h (judgement: chosen by us)'
    """
    return Assumption(Text(*name), value, Text(*unit), Text(*why), Status.JUDGEMENT)


def recalled(name: Words, value: float | str, unit: Words, source: Words) -> Assumption:
    """A number from memory; ``source`` says where it should be looked up.

    >>> recalled(("小睡", "Nap"), 1.5, ("小时", "h"), ("教科书", "a textbook")).line("zh")
    '小睡：1.5 小时（凭记忆，未核对：教科书）'
    """
    return Assumption(Text(*name), value, Text(*unit), Text(*source), Status.MEMORY)
