"""A release of the risk, with its cost in a ledger."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from guanjia.flows.publish import Publication, grid_name, publish, rehearsed
from guanjia.readers.contributions import Covered, read_contributions, read_covered
from guanjia.readers.errors import InputError
from guanjia.readers.polygons import read_features
from guanjia.risk.release.bounding import Caps
from guanjia.risk.release.budget import Spend
from guanjia.risk.release.grid import PublicGrid, grid_of_box, grid_of_regions, printable
from guanjia.risk.release.release import Release
from guanjia.risk.release.unit import WORKER, Unit, check_unit
from guanjia.writers.release.folder import write_record, write_release
from guanjia.writers.release.ledger import Ledger
from guanjia.writers.release.pages import write_pages
from guanjia.writers.whole_folder import OutputError, whole_folder

LONGEST_PUBLISHER, LONGEST_NUMBER = 100, 60  # characters: what the heading of the bulletin and the properties of a document hold
Period = tuple[date, date]


def publish_folder(
    out: Path,
    release: Path,
    budget: Fraction,
    year_cap: Fraction,
    ledger: Path,
    regions: Path | None = None,
    box: tuple[float, float, float, float] | None = None,
    period: Period | None = None,
    cells: int = 20,
    hours: int = 4,
    publisher: str = "",
    issued: date | None = None,
    number: str = "",
    unit: Unit = WORKER,
) -> Release:
    """Release what ``out`` holds of risk into the new folder ``release``; what it costs goes into ``ledger`` first."""
    office, issue = _short(publisher, "--publisher", LONGEST_PUBLISHER), _short(number, "--number", LONGEST_NUMBER)
    _check_places(out, release, ledger)
    covered = read_covered(out)
    check_unit(unit, covered.linked, covered.platforms)
    told, grid = _period(covered, period), _grid(regions, box)
    if issued is not None and issued <= told[1]:
        raise InputError(
            f"发布日期（--issued {issued}）在时段结束（{told[1]}）之前。请写时段之后的日期",
            f"the day of issue (--issued {issued}) is before the end of the period ({told[1]}). Give a later day",
        )
    spend = Spend(*told, budget, year_cap, grid_name(grid))
    asked = Publication(grid, Caps(cells, hours), spend, office, issued, unit, covered.injuries, period is None)
    rows = read_contributions(out)
    with whole_folder(release, mark="release.json", option="--to") as folder:
        with tempfile.TemporaryDirectory(dir=folder) as rehearsal:
            _write(rehearsed(asked), Path(rehearsal), issue)
        made = publish(rows, asked, Ledger(ledger).spend)
        try:
            _write(made, folder, issue)
        except OSError as error:
            raise OutputError(
                f"写 {release} 时出错（{error.strerror}），没有发布；预算 ρ={float(budget):g} 已经记账，不能退回",
                f"writing {release} failed ({error.strerror}) and nothing was published; rho={float(budget):g} is on record as spent and "
                f"is not given back",
            ) from error
    return made


def _check_places(out: Path, release: Path, ledger: Path) -> None:
    """A ledger in a release could be thrown away with it, and a release in OUT with OUT."""
    place = release.resolve()
    if ledger.resolve().is_relative_to(place):
        raise InputError(
            f"账本 {ledger} 不能放在发布文件夹 {release} 里：删掉那个文件夹，花掉的预算就没有记录了。请把 --ledger 放到别处",
            f"the ledger {ledger} cannot be in the release folder {release}: with that folder, what was spent would be forgotten. Put "
            f"--ledger elsewhere",
        )
    if place.is_relative_to(out.resolve()):
        raise InputError(
            f"发布文件夹 {release} 不能放在 {out} 里：重新评估会整个替换 {out}。请把 --to 放到别处",
            f"the release folder {release} cannot be in {out}: assessing anew replaces {out} as a whole. Put --to elsewhere",
        )


def whole_months(first: date, last: date) -> Period:
    """The calendar months that hold both days.

    >>> [str(day) for day in whole_months(date(2026, 1, 31), date(2026, 2, 3))]
    ['2026-01-01', '2026-02-28']
    """
    return first.replace(day=1), (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _period(covered: Covered, given: Period | None) -> Period:
    """The period told. Which days the records begin and end on is told to nobody, not in a refusal either."""
    told = given or whole_months(covered.first_day, covered.last_day)
    if not told[0] <= covered.first_day <= covered.last_day <= told[1]:
        raise InputError(
            f"有记录在公布的时段（{told[0]} 至 {told[1]}）之外。请把 --period 写长，或去掉它：默认是含有全部记录的整月",
            f"some records lie outside the period told ({told[0]} to {told[1]}). Give a longer --period, or leave it out: then it is the "
            f"whole calendar months that hold the records",
        )
    return told


def _grid(regions: Path | None, box: tuple[float, float, float, float] | None) -> PublicGrid:
    if box is not None:
        return grid_of_box(*box)
    if regions is not None:
        return grid_of_regions(read_features(regions))
    raise InputError("需要区域边界或范围", "regions or a box are needed")


def _short(text: str, option: str, most: int) -> str:
    shown = printable(text)
    if len(shown) > most:
        raise InputError(
            f"{option} 最多 {most} 个字，现在是 {len(shown)} 个。请写短一些",
            f"{option} is at most {most} characters, not {len(shown)}. Make it shorter",
        )
    return shown


def _write(made: Release, folder: Path, number: str) -> None:
    write_release(made, folder)
    write_pages(folder, number, made.issued)
    write_record(made, folder)
