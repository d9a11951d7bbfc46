"""The list of faults, and how one is planted in a copy of the source."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
_LIST = Path(__file__).parent / "mutants.toml"


@dataclass(frozen=True)
class Mutant:
    """One fault: what goes wrong, what it imitates, and the text of a file below src/guanjia that is replaced."""

    name: str
    imitates: str
    file: str
    old: str
    new: str

    def times(self, source: Path = SOURCE) -> int:
        """How often the text to replace stands in the file; it must be once."""
        path = source / "guanjia" / self.file
        return path.read_text(encoding="utf-8").count(self.old) if path.is_file() else 0

    def planted(self, folder: Path) -> Path:
        """A copy of the source below ``folder`` with the fault in it; compiled code that would hide it is left out."""
        source = folder / "src"
        shutil.copytree(SOURCE, source)  # with times of files, by which numba knows its compiled code
        path = source / "guanjia" / self.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")
        _forget_compiled(source, self.file)
        return source


def _forget_compiled(source: Path, changed: str) -> None:
    """Delete compiled code of modules that may hold a part of the changed one: numba looks at the file of the outermost function only."""
    module = "guanjia." + changed.removesuffix(".py").replace("/", ".")
    for path in (source / "guanjia").rglob("*.py"):
        if path.match(changed) or re.search(rf"\b{re.escape(module)}\b", path.read_text(encoding="utf-8")):
            for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.nb[ci]"):
                compiled.unlink()


def catalogue() -> tuple[Mutant, ...]:
    """Every fault of the list."""
    return tuple(Mutant(**fields) for fields in tomllib.loads(_LIST.read_text(encoding="utf-8"))["mutant"])
