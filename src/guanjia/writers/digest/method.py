"""How an assessment was made, in words: clocks, boundaries, allowances, options, version and inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from guanjia.writers.digest.words import Text, region

_FORMATS = {"own": "管家表格 / Guanjia's own tables"}
_HASH_SHOWN = 16  # digits; whole hashes would let a reader rebuild the pseudonyms' key


def hypothetical(about: Mapping[str, object]) -> Text | None:
    """The banner of an assessment by a law that did not hold there or then; None where the law held."""
    if not about.get("hypothetical"):
        return None
    zh, en = [], []
    if about.get("as_if"):
        name = region(str(about["as_if"]))
        code = f"{about['as_if']} {name[0].removesuffix(str(about['as_if'])).strip()}".strip()
        zh.append(f"按 {code} 的规定判断")
        en.append(f"judged by the law of {name[1]}")
    if about.get("on"):
        zh.append(f"按 {about['on']} 当日有效的规定判断")
        en.append(f"judged by the law in force on {about['on']}")
    said = "，".join(zh) or "所用规定并非当时当地的规定", "; ".join(en) or "not the law of that place and time"
    return f"假设：{said[0]}", f"Hypothetical: {said[1]}"


def facts(about: Mapping[str, object]) -> list[tuple[Text, str]]:
    """What was set, as label and value, in the order of interest; what was not given is left out."""
    shown: list[tuple[Text, str]] = [
        (("版本", "Version"), _text(about.get("version"))),
        (("命令", "Command"), _text(about.get("command"))),
        (("法规库版本", "Law version"), _text(about.get("law_version"))),
        (("输入格式", "Input format"), _FORMATS.get(_text(about.get("format")), _text(about.get("format")))),
        (("时区", "Time zone"), _text(about.get("timezone"))),
        (("一日之始", "Day starts at"), _text(about.get("day_start"))),
        (("打断连续接单的休息", "Rest that breaks a run"), _minutes(about.get("rest"))),
        (("自报的休息", "Declared rests"), "不计入工时 / left out of hours" if about.get("leave_out_rests") else ""),
        (("试算的宽放比例", "Allowances tried"), _shares(about.get("allowances"))),
        (("指定地区", "Region given"), _text(about.get("region"))),
        (("假设地区", "As if in"), _text(about.get("as_if"))),
        (("假设日期", "As if on"), _text(about.get("on"))),
    ]
    return [(label, value) for label, value in shown if value]


def inputs(about: Mapping[str, object], shortened: bool) -> list[tuple[str, str]]:
    """Input files with their SHA-256; ``shortened`` gives bare file names and the first digits only, for reports that leave the house."""
    given = about.get("inputs")
    if not isinstance(given, Mapping):
        return []
    rows = sorted((str(path), str(digest)) for path, digest in given.items())
    return [(PurePath(path).name, digest[:_HASH_SHOWN] + "…") if shortened else (path, digest) for path, digest in rows]


def notes(about: Mapping[str, object], more: Sequence[Text]) -> list[Text]:
    """Notes on the whole reading, each once, in order."""
    given = about.get("notes")
    pairs = [(str(zh), str(en)) for zh, en in given] if isinstance(given, list | tuple) else []
    return list(dict.fromkeys([*pairs, *more]))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _minutes(value: object) -> str:
    return f"{value / 60e6:g} 分钟 min" if isinstance(value, int) else _text(value)


def _shares(value: object) -> str:
    if not isinstance(value, list | tuple):
        return _text(value)
    return ", ".join(f"{share:.0%}" if isinstance(share, float | int) else str(share) for share in value)
