"""How far a text binds, in the few groups that reports keep apart."""

from __future__ import annotations

from guanjia.law.entry import Force
from guanjia.writers.digest.words import Text

BINDING, AGREED, ADVISORY, NONE = "binding", "agreement", "advisory", "none"
GROUPS: dict[str, Text] = {
    BINDING: ("有约束力的规定", "Binding law"),
    AGREED: ("集体协议（约束签约双方）", "Collective agreements (binding on their parties)"),
    ADVISORY: ("标准、指引和承诺", "Standards, guidance and promises"),
    NONE: ("未用到条文", "No article used"),
}
_BINDING = {Force.LAW, Force.REGULATION, Force.DEPARTMENTAL_RULE, Force.LOCAL_RULE}


def group(force: str) -> str:
    """The group of a finding's force; `NONE` where it rests on no entry.

    >>> group("local rule"), group("guidance"), group("collective agreement"), group("")
    ('binding', 'advisory', 'agreement', 'none')
    """
    if not force:
        return NONE
    if force in _BINDING:
        return BINDING
    return AGREED if force == Force.COLLECTIVE_AGREEMENT else ADVISORY
