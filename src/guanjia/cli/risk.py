"""``guanjia risk``: where and when the work is dangerous, from an assessed folder."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="风险画像、地图、指数和建议 / portraits, map, index and guidance")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="抽样的起点，同样的记录和起点结果相同 / the same records and seed, the same results",
)
@click.option("--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="扫描用几个线程 / threads of the scan")
@click.option("--overwrite", is_flag=True, help="替换已有的结果 / replace results that are there")
@click.option("--quiet", is_flag=True, help="不显示进度 / show no progress")
def risk(out: Path, seed: int, threads: int, overwrite: bool, quiet: bool) -> None:
    """由 OUT 和当时的记录得出风险画像、地图、提示指数与回测、改进建议，写进 OUT/risk。

    From OUT (results of assess) and its records: risk portraits, the risk map, the advisory index with its backtest, and guidance, written
    into OUT/risk.
    """
    from guanjia.cli.progress import watched
    from guanjia.cli.show_risk import show
    from guanjia.wiring.stewarding import steward_to_folder

    with watched(quiet) as bars:
        found = steward_to_folder(out, seed=seed, threads=threads, overwrite=overwrite, progress=bars, expect=bars.expect)
    show(found)
    click.echo(f"已写入 written: {out / 'risk'}（网页 page: risk.html）", err=True)
