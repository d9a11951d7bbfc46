from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from guanjia.cli.main import cli
from tests.docs.pages import PAGES, ROOT, Block, blocks, write_files

SHELL = "bash"
RUN = "run"


def commands(block: Block) -> list[list[str]]:
    """The words of each ``guanjia`` line of a block, without comments."""
    lines = [shlex.split(line, comments=True) for line in block.text.replace("\\\n", " ").splitlines()]
    return [words[1:] for words in lines if words and words[0].rpartition("/")[2] == "guanjia"]


def invoke(block: Block, words: list[str]) -> None:
    """Run one ``guanjia`` line."""
    wanted = 10 if "--fail-on-breach" in words else 0
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == wanted, (
        f"{block}: 'guanjia {shlex.join(words)}' ended with {done.exit_code}, not {wanted}; mend the line or the code\n"
        f"{done.output}{done.exception or ''}"
    )


def is_run(block: Block) -> bool:
    """Whether the block is shell marked to be run, or Python that is not a file."""
    return block.said == RUN or (block.language == "python" and not block.file)


@pytest.mark.parametrize("page", [page for page in PAGES if any(map(is_run, blocks(page)))], ids=lambda page: page.name)
def test_blocks_run(page: Path, desk: Path) -> None:
    """The page's blocks run in order, in a folder that holds the page's files and the demo city; Python in one namespace."""
    write_files(page, desk)
    space: dict[str, Any] = {}
    for block in filter(is_run, blocks(page)):
        if block.language == "python":
            exec(compile("\n" * block.line + block.text, str(page), "exec"), space)
        for words in commands(block) if block.said == RUN else ():
            invoke(block, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    """Every command and option that a page names exists, whether or not the page's line is run."""
    for block in blocks(page):
        for words in commands(block) if block.language == SHELL else ():
            command = cli if words[0].startswith("-") else cli.commands.get(words[0])
            assert command is not None, f"{block}: there is no command '{words[0]}'"
            known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {"--help", "-h"}
            unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known]
            assert not unknown, f"{block}: guanjia {words[0]} has no option {', '.join(unknown)}; it has {', '.join(sorted(known))}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file, a picture or a heading of the project leads to one."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        path = page if not name else (page.parent / name).resolve()
        assert path.exists() and path.is_relative_to(ROOT), f"{page.name}: the link to '{target}' leads nowhere"
        if anchor:
            assert anchor in anchors(path), f"{page.name}: '{target}': {path.name} has no such heading; it has {', '.join(anchors(path))}"


def anchors(page: Path) -> list[str]:
    """The names by which a page's headings are linked, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings]
