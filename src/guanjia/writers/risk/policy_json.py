"""Guidance in the layout of MDS 2.0 Policy and Geography (Open Mobility Foundation, CC BY 4.0): ``policies.json`` and ``geographies.json``.

Every rule is of MDS's type ``user``, information for people: a minimum of minutes or a maximum of tasks would be read as one of vehicles,
for MDS has no rule of promises. So the numbers stand beside the rules, in a member ``guanjia`` of each policy. MDS has no mode for
deliveries either: ``delivery`` is ours. The files hold true counts of tasks: they are for platform and authority, and no part of a
publication.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import h3

from guanjia.risk.guidance.lines import Effect, Guidance, Kind, Text

VERSION: Final = "2.0.0"
NOTICE_MS: Final = 20 * 60_000  # MDS: a policy is published at least 20 minutes before it starts
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES: Final[Mapping[Kind, Text]] = {
    Kind.LENGTHEN_15: ("延长应送达时间（15 公里/小时）", "Lengthen promises (15 km/h)"),
    Kind.LENGTHEN_25: ("延长应送达时间（25 公里/小时）", "Lengthen promises (25 km/h)"),
    Kind.CAP_CARRIED: ("限制同时配送单数", "Cap the tasks carried at once"),
    Kind.PAUSE: ("恶劣天气暂停派单", "Pause in severe weather"),
}
STATES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.LENGTHEN_15: ("on_trip",),
    Kind.LENGTHEN_25: ("on_trip",),
    Kind.CAP_CARRIED: ("reserved", "on_trip"),
    Kind.PAUSE: ("available", "reserved", "on_trip"),
}
NOTE: Final[Text] = (
    "平台提示，供平台与主管部门使用；不是命令，不是预警，也不证明任何安排安全。含未加噪的订单数，不得公开发布。",
    "A platform advisory for platforms and authorities: no order, no official warning, no proof that a plan is safe. "
    "It holds true counts of tasks and is not for publication.",
)
_OURS: Final = uuid5(NAMESPACE_URL, "urn:guanjia:guidance")


@dataclass(frozen=True)
class Issue:
    """When guidance is published and from when it holds, in milliseconds since 1970 UTC, and for which mode."""

    published: int
    start: int
    mode: str = "delivery"


def policies(lines: Sequence[Guidance], issue: Issue) -> dict[str, Any]:
    """``policies.json``: a policy for each kind of guidance, a rule for each line; what cannot be told is listed beside.

    ValueError for guidance that only one platform may see, and for less notice than MDS asks.
    """
    if any(line.platform is not None for line in lines):
        raise ValueError("guidance for one platform does not belong into a file for all")
    if issue.start < issue.published + NOTICE_MS:
        raise ValueError("MDS asks for 20 minutes between publication and start")
    told = [line for line in lines if not line.cannot_tell]
    return {
        "version": VERSION,
        "last_updated": issue.published,
        "policies": [_policy(kind, of_kind, issue) for kind in NAMES if (of_kind := [line for line in told if line.kind == kind])],
        "guanjia": {"note": _both(NOTE), "cannot_tell": _untold(lines)},
    }


def geographies(lines: Iterable[Guidance], issue: Issue) -> dict[str, Any]:
    """``geographies.json``: the hexagon of each area that a rule names."""
    areas = sorted({line.area for line in lines if line.area is not None and not line.cannot_tell})
    return {"version": VERSION, "last_updated": issue.published, "geographies": [_geography(area, issue) for area in areas]}


def write_policies(lines: Sequence[Guidance], folder: Path, issue: Issue) -> tuple[Path, Path]:
    """Write ``policies.json`` and ``geographies.json`` into ``folder``."""
    return _save(folder / "policies.json", policies(lines, issue)), _save(folder / "geographies.json", geographies(lines, issue))


def _policy(kind: Kind, lines: Sequence[Guidance], issue: Issue) -> dict[str, Any]:
    identity = uuid5(_OURS, f"{kind}|{issue.mode}|{issue.published}")
    rules = [(uuid5(identity, f"{line.area}|{line.hour}|{number}"), line) for number, line in enumerate(lines)]
    grounds = list(dict.fromkeys((line.effect.what, line.effect.basis) for line in lines))
    return {
        "name": " / ".join(NAMES[kind]),
        "mode_id": issue.mode,
        "policy_id": str(identity),
        "description": " ".join(NOTE),
        "start_date": issue.start,
        "published_date": issue.published,
        "rules": [_rule(rule, line) for rule, line in rules],
        "guanjia": {
            "kind": str(kind),
            "unit": lines[0].unit,
            "effects": [{"what": _both(what), "basis": _both(basis)} for what, basis in grounds],
            "guidance": [_numbers(rule, line, grounds.index((line.effect.what, line.effect.basis))) for rule, line in rules],
        },
    }


def _rule(identity: UUID, line: Guidance) -> dict[str, Any]:
    asked = _asked(line)
    rule: dict[str, Any] = {
        "name": " / ".join(NAMES[line.kind]),
        "rule_id": str(identity),
        "rule_type": "user",
        "geographies": [str(_geography_id(line.area))] if line.area is not None else [],
        "states": {state: [] for state in STATES[line.kind]},
        "messages": {"zh-CN": f"{asked[0]}。{line.reason[0]}", "en": f"{asked[1]}. {line.reason[1]}"},
    }
    if line.hour is not None:
        day, clock = divmod(line.hour, 24)
        rule |= {"days": [DAYS[day]], "start_time": f"{clock:02d}:00:00", "end_time": f"{clock:02d}:59:59"}
    return rule


def _asked(line: Guidance) -> Text:
    """What a line asks for, in a sentence."""
    if line.kind in (Kind.LENGTHEN_15, Kind.LENGTHEN_25):
        speed = 15 if line.kind == Kind.LENGTHEN_15 else 25
        return (
            f"应送达时间延长 {line.value:g} 分钟，使十单中九单不须超过 {speed} 公里/小时",
            f"Lengthen promises by {line.value:g} min, so that nine tasks in ten need no more than {speed} km/h",
        )
    if line.kind == Kind.CAP_CARRIED:
        return f"同时配送不超过 {line.value:g} 单", f"Let no more than {line.value:g} tasks be carried at once"
    return "气象台发布的此类预警生效期间暂停派单", "Pause dispatch while a station's warning of this kind is in force"


def _numbers(rule: UUID, line: Guidance, ground: int) -> dict[str, Any]:
    """The numbers of a rule; ``ground`` is the place of its effect's words in the policy's ``effects``."""
    effect = line.effect
    beside: dict[str, Any] = {
        "rule_id": str(rule),
        **_where(line),
        "value": number(line.value),
        "low": number(line.low),
        "high": number(line.high),
        "tasks": line.tasks,
        "effect": {"of": ground, "value": number(effect.value), "low": number(effect.low), "high": number(effect.high)},
    }
    if line.relayed:
        spans = [(w.signal, w.station, w.start // 1000, w.end // 1000) for w in line.relayed]
        beside["relayed"] = [dict(zip(("signal", "station", "start", "end"), span, strict=True)) for span in spans]
    return beside


def _untold(lines: Sequence[Guidance]) -> list[dict[str, Any]]:
    """What cannot be told, by kind, area and reason."""
    together: dict[tuple[Kind, int | None, Text], list[Guidance]] = defaultdict(list)
    for line in lines:
        if line.cannot_tell:
            together[line.kind, line.area, line.effect.basis].append(line)
    return [
        {
            "kind": str(kind),
            "area": _cell(area),
            "hours_of_week": sorted({line.hour for line in group if line.hour is not None}),
            "tasks": sum(line.tasks for line in group),
            "reason": _both(reason),
        }
        for (kind, area, reason), group in together.items()
    ]


def _cell(area: int | None) -> str | None:
    return None if area is None else h3.int_to_str(area)


def _where(line: Guidance) -> dict[str, Any]:
    return {"area": _cell(line.area), "hour_of_week": line.hour}


def effect_data(effect: Effect) -> dict[str, Any]:
    """An effect for JSON."""
    return {
        "what": _both(effect.what),
        "value": number(effect.value),
        "low": number(effect.low),
        "high": number(effect.high),
        "basis": _both(effect.basis),
    }


def number(value: float) -> float | None:
    """A number for JSON: none where it cannot be told or has no bound."""
    return round(value, 6) if isfinite(value) else None


def _both(text: Text) -> dict[str, str]:
    return {"zh": text[0], "en": text[1]}


@cache
def _geography_id(area: int) -> UUID:
    return uuid5(_OURS, f"h3|{h3.int_to_str(area)}")


def _geography(area: int, issue: Issue) -> dict[str, Any]:
    cell = h3.int_to_str(area)
    ring = [[round(lng, 6), round(lat, 6)] for lat, lng in h3.cell_to_boundary(cell)]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {
        "name": f"H3 {cell}",
        "geography_type": "policy_zone",
        "geography_id": str(_geography_id(area)),
        "geography_json": {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"h3": cell}, "geometry": shape}],
        },
        "published_date": issue.published,
    }


def _save(path: Path, content: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
    return path
