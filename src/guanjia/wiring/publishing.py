"""A release of the risk, with its cost in a ledger."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from guanjia.flows.publish import Publication, grid_name, publish
from guanjia.readers.contributions import read_contributions, read_period
from guanjia.readers.errors import InputError
from guanjia.readers.polygons import read_features
from guanjia.risk.release.bounding import Caps
from guanjia.risk.release.budget import Spend
from guanjia.risk.release.grid import grid_of_box, grid_of_regions, printable
from guanjia.risk.release.release import Release
from guanjia.writers.release.folder import write_record, write_release
from guanjia.writers.release.ledger import Ledger
from guanjia.writers.release.pages import write_pages
from guanjia.writers.whole_folder import whole_folder


def publish_folder(
    out: Path,
    release: Path,
    budget: Fraction,
    year_cap: Fraction,
    ledger: Path,
    regions: Path | None = None,
    box: tuple[float, float, float, float] | None = None,
    period: tuple[date, date] | None = None,
    cells: int = 20,
    hours: int = 4,
    publisher: str = "",
    issued: date | None = None,
    number: str = "",
) -> Release:
    """Release what ``out`` holds of risk into the new folder ``release``; what it costs goes into ``ledger`` first."""
    first, last = read_period(out)
    told = period or (first, last)
    if not told[0] <= first <= last <= told[1]:
        raise InputError(
            f"记录的起止（{first} 至 {last}）超出了公布的时段（{told[0]} 至 {told[1]}）",
            f"the records ({first} to {last}) reach beyond the period told ({told[0]} to {told[1]})",
        )
    if box is not None:
        grid = grid_of_box(*box)
    elif regions is not None:
        grid = grid_of_regions(read_features(regions))
    else:
        raise InputError("需要区域边界或范围", "regions or a box are needed")
    asked = Publication(grid, Caps(cells, hours), Spend(*told, budget, year_cap, grid_name(grid)), printable(publisher), issued)
    rows = read_contributions(out)
    with whole_folder(release) as folder:
        made = publish(rows, asked, Ledger(ledger).spend)
        write_release(made, folder)
        write_pages(folder, printable(number), issued)
        write_record(made, folder)
    return made
