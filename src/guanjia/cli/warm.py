"""``guanjia warm``: compile the kernels once, so that no later run waits for it."""

from __future__ import annotations

import click


@click.command(short_help="预先编译，以后不再等待 / compile once, never wait again")
def warm() -> None:
    """在一座很小的合成城市上跑一遍，把编译结果留在磁盘上；安装后运行一次即可。

    Run once over a tiny synthetic city, so that compiled code is kept on disk. Once after installing is enough.
    """
    import tempfile
    from pathlib import Path

    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    from guanjia.synthesis.city import write_city
    from guanjia.wiring.assessing import assess

    with tempfile.TemporaryDirectory(prefix="guanjia-") as folder:
        city = write_city(Path(folder) / "city", tasks=1_000)
        assess(city)
        text = Path(folder) / "tasks.csv"
        csv.write_csv(pq.read_table(city / "tasks"), text)
        assess(text)
    click.echo("已编译 compiled")
