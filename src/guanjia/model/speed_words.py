"""Words for the speed that a promised time asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guanjia.model.money_words import number
from guanjia.model.wording import cannot

Text = tuple[str, str]  # Chinese, English


def speed_against_limit(finding: Mapping[str, Any], detour: float) -> list[Text]:
    """How the speed was computed, the worst of them, and how many tasks were over the limit."""
    worst, limit, rows = number(finding["measured"]), number(finding["limit"]), finding["rows"]
    unsure = [cannot(finding)] if finding["verdict"] == "cannot judge" else []
    if unsure and (worst is None or limit is None):
        return unsure
    lines: list[Text] = [
        (
            f"所需车速 = 起终点直线距离 × 绕行系数 {detour:g} ÷（应送达时间 − 取货时间）；绕行系数是本程序的假定",
            f"speed asked for = straight line × detour factor {detour:g} ÷ (promised time − pick-up); the factor is our assumption",
        )
    ]
    if worst is not None:
        sign = ">" if limit is not None and worst > limit else "≤"
        lines.append((f"最高 {worst:.2f} 公里/小时 {sign} {limit:g} 公里/小时", f"highest {worst:.2f} km/h {sign} {limit:g} km/h"))
    if finding["count"]:
        lines.append(
            (
                f"{rows} 单中有 {finding['count']} 单要求超过 {limit:g} 公里/小时",
                f"{finding['count']} of {rows} tasks ask for more than {limit:g} km/h",
            )
        )
    return [*lines, *unsure]
