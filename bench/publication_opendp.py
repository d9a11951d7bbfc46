"""The peer of `bench.publication`: bounded counts and hours by OpenDP's Polars interface, in an environment with opendp[polars]."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import opendp.prelude
import polars

dp: Any = opendp.prelude  # the Polars part of OpenDP carries no types
pl: Any = polars


def main(rows: str, grid: str) -> None:
    """Release noisy workers and quarters of an hour of every cell of ``grid``; twenty cells a person, four hours in each."""
    warnings.simplefilter("ignore", FutureWarning)
    dp.enable_features("contrib")
    table = pl.scan_parquet(rows).with_columns(quarters=(pl.col("seconds") + 450) // 900)
    keys = pl.scan_parquet(grid)
    cells = int(keys.select(pl.len()).collect().item())
    context = dp.Context.compositor(
        data=table,
        privacy_unit=dp.unit_of(contributions=1, identifier=pl.col("person")),
        privacy_loss=dp.loss_of(rho=0.045),
        split_evenly_over=1,
        margins=[dp.polars.Margin(by=["cell"], max_groups=cells, max_length=20_000_000)],
    )
    query = context.query().truncate_per_group(1, by=["cell"]).truncate_num_groups(20, by=["cell"], keep="first")
    asked = query.group_by("cell").agg(dp.len(), pl.col("quarters").dp.sum((0, 16))).with_keys(keys)
    print(asked.release().collect().shape)


if __name__ == "__main__":
    main(*sys.argv[1:])
