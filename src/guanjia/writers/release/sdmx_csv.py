"""Tables in the SDMX-CSV 2.0 layout: one observation a row, dimensions, value, attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

import h3.api.numpy_int as h3

from guanjia.risk.release.release import CLEAR, Estimate, Release
from guanjia.writers.release.words import unit_of

CELLS, AREAS = "GUANJIA:DF_CELLS(1.0.0)", "GUANJIA:DF_AREAS(1.0.0)"
HEADINGS = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "MEASURE", "TIME_PERIOD"),
    *("OBS_VALUE", "OBS_STATUS", "CONF_LOWER", "CONF_UPPER", "STD_ERROR", "UNIT_MEASURE"),
)
SIGNED = "EXCESS_HOURS"  # below zero where risk is below the middle of its bounds
NORMAL, SUPPRESSED, UNRELIABLE = "A", "Q", "U"  # of SDMX CL_OBS_STATUS 2.2


def cells_csv(release: Release) -> str:
    """Expected risk, workers, hours, hours a worker, and the noisy part that the risk is made of, in every cell of the grid."""
    places = [h3.int_to_str(int(cell)) for cell in release.grid.cells]
    shown = {
        "EXPECTED_RISK": release.risk,
        "WORKERS": release.workers,
        "HOURS": release.hours,
        "HOURS_PER_WORKER": release.hours_each,
        SIGNED: release.excess,
    }
    return _table(CELLS, release, places, shown)


def areas_csv(release: Release) -> str:
    """Workers, injured workers, injured of a thousand and expected risk in every area."""
    shown = {
        "AREA_WORKERS": release.area_workers,
        "AREA_INJURED": release.area_injured,
        "INJURED_PER_1000": release.injured_per_1000,
        "AREA_EXPECTED_RISK": release.area_risk,
    }
    return _table(AREAS, release, [area.code for area in release.grid.areas], shown)


def _table(structure: str, release: Release, places: Sequence[str], shown: dict[str, Estimate]) -> str:
    days = (release.last_day - release.first_day).days + 1
    period = f"{release.first_day.isoformat()}/P{days}D"
    rows = [",".join(HEADINGS)]
    for measure, estimate in shown.items():
        unit = unit_of(measure, release.unit)
        for place, told in zip(places, _told(estimate, measure == SIGNED), strict=True):
            rows.append(f"dataflow,{structure},I,{_quoted(place)},{measure},{period},{told},{unit}")
    return "\r\n".join(rows) + "\r\n"


def _told(estimate: Estimate, signed: bool) -> Iterator[str]:
    """Value, status, bounds and standard error of each observation; only a ``signed`` measure may be clearly below zero."""
    for value, low, high in zip(estimate.value.tolist(), estimate.low.tolist(), estimate.high.tolist(), strict=True):
        if isnan(low):
            yield f",{SUPPRESSED},,,"
        elif isnan(value):
            yield f",{UNRELIABLE},{low:.3f},{high:.3f},"
        elif estimate.sd is None:
            yield f"{value:.3f},{NORMAL},{low:.3f},{high:.3f},"
        else:
            status = UNRELIABLE if (abs(value) if signed else value) < CLEAR * estimate.sd else NORMAL
            yield f"{value:.12g},{status},{low:.2f},{high:.2f},{estimate.sd:.3f}"


def _quoted(text: str) -> str:
    text = f"'{text}" if text[:1] in tuple("=+-@") else text  # no spreadsheet takes it for a formula, as in findings.csv
    escaped = text.replace('"', '""')
    return f'"{escaped}"' if any(mark in text for mark in ',"\r\n') else text
