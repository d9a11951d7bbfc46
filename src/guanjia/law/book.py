"""The lawbook: folders of YAML, one per jurisdiction, the packaged one first and community folders after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from guanjia.law.entry import Entry
from guanjia.law.errors import LawbookError
from guanjia.law.places import PACKAGED, Place, Places
from guanjia.law.platforms import Platforms
from guanjia.law.records import Reader, Topic
from guanjia.law.series import closed
from guanjia.law.tiers import TierList, read_tiers

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DECLARATIONS: Final = ("places.yaml", "platforms.yaml", "topics.yaml", "tiers.yaml")


@dataclass(frozen=True)
class Lawbook:
    """All that the folders hold."""

    entries: tuple[Entry, ...]
    topics: dict[str, Topic]
    places: Places
    platforms: Platforms
    lists: tuple[TierList, ...]


def read_lawbook(folders: Sequence[Path] = ()) -> Lawbook:
    """The packaged lawbook and, on top of it, community folders of the same layout.

    A record of a later folder with the id of an earlier one takes its place. LawbookError names what cannot stand.
    """
    files = [(rank, folder, path) for rank, folder in enumerate((PACKAGED, *folders)) for path in _yaml_files(folder)]
    contents = {path: _parse(path) for _, _, path in files}
    places = Places(
        {place.code: place for path, content in contents.items() if path.name == "places.yaml" for place in _places(path, content)}
    )
    topics = {name: topic for path, content in contents.items() if path.name == "topics.yaml" for name, topic in _topics(path, content)}
    aliases = {
        alias: name for path, content in contents.items() if path.name == "platforms.yaml" for alias, name in _platforms(path, content)
    }
    platforms = Platforms(aliases)
    found: dict[str, tuple[int, Entry]] = {}
    source_file: dict[str, str] = {}
    lists: list[TierList] = []
    for rank, folder, path in files:
        reader = Reader(str(path), topics, places)
        if path.name == "tiers.yaml":
            lists += read_tiers(reader, contents[path])
        elif path.name not in _DECLARATIONS:
            for entry in reader.entries(contents[path], _jurisdiction(folder, path)):
                entry = _canonical(entry, platforms)
                if entry.id in found and found[entry.id][0] == rank:
                    raise reader.refuse(
                        entry.id,
                        f"编号重复，另见 {source_file[entry.id]}",
                        f"duplicate id, also in {source_file[entry.id]}",
                        "删去其中一条",
                        "remove one of the two",
                    )
                found[entry.id] = (rank, entry)
                source_file[entry.id] = str(path)
    entries = closed((entry for _, entry in found.values()), source_file)
    return Lawbook(tuple(sorted(entries, key=lambda e: e.id)), topics, places, platforms, tuple(lists))


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise LawbookError(str(folder), "", "法规文件夹不存在", "there is no such lawbook folder", "改正路径", "mend the path")
    return sorted(folder.rglob("*.yaml"))


def _parse(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else ""
        said = " ".join(str(error).split())
        raise LawbookError(
            str(path), line, f"读不懂这份 YAML：{said}", f"this is not valid YAML: {said}", "改正这一行", "mend that line"
        ) from None


def _jurisdiction(folder: Path, path: Path) -> str:
    """The jurisdiction a file's folder is named after: ``cn`` and ``us-nyc`` in capitals, ``310000`` as it is."""
    return path.parent.name.upper() if path.parent != folder else ""


def _canonical(entry: Entry, platforms: Platforms) -> Entry:
    if not entry.jurisdiction.startswith("platform:"):
        return entry
    name, _, region = entry.jurisdiction.removeprefix("platform:").partition("@")
    return replace(entry, jurisdiction=f"platform:{platforms.name(name)}" + (f"@{region}" if region else ""))


def _places(path: Path, content: object) -> Iterator[Place]:
    reader = Reader(str(path), {}, Places())
    for row in reader.mapping(content, "", {"places"}).get("places", ()):
        row = reader.mapping(row, "places", {"code", "zh", "en", "timezone", "parent", "aliases"})
        label = str(row.get("code", ""))
        if not all(row.get(key) for key in ("code", "zh", "en", "timezone")):
            raise reader.refuse(label, "缺 code、zh、en 或 timezone", "it lacks code, zh, en or timezone", "补全四项", "give all four")
        try:
            ZoneInfo(str(row["timezone"]))
        except (ZoneInfoNotFoundError, ValueError):
            raise reader.refuse(
                label,
                f"不认识的时区“{row['timezone']}”",
                f"unknown time zone '{row['timezone']}'",
                "写成 Asia/Shanghai 这样",
                "write it like America/New_York",
            ) from None
        aliases = tuple(map(str, row.get("aliases", ())))
        yield Place(label, str(row["zh"]), str(row["en"]), str(row["timezone"]), str(row.get("parent", "")), aliases)


def _topics(path: Path, content: object) -> Iterator[tuple[str, Topic]]:
    reader = Reader(str(path), {}, Places())
    rows = content if isinstance(content, dict) else {}
    for name, row in rows.items():
        row = reader.mapping(row, str(name), {"zh", "en", "unit"})
        if not all(row.get(key) for key in ("zh", "en", "unit")):
            raise reader.refuse(str(name), "缺 zh、en 或 unit", "it lacks zh, en or unit", "补全三项", "give all three")
        reader.check_unit(str(row["unit"]), str(name))
        yield str(name), Topic(str(row["zh"]), str(row["en"]), str(row["unit"]))


def _platforms(path: Path, content: object) -> Iterator[tuple[str, str]]:
    rows = content if isinstance(content, dict) else {}
    for name, aliases in rows.items():
        if not isinstance(aliases, list):
            raise Reader(str(path), {}, Places()).refuse(
                str(name), "别名不是列表", "its aliases are not a list", "写成 [meituan]", "write [meituan]"
            )
        yield from ((str(alias).strip().casefold(), str(name)) for alias in (name, *aliases))
