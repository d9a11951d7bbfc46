"""One entry of the law in one line, for reports: document, article (force; from …; verified or not)."""

from __future__ import annotations

from guanjia.law.entry import Entry

_NOT_SEEN = "not seen"


def in_chinese(entry: Entry) -> str:
    """文件 条 （效力；自…起；已核/未核）."""
    article = "（条次未见）" if entry.article == _NOT_SEEN else f" {entry.article}" if entry.article else ""
    until = f"至{entry.last_day.isoformat()}" if entry.last_day else ""
    read = "已核" if entry.verified else "未核"
    missing = "；数值未查到" if entry.missing else ""
    return f"{entry.document}{article}（{entry.force.zh}；自{entry.first_day.isoformat()}起{until}；{read}{missing}）"


def in_english(entry: Entry) -> str:
    """Document, article (force; from … to …; verified or not verified)."""
    article = ", article not seen" if entry.article == _NOT_SEEN else f", {entry.article}" if entry.article else ""
    until = f" to {entry.last_day.isoformat()}" if entry.last_day else ""
    read = "verified" if entry.verified else "not verified"
    missing = "; value not found" if entry.missing else ""
    return f"{entry.document}{article} ({entry.force.value}; from {entry.first_day.isoformat()}{until}; {read}{missing})"
