"""The folder that ``guanjia risk`` leaves: tables, guidance, page, and what all of it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.flows.risk import Steward
from guanjia.risk.index.advisory import BOUNDS
from guanjia.risk.index.levels import ADVISORY
from guanjia.risk.on_road import OnRoad
from guanjia.risk.panel import PILLARS
from guanjia.risk.portrait.belief import PRIOR_MEAN, PRIOR_SPREAD
from guanjia.risk.portrait.words import PURPOSE
from guanjia.writers.digest.parquet import COMPRESSION
from guanjia.writers.risk.assumptions import assumption_lines
from guanjia.writers.risk.page_view import page_view
from guanjia.writers.risk.policy_json import Issue, write_policies
from guanjia.writers.risk.rest_json import write_rest_list
from guanjia.writers.risk_page.render import render

MARK: Final = "risk.json"  # what tells this folder from any other
FILES: Final[dict[str, str]] = {
    "portraits.parquet": "one row a worker and day, columns explained inside; for the worker's own eyes and roles the worker agreed to",
    "contributions.parquet": "riding time by person and H3 cell of resolution 7, for guanjia publish; never to be passed on",
    "map.parquet": "the map inside the house: H3 cells of resolution 8",
    "areas.parquet": "the same by H3 cell of resolution 7",
    "area_hours.parquet": "by H3 cell of resolution 7 and hour of the week",
    "clusters.parquet": "clusters of injuries (Kulldorff's scan), over the whole period and until the last day",
    "signals.parquet": "counts of regions against EARS, CUSUM and Farrington-Noufaily limits, by day, from sixteen weeks on by week",
    "index.parquet": "the index of the last whole week by H3 cell of resolution 7",
    "backtest.json": "the index replayed on these records, and on a history whose truth is known by construction",
    "policies.json": "guidance for platforms and authorities in the layout of MDS 2.0 Policy; true counts, not for publication",
    "geographies.json": "the areas that policies.json names, in the layout of MDS 2.0 Geography",
    "rest_first": "who should rest first, one list for each platform, from that platform's records only",
    "risk.html": "the page for the analyst",
    "risk.json": "this file",
}
_FIGURES: Final = (
    "index",
    *(f"score_{name}" for name in PILLARS),
    *("known_weight", "probability", "rate_ratio", "rate_ratio_low", "rate_ratio_high"),
    *(f"probability_over_{bound:g}" for bound in BOUNDS),
    *("index_low", "index_high", "same_colour"),
)
INDEX: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("area", "week")),
        *((name, pa.float64()) for name in _FIGURES),
        ("level", pa.int64()),
        ("veto", pa.bool_()),
        *((f"{what}_{language}", pa.string()) for language in ("zh", "en") for what in ("level", "reason", "notice")),
    ]
)
"""The columns of ``index.parquet``; what they mean stands in docs/results.md."""
_PRIVATE: Final = ("portraits.parquet", "contributions.parquet")
_DAY_MS: Final = 86_400_000


def write_risk(it: Steward, about: Mapping[str, Any], folder: Path) -> None:
    """Write everything into ``folder``, which is empty. ``about`` is what the assessment said of itself."""
    _save(it.portraits, folder / "portraits.parquet")
    shares = it.on_road.shares
    columns = {
        "person": shares.person.astype(np.int64),
        "cell": shares.cell,
        "seconds": shares.seconds,
        "load": shares.load,
        "injuries": shares.injuries,
    }
    _save(pa.table(columns), folder / "contributions.parquet")
    for name in _PRIVATE:
        (folder / name).chmod(0o600)
    _save(it.map.inside, folder / "map.parquet")
    _save(it.map.published, folder / "areas.parquet")
    _save(it.map.hours, folder / "area_hours.parquet")
    _save(it.map.clusters, folder / "clusters.parquet")
    _save(it.map.signals, folder / "signals.parquet")
    _save(_index(it), folder / "index.parquet")
    tested = {"records": None if it.backtest is None else it.backtest.to_dict(), "known_truth": [each.to_dict() for each in it.known_truth]}
    _json(tested, folder / "backtest.json")
    zone = ZoneInfo(about["timezone"])
    published = int(datetime.combine(it.last_day + timedelta(days=1), time(), zone).astimezone(UTC).timestamp() * 1000)
    write_policies(it.guidance, folder, Issue(published, published + _DAY_MS))
    lists = folder / "rest_first"
    lists.mkdir(mode=0o700)
    for number, (platform, lines) in enumerate(it.rest_first.items(), 1):
        if lines:
            write_rest_list(lines, platform, lists / f"platform-{number:03d}.json").chmod(0o600)
    (folder / "risk.html").write_text(render(page_view(it, about)), encoding="utf-8")
    _json(_about(it, about), folder / MARK)


def _about(it: Steward, about: Mapping[str, Any]) -> dict[str, Any]:
    road = it.on_road
    untold = sum(line.cannot_tell for line in it.guidance)
    return {
        "about": {name: about.get(name) for name in ("version", "inputs", "format", "timezone", "day_start", "region", "hypothetical")},
        "first_day": str(it.first_day),
        "last_day": str(it.last_day),
        "basis": it.map.basis,
        "basis_reason": {"zh": it.map.why_zh, "en": it.map.why_en},
        "hours_on_the_road": round(float(road.exposure.seconds.sum(dtype=np.float64)) / 3_600, 1),
        "hours_without_a_place": round(road.unplaced.seconds / 3_600, 1),
        "incidents": it.recorded,
        "injuries": road.injuries,
        "injuries_without_a_place": road.unplaced.injuries,
        "incidents_repeated": road.unplaced.repeated,
        "incidents_outside_the_days": road.unplaced.outside,
        "intake": {name: asdict(table) for name, table in it.intake.tables.items()},
        "portraits": it.portraits.num_rows,
        "privacy_unit": _privacy_unit(road),
        "guidance": {"told": len(it.guidance) - untold, "cannot_tell": untold},
        "belief": {"mean": it.belief.mean, "spread": it.belief.spread, "injuries": it.belief.injuries, "prior": [PRIOR_MEAN, PRIOR_SPREAD]},
        "index_sensitivity": _sensitivity(it),
        "notices": [dict(zip(("zh", "en"), words, strict=True)) for words in (PURPOSE, ADVISORY)],
        "assumptions": [
            {"name": dict(zip(("zh", "en"), line.name, strict=True)), "value": line.value, "source": line.source, "status": line.status}
            for line in assumption_lines()
        ],
        "files": FILES,
    }


def _sensitivity(it: Steward) -> dict[str, float | None]:
    """Sobol's total index of each group of choices; none where there is no index or nothing varies."""
    totals = {} if it.index is None else it.index.stability.totals
    return {group: None if np.isnan(value) else round(value, 4) for group, value in totals.items()}


def _privacy_unit(road: OnRoad) -> dict[str, Any]:
    """Whether accounts were joined into people, and over how many platforms: without the first, a person may be several rows."""
    platforms = {name for name in road.platform if name != "*"}
    return {"links": any(name == "*" for name in road.platform), "platforms": len(platforms)}


def _index(it: Steward) -> pa.Table:
    if it.index is None:
        return INDEX.empty_table()
    steady = it.index.stability
    columns = it.index.advisory.columns()
    for name, values in (("index_low", steady.index_low), ("index_high", steady.index_high), ("same_colour", steady.same_colour)):
        columns[name] = [None if np.isnan(value) else float(value) for value in values]
    return pa.table([columns[name] for name in INDEX.names], schema=INDEX)


def _save(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, **COMPRESSION)


def _json(value: object, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
