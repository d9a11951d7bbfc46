"""``guanjia publish``: a release that tells of the city and of nobody in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import click

from guanjia.cli.asking import Day

Period = tuple[date, date]
Box = tuple[float, float, float, float]


class Rho(click.ParamType[Fraction]):
    """A privacy budget: a decimal above 0 and at most 100, kept exact."""

    name = "RHO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The number."""
        if isinstance(value, Fraction):
            return value
        text = str(value)
        if not re.fullmatch(r"\d{1,3}(\.\d{1,12})?", text) or not 0 < Fraction(text) <= 100:
            self.fail(f"“{text}”不是预算，请写成 0.1 / '{text}' is not a budget; write it as 0.1", param, ctx)
        return Fraction(text)


class Span(click.ParamType[Period]):
    """A month, 2026-03, or a first and a last day, 2026-01-01..2026-03-31."""

    name = "PERIOD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """First and last day."""
        if isinstance(value, tuple):
            return value
        try:
            first, _, last = str(value).partition("..")
            if not last:
                begin = date.fromisoformat(f"{first}-01")
                return begin, (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            span = date.fromisoformat(first), date.fromisoformat(last)
            if span[0] <= span[1]:
                return span
        except (ValueError, OverflowError):
            pass
        self.fail(
            f"“{value}”不是时段，请写成 2026-03 或 2026-01-01..2026-03-31 / not a period: write 2026-03 or 2026-01-01..2026-03-31",
            param,
            ctx,
        )


class Corners(click.ParamType[Box]):
    """A bounding box: west,south,east,north in degrees."""

    name = "W,S,E,N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Box:
        """The four numbers."""
        if isinstance(value, tuple):
            return value
        try:
            west, south, east, north = (float(part) for part in str(value).replace("，", ",").split(","))
        except ValueError:
            self.fail(f"“{value}”不是范围，请写成 120.8,30.6,122.0,31.9（西,南,东,北） / west,south,east,north in degrees", param, ctx)
        return west, south, east, north


@click.command(short_help="加噪发布，不暴露任何人 / publish without exposing anyone")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--budget", required=True, type=Rho(), help="这次花的隐私预算 ρ，如 0.1 / privacy budget of this release (zCDP)")
@click.option("--to", "release", required=True, type=click.Path(path_type=Path), help="发布文件夹（新的）/ the release folder, a new one")
@click.option(
    "--regions", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="区域边界 GeoJSON / public boundaries, GeoJSON"
)
@click.option("--grid", "box", type=Corners(), help="没有边界时的范围：西,南,东,北 / a bounding box where there are no boundaries")
@click.option(
    "--ledger", type=click.Path(dir_okay=False, path_type=Path), help="预算账本；同一批人只用一本 / budget ledger, one for the same people"
)
@click.option(
    "--year-cap", default="0.4", type=Rho(), show_default=True, help="每年记录的预算上限 ρ，只能降 / yearly cap; it can only fall"
)
@click.option(
    "--period",
    type=Span(),
    help="公布的时段，如 2026-03；默认是含有全部记录的整月 / the period told; by default the whole months that hold the records",
)
@click.option("--cells", default=20, show_default=True, help="每人最多计入几格 / most cells a worker counts in")
@click.option("--hours", default=4, show_default=True, help="每人每格最多几小时 / most hours of a worker in a cell")
@click.option(
    "--unit",
    type=click.Choice(["worker", "account"]),
    default="worker",
    show_default=True,
    help="保护单位；多平台而没有 links 表只能用 account / whom it protects; several platforms without a table links: account only",
)
@click.option("--publisher", default="", help="发布单位 / who publishes")
@click.option("--issued", type=Day(), help="发布日期；不给就留待填写 / day of issue; left open where not given")
@click.option("--number", default="", help="公报期号，如 2026年第3期 / number of the bulletin")
def publish(
    out: Path,
    budget: Fraction,
    release: Path,
    regions: Path | None,
    box: Box | None,
    ledger: Path | None,
    year_cap: Fraction,
    period: Period | None,
    cells: int,
    hours: int,
    unit: str,
    publisher: str,
    issued: date | None,
    number: str,
) -> None:
    """把 OUT（先经 guanjia risk）的结果加噪后发布到一个独立的文件夹，并在账本里记下花掉的隐私预算。

    Publish what guanjia risk left in OUT, with noise, into a folder that stands alone, and record in a ledger what it cost of the privacy
    budget.
    """
    from guanjia.risk.release.unit import UNITS
    from guanjia.wiring.publishing import publish_folder

    if (regions is None) == (box is None):
        raise click.UsageError(
            "请给出 --regions（区域边界）或 --grid（范围）之一。格网必须来自公开的边界：若由劳动者到过的地方得出，有没有某一格就会暴露人\n"
            "give one of --regions (boundaries) and --grid (a box). The grid must come from public boundaries: were it made of where "
            "workers were, "
            "that a cell is there at all would give someone away"
        )
    book = ledger or Path(click.get_app_dir("guanjia")) / "publication-ledger.jsonl"
    made = publish_folder(out, release, budget, year_cap, book, regions, box, period, cells, hours, publisher, issued, number, UNITS[unit])
    click.echo(f"已发布 released: {release}", err=True)
    if not (made.level >= 0).any():
        click.echo("没有一格分得清等级，原因和办法见 map.html / no cell has a level; map.html says why and what would give one", err=True)
    for year, (spent, cap) in made.spent.years.items():
        click.echo(f"{year}: ρ {float(spent):g} / {float(cap):g}，账本 ledger: {book}", err=True)
        if cap < year_cap:
            click.echo(
                f"--year-cap {float(year_cap):g} 没有采用：账本里 {year} 年的上限只能降 / not raised: the ledger's cap can only fall",
                err=True,
            )
