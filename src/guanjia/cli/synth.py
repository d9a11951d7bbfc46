"""``guanjia synth``: a small synthetic city, to try things out on."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="生成一座合成城市 / write a synthetic city")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--tasks", default=20_000, show_default=True, help="任务数 / number of tasks")
@click.option("--days", default=28, show_default=True, help="天数 / number of days")
@click.option("--seed", default=7, show_default=True, help="随机种子：相同则结果相同 / same seed, same city")
@click.option("--region", default="310000", show_default=True, help="地区代码 / division code")
def synth(folder: Path, tasks: int, days: int, seed: int, region: str) -> None:
    """在 FOLDER 里写一座合成城市的记录（没有真人）。

    Write the records of a synthetic city (no real people) into FOLDER.
    """
    from guanjia.law import places
    from guanjia.synthesis.city import write_city
    from guanjia.writers.whole_folder import OutputError

    if not places.Places().known(region):
        raise click.UsageError(f"不认识地区“{region}”，请写六位代码，如 310000\nunknown region '{region}'; write six digits such as 310000")
    try:
        written = write_city(folder, tasks=tasks, days=days, seed=seed, region=region)
    except (FileExistsError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise OutputError(
            f"不能写到 {folder}（{error.strerror}）。请换一个文件夹", f"cannot write to {folder} ({error.strerror}). Choose another folder"
        ) from error
    click.echo(f"已写入 written: {written}")
