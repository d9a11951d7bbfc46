"""What is said beside a number of law: whether it was seen where the entry cites it. Nothing stronger is known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guanjia.law.citation import in_chinese, in_english
from guanjia.law.entry import Entry, Force
from guanjia.writers.digest.words import Text

Mark = tuple[Text, str]  # words, look
SEEN: Mark = (("数值已查见", "number seen"), "ok")
UNSEEN: Mark = (("未核", "not verified"), "warn")
GIVEN: Mark = (("记录所附", "from the records"), "")
OWN: Mark = (("平台自定，见记录或其公布", "the platform's own, in the records or as published"), "")
NO_ARTICLE: Text = ("未用到条文", "no article used")
NO_LAW: Text = ("没有适用的规定", "no law applies")
_READ = re.compile(r"；(?:已核|未核)(?=）|；)|; (?:not )?verified(?=\)|;)")


def from_records(entry: Entry | None) -> bool:
    """Whether the entry is a row of an agreements table, so that there is no public text to look up."""
    return entry is not None and entry.source.startswith("agreements")


def mark(entry: Entry | None) -> Mark:
    """The mark of an entry; one that the law no longer holds is not verified."""
    if from_records(entry):
        return GIVEN
    return SEEN if entry is not None and entry.verified else UNSEEN


def mark_of_finding(finding: Mapping[str, object], verified: bool) -> Mark | None:
    """The mark where only a finding is known; None where it names no entry.

    An entry of a platform may be a row of the records or a text the platform published: a finding does not tell which.
    """
    law = str(finding.get("law") or "")
    if not law:
        return None
    own = law.startswith("platform:") and finding.get("force") in (Force.PLATFORM_PROMISE, Force.COLLECTIVE_AGREEMENT)
    return OWN if own else SEEN if verified else UNSEEN


def without_entry(missing: str) -> Text:
    """What is said of a finding that names no entry, by what it misses."""
    return NO_LAW if missing.startswith("law:") else NO_ARTICLE


def cited(entry: Entry) -> Text:
    """The entry in one line, without the word on whether it was seen: the mark says that."""
    return unmarked((in_chinese(entry), in_english(entry)))


def unmarked(citation: Text) -> Text:
    """A citation without the word on whether its number was seen.

    >>> unmarked(("某法 第1条（法律；自2025-01-01起；已核）", "A, art. 1 (law; from 2025-01-01; not verified)"))
    ('某法 第1条（法律；自2025-01-01起）', 'A, art. 1 (law; from 2025-01-01)')
    """
    return _READ.sub("", citation[0]), _READ.sub("", citation[1])
