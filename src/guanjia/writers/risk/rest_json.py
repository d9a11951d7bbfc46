"""Who should rest first, as a file for one platform."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from guanjia.risk.guidance.lines import Guidance, Kind
from guanjia.risk.guidance.rest import LEAST_LACK, REST
from guanjia.writers.risk.policy_json import effect_data, number

NOTE: Final = {
    "zh": "只供该平台安排休息，不得用于处罚、扣款、评分或排名；不含车速，也不含其他平台的记录。",
    "en": "For this platform to offer rest; no basis for punishment, pay or rating. It holds no speed and no other platform's records.",
}


def rest_list(lines: Sequence[Guidance], platform: str) -> dict[str, Any]:
    """The list of ``platform`` in order; ValueError where a line is another's, or not of rest."""
    if any(line.platform != platform or line.kind != Kind.REST_FIRST for line in lines):
        raise ValueError(f"not all lines are of rest for {platform}")
    return {"platform": platform, "note": NOTE, "rest_first": [_person(place, line) for place, line in enumerate(lines, 1)]}


def write_rest_list(lines: Sequence[Guidance], platform: str, path: Path) -> Path:
    """Write the list of ``platform``."""
    path.write_text(json.dumps(rest_list(lines, platform), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    return path


def _person(place: int, line: Guidance) -> dict[str, Any]:
    return {
        "place": place,
        "worker": line.worker,
        "rest_lacking_hours": number(line.value),
        "tasks": line.tasks,
        "reason": _reason(line.value),
        "effect": effect_data(line.effect),
    }


def _reason(lacking: float) -> dict[str, str]:
    """Why somebody should rest, and no more: how sleepy they are believed to be is theirs to know, not the platform's."""
    if lacking >= LEAST_LACK:
        return {
            "zh": f"开工前的休息比 {REST:g} 小时少 {lacking:.1f} 小时",
            "en": f"{lacking:.1f} h of rest short of {REST:g} h before starting",
        }
    return {"zh": "按工作时刻推算，宜先休息", "en": "by the hours worked, rest is advisable"}
