"""The project's pages, cut into the blocks that tests run.

A block is what stands between two lines of three backticks. A comment on the line before it, which readers do not see, says more:

* ``<!-- file: tests/rules/x.yaml -->``  the whole text of that file; the tests write it to a folder and use it
* ``<!-- run -->``                       shell lines that begin with ``guanjia`` are run, one after the other, in a folder with a small city

Blocks of Python that are not a file are always run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = tuple(sorted((ROOT / "README.md", ROOT / "README.zh.md", *DOCS.glob("*.md"))))
_BLOCK = re.compile(r"(?:<!-- (?P<said>[^\n]*?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One block: its page, the line it begins on, its language, what the comment before it says, and its text."""

    page: Path
    line: int
    language: str
    said: str
    text: str

    @property
    def file(self) -> str:
        """The file that the block is the text of; "" for none."""
        return self.said.removeprefix("file: ") if self.said.startswith("file: ") else ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return tuple(
        Block(page, text.count("\n", 0, match.start("text")), match["language"], match["said"] or "", match["text"])
        for match in _BLOCK.finditer(text)
    )


def file_block(page: Path, name: str) -> Block:
    """The block of the page that is the text of the file ``name``."""
    found = [block for block in blocks(page) if block.file == name]
    assert found, f"{page.name} has no block marked <!-- file: {name} -->; put the file's text back on the page"
    return found[0]


def write_files(page: Path, folder: Path) -> list[Path]:
    """Write every file of the page below ``folder``; the paths written."""
    written = []
    for block in blocks(page):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            written.append(path)
    return written


def section(page: Path, heading: str) -> str:
    """The text under the first heading (of any level) that names ``heading``, up to the next one as high; "" if none."""
    lines = page.read_text(encoding="utf-8").splitlines()
    wanted = re.compile(rf"^(#+) .*(?<![\w-]){re.escape(heading)}(?![\w-])")
    for number, line in enumerate(lines):
        match = wanted.match(line)
        if match:
            level = len(match[1])
            end = next((i for i in range(number + 1, len(lines)) if re.match(rf"^#{{1,{level}}} ", lines[i])), len(lines))
            return "\n".join(lines[number:end])
    return ""


def absent(names: Iterable[str], text: str) -> str:
    """The names that the text does not hold in backticks."""
    return ", ".join(name for name in names if f"`{name}`" not in text)
