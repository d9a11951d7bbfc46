"""What ``guanjia risk`` says on the terminal: the figures, the basis of the map, the index in a line, guidance by kind."""

from __future__ import annotations

from collections import Counter
from textwrap import fill

import click

from guanjia.flows.risk import Steward
from guanjia.risk.area_weeks import NO_PANEL
from guanjia.risk.guidance.lines import Kind
from guanjia.risk.index.levels import NAMES

_KINDS = {
    Kind.LENGTHEN_15: "延长时限到 15 km/h 内 longer promises, 15 km/h",
    Kind.LENGTHEN_25: "延长时限到 25 km/h 内 longer promises, 25 km/h",
    Kind.CAP_CARRIED: "限制同时配送单数 cap on orders at once",
    Kind.PAUSE: "恶劣天气暂停 pause in severe weather",
}


def show(it: Steward) -> None:
    """A few lines of at most 80 columns."""
    road = it.on_road
    placed, lost = float(road.exposure.seconds.sum(dtype="float64")) / 3_600, road.unplaced.seconds / 3_600
    click.echo(f"{it.first_day} – {it.last_day} · 在途 on the road {placed + lost:,.0f} h")
    click.echo(f"伤害或事故记录 injuries or crashes on record：{f'{road.injuries:,}' if it.recorded else '没有这张表 no such table'}")
    if lost >= 0.5:
        click.echo(f"其中没有地点、不在图上 of these no place on record, not on the map：{lost:,.0f} h")
    if it.map.basis == "observed":
        click.echo("地图 map：已记录的伤害 injuries on record")
    else:
        click.echo("地图 map：预期风险，不是已发生的伤害\n  expected risk, not injuries that happened")
    click.echo(f"画像 portraits：{it.portraits.num_rows:,} 人天 worker-days · 网格 cells：{it.map.inside.num_rows:,}")
    if it.index is None:
        click.echo(f"指数 index：{NO_PANEL[0]}")
        click.echo(fill(NO_PANEL[1], 78, initial_indent="  ", subsequent_indent="  "))
    else:
        levels = Counter(it.index.advisory.level.tolist())
        said = " · ".join(f"{' '.join(NAMES[level])} {count:,}" for level, count in sorted(levels.items(), reverse=True))
        monday = it.index.advisory.week.astype("datetime64[D]")
        click.echo(f"指数 index（截至 up to {monday + 6}，说的是 about {monday + 7} 起的一周 week）\n  {said}")
    if it.backtest is not None and it.backtest.reason is not None:
        click.echo(f"回测 backtest：{it.backtest.reason[0]}\n  {it.backtest.reason[1]}")
    told = Counter(line.kind for line in it.guidance if not line.cannot_tell)
    for kind, name in _KINDS.items():
        click.echo(f"  {told[kind]:>8,}  {name}")
    resting = sum(len(lines) for lines in it.rest_first.values())
    click.echo(f"  {resting:>8,}  先休息的人，各平台一份 who should rest first, one list a platform")
