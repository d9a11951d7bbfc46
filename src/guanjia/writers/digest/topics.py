"""The names of topics of the law, and the titles of entries, also of those that came as rows of an agreements table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources

from guanjia.law.entry import Entry
from guanjia.law.law import Law
from guanjia.writers.digest.marks import from_records
from guanjia.writers.digest.words import Text


def names(law: Law) -> Callable[[str], Text]:
    """A function from a topic to its name; an unknown topic is shown as it is."""
    known = shipped() | {entry.topic: (entry.zh, entry.en) for entry in reversed(law.entries) if not from_records(entry)}
    return lambda topic: known.get(topic, (topic, topic))


def title(entry: Entry, topic: Callable[[str], Text]) -> Text:
    """What the entry sets; of an agreement, whose own title holds the bare topic, the topic's name in its place."""
    if not from_records(entry):
        return entry.zh, entry.en
    zh, en = topic(entry.topic)
    return entry.zh.replace(f" {entry.topic}", zh), entry.en.replace(entry.topic, en)


@cache
def shipped() -> dict[str, Text]:
    """The topics of the lawbook that comes with the program."""
    import yaml

    text = resources.files("guanjia").joinpath("lawbook").joinpath("topics.yaml").read_text(encoding="utf-8")
    return {topic: (said["zh"], said["en"]) for topic, said in yaml.safe_load(text).items()}
