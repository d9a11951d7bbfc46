"""A portrait on the terminal: the headline, the days, what weighs and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from guanjia.writers.portrait_page.view import PortraitDay, PortraitView

MOST_DAYS = 31


def shown(view: PortraitView) -> Iterator[RenderableType]:
    """The parts, each fit for 80 columns."""
    yield Text(f"{view.worker} · {view.period}", style="bold")
    yield Text("\n".join(view.headline))
    if view.not_told_apart is not None:
        yield Text("\n".join(view.not_told_apart), style="bold")
    table = Table(box=None, pad_edge=False)
    for name in ("日期\nday", "在单\nhours", "连续\nrun", "欠休\nrest debt", "夜间\nnight", "时限紧\npressed", "困倦\nKSS", "风险\nrisk"):
        table.add_column(name, justify="left" if name.startswith("日期") else "right")
    for day in view.days[-MOST_DAYS:]:
        table.add_row(*_cells(day, view.day_form))
    yield table
    if len(view.days) > MOST_DAYS:
        yield Text(f"共 {len(view.days)} 天，此处为最后 {MOST_DAYS} 天 the last {MOST_DAYS} of {len(view.days)} days", style="dim")
    for title, lines in (
        ("主要来源 what weighs most", [f"{each.name[0]} {each.name[1]}（{each.says[0]}）" for each in view.contributors]),
        (
            "按这一模型最能降低风险的改变 by this model, what would lower it most",
            [f"{each.what[0]}\n  {each.what[1]}\n  {each.effect[0]}" for each in view.changes],
        ),
    ):
        yield Text(title, style="bold")
        for line in lines or ["没有 none"]:
            yield Text(f"· {line}")
    for line in view.method[0]:
        yield Text(line, style="dim")


def _cells(day: PortraitDay, form_of_day: str) -> Iterator[str]:
    yield format(day.date, form_of_day)
    for value, form in (
        (day.hours, "{:.1f}"),
        (day.longest_run, "{:.1f}"),
        (day.rest_debt, "{:.1f}"),
        (day.night_share, "{:.0%}"),
        (day.pressed_share, "{:.0%}"),
    ):
        yield "—" if value is None else form.format(value)
    yield "—" if day.sleepiness is None else f"{day.sleepiness[0]:.1f}–{day.sleepiness[2]:.1f}"
    yield "—" if day.risk is None else f"{day.risk[1]:.2f} ({day.risk[0]:.2f}–{day.risk[2]:.2f})"
