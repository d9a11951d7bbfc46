"""Who should rest first: a list for one platform, of its own workers and from its own records only.

It offers rest and is no basis for punishment, pay or rank. Speed plays no part in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.guidance.lines import NAN, Effect, Guidance, Kind, Text, no_effect

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

REST: Final = 11.0
"""Hours of rest in a day below which rest is lacking: injuries are 1.39 times as many after a return within 11 h (seen, of shift workers;
that it holds for platform work is a judgement)."""

LEAST_LACK: Final = 0.1  # hours of rest lacking from which anybody is listed (judgement)
SLEEPY: Final = 7.0  # on the Karolinska scale of 1 to 9 (judgement)
VERY_SLEEPY: Final = 8.0
UNIT: Final = "hour"
_WHAT: Text = ("休息后每小时在途风险下降的比例", "fall of the risk of an hour on the road after rest")


@dataclass(frozen=True)
class RestRows:
    """Workers as their platforms know them; arrays of one length, NaN for what is not known. A row rests on its own platform's records."""

    platforms: Sequence[str]
    workers: Sequence[str]
    hours: Float  # worked on the last day
    rest: Float  # hours off before it
    sleepiness: Float  # middle of the band of Karolinska scores
    risk: Float  # expected relative risk of the next hour on the road, 1 for somebody rested
    risk_low: Float
    risk_high: Float
    tasks: Int64  # of that day


def rest_first(rows: RestRows, platform: str, need: float = REST) -> list[Guidance]:
    """The workers of ``platform`` who lack rest or are likely sleepy: sleepiest first, then by hours of rest lacking, then by hours worked.

    Other platforms' rows are never looked at. Whose sleepiness is not known stands with the sleepy, for it cannot be ruled out; whose rest
    is not known is listed only where likely sleepy, as *cannot tell*.
    """
    own = np.array([name == platform for name in rows.platforms], np.bool_)
    lack = np.maximum(need - rows.rest, 0.0)
    band = np.where(rows.sleepiness >= VERY_SLEEPY, 2, np.where(rows.sleepiness < SLEEPY, 0, 1))
    listed = np.flatnonzero(own & ((lack >= LEAST_LACK) | (rows.sleepiness >= SLEEPY)))
    known = np.nan_to_num(lack), np.nan_to_num(rows.hours)
    order = sorted(listed.tolist(), key=lambda i: (-band[i], -known[0][i], -known[1][i], rows.workers[i]))
    return [_line(rows, i, float(lack[i]), need) for i in order]


def _line(rows: RestRows, i: int, lack: float, need: float) -> Guidance:
    hours, rest, score = float(rows.hours[i]), float(rows.rest[i]), float(rows.sleepiness[i])
    parts = [
        (f"最近一个工作日 {hours:.1f} 小时", f"worked {hours:.1f} h on the last day") if not np.isnan(hours) else None,
        (f"此前休息 {rest:.1f} 小时（参照 {need:g} 小时）", f"{rest:.1f} h off before it (reference {need:g} h)")
        if not np.isnan(rest)
        else ("休息时间无法判断", "rest cannot be told"),
        (f"推断困倦度 {score:.1f}（1–9，7 起为困倦）", f"inferred sleepiness {score:.1f} (1-9, sleepy from 7)")
        if not np.isnan(score)
        else ("困倦度无法判断", "sleepiness cannot be told"),
    ]
    said = [part for part in parts if part is not None]
    why: Text = ("；".join(zh for zh, _ in said), "; ".join(en for _, en in said))
    risk = tuple(float(column[i]) for column in (rows.risk, rows.risk_low, rows.risk_high))
    value = lack if not np.isnan(lack) else NAN
    effect = (
        _effect(risk)
        if lack >= LEAST_LACK
        else no_effect(_WHAT, ("不缺休息，困倦来自钟点", "rest is not lacking: sleepy by the hour of the day"))
    )
    return Guidance(
        *(Kind.REST_FIRST, value, value, value, UNIT, why, effect, int(rows.tasks[i])),
        platform=rows.platforms[i],
        worker=rows.workers[i],
    )


def _effect(risk: tuple[float, ...]) -> Effect:
    """From the expected relative risk down to 1, that of somebody rested."""
    if any(np.isnan(r) for r in risk):
        return no_effect(_WHAT, ("没有可用的相对风险", "the relative risk is not known"))
    value, low, high = (max(0.0, 1 - 1 / r) for r in risk)
    basis: Text = (
        "1 − 1/预期相对风险；先验值，可被本地数据推翻；只看本平台记录，其他平台的工作看不到",
        "1 - 1/expected relative risk; a prior that local data may overrule; this platform's records only, other work is invisible",
    )
    return Effect(_WHAT, value, low, high, basis)
