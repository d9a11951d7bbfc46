"""A worker's own page: days, bands with what is not known about them, and what would help most."""

from __future__ import annotations

import math

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.band import band
from guanjia.writers.drawing.cautions import NO_CLEARANCE, NO_PUNISHMENT
from guanjia.writers.drawing.policy import policy
from guanjia.writers.drawing.template import render as render_template
from guanjia.writers.portrait_page.view import PortraitDay, PortraitView
from guanjia.writers.risk_page.render import STATUS

OWN_EYES: Text = (
    "本页只给你本人看；别人要看，须经你同意，并只限你同意的用途。",
    "This page is for your eyes only; others may see it with your consent alone, and only for what you consented to.",
)
INFERRED: Text = (
    "睡眠是按下线时间推算的，别处的工作也看不到，所以只给范围，不给一个准数。",
    "Sleep is inferred from time off and work elsewhere is not seen; hence a range and not one number.",
)
NEVER_SPEED: Text = (
    "不看你骑得多快：时间压力只按平台给的时限推算。",
    "How fast you ride is never scored: time pressure is worked out from the time that platforms allow.",
)
_MOST_CHANGES = 3
_SLEEPINESS_TICKS, _SLEEPY = (1, 3, 5, 7, 9), 7
_RISK_REFERENCE = 1.0
_MOST_TICKS = 8
NOT_KNOWN = "—"
COLUMNS: tuple[Text, ...] = (
    ("接单小时", "task hours"),
    ("最长连续（小时）", "longest run (h)"),
    ("欠休息（小时）", "rest debt (h)"),
    ("夜间占比", "night share"),
    ("时限偏紧占比", "tight promises"),
    ("热剂量（度·时）", "heat dose (°C·h)"),
    ("困倦 KSS", "sleepiness KSS"),
    ("失误（对照）", "lapses (check)"),
    ("预期相对风险", "expected rel. risk"),
)


def render(view: PortraitView) -> str:
    """One self-contained page without any script."""
    labels = [format(day.date, view.day_form) for day in view.days]
    risks = [day.risk for day in view.days]
    return render_template(
        "portrait_page",
        "portrait.html",
        {
            "it": view,
            "columns": COLUMNS,
            "rows": [row(day, view.day_form) for day in view.days],
            "sleepiness": band(labels, [day.sleepiness for day in view.days], _SLEEPINESS_TICKS, _SLEEPY),
            "risk": band(labels, risks, _ticks([span[2] for span in risks if span is not None]), _RISK_REFERENCE),
            "changes": view.changes[:_MOST_CHANGES],
            "own_eyes": OWN_EYES,
            "limits": (INFERRED, NEVER_SPEED, NO_CLEARANCE),
            "no_punishment": NO_PUNISHMENT,
            "status": STATUS,
            "csp": policy(),
        },
    )


def row(day: PortraitDay, form: str = "%m-%d") -> tuple[str, ...]:
    """A day as a line of the table."""
    return (
        format(day.date, form),
        _figure(day.hours),
        _figure(day.longest_run),
        _figure(day.rest_debt),
        _share(day.night_share),
        _share(day.pressed_share),
        _figure(day.heat_dose),
        _span(day.sleepiness, 1),
        _figure(day.lapses),
        _span(day.risk, 2),
    )


def _ticks(highs: list[float]) -> list[float]:
    """From 0 beyond the highest, at most `_MOST_TICKS` steps of a half, one, two …, so that their labels do not meet."""
    top, step = max([2.0, *highs]), 0.5
    while top > step * _MOST_TICKS:
        step *= 2
    return [at * step for at in range(math.ceil(top / step) + 1)]


def _figure(value: float | None) -> str:
    return NOT_KNOWN if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return NOT_KNOWN if value is None else f"{value:.0%}"


def _span(span: tuple[float, float, float] | None, digits: int) -> str:
    return NOT_KNOWN if span is None else f"{span[1]:.{digits}f}（{span[0]:.{digits}f}–{span[2]:.{digits}f}）"
