"""What every page has to be: well-formed, both languages told, nothing fetched, headings in order, labels there."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "hr", "img", "link", "rect", "circle", "line"}
OPTIONAL = {"tr", "td"}  # whose end may be left out
Attributes = list[tuple[str, str | None]]


class Reader(HTMLParser):
    """Collects headings, ids, what refers to them, and whatever would fetch or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.fetched: list[str] = []
        self.unnamed: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note what the tag asks for."""
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        self.wanted += [values[name] for name in ("for", "aria-labelledby") if name in values]
        self.wanted += [values["href"][1:]] if values.get("href", "").startswith("#") else []
        self.fetched += [values[name] for name in ("src", "srcset", "action", "poster") if name in values]
        self.fetched += [values["href"]] if not values.get("href", "#").startswith("#") else []
        self.fetched += [tag] if tag in {"link", "iframe", "object", "embed", "img", "image", "use"} else []
        self.handlers += [name for name in values if name.startswith("on")]
        if tag == "svg" and not (values.get("aria-label") or values.get("aria-hidden")):
            self.unnamed.append(tag)
        if tag == "input" and not values.get("aria-label"):
            self.unnamed.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """A tag that closes itself leaves nothing open."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, and those before it whose end may be left out."""
        while self.open[-1] in OPTIONAL and self.open[-1] != tag:
            self.open.pop()
        assert self.open.pop() == tag


def check(text: str) -> Reader:
    """Fail unless this page stands alone and can be read by all."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    assert reader.fetched == [] and reader.handlers == [] and reader.unnamed == []
    assert not re.search(r"url\((?!#)|@import|https?://", text)
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.wanted) <= set(reader.ids)
    assert reader.headings[0] == 1 and reader.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert '<html lang="zh-CN">' in text
    _only_known_scripts(text)
    return reader


def _only_known_scripts(text: str) -> None:
    """The policy forbids all but inline style, and scripts whose hash it names."""
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    policy = found[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src ")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert set(policy.split("script-src ")[1].split(";")[0].split()) == (hashes or {"'none'"})
