"""The release folder: always the same files, each with the same rows whatever the data."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from math import isnan
from pathlib import Path
from typing import Any

from guanjia.risk.release.budget import DELTA, epsilon
from guanjia.risk.release.levels import FEWEST_WORKERS, NOISE
from guanjia.risk.release.release import Release
from guanjia.writers.release.dcat import dcat
from guanjia.writers.release.geojson import areas_geojson, cells_geojson
from guanjia.writers.release.method import method
from guanjia.writers.release.sdmx_csv import areas_csv, cells_csv
from guanjia.writers.release.words import (
    NO_INDEX,
    TITLE,
    caps_told,
    forbidden,
    guarantee,
    level_code,
    levels,
    measures,
    period_told,
    unit_of,
    unit_told,
)

RECORD = "dcat.jsonld"


def write_release(release: Release, folder: Path) -> None:
    """The tables ``cells.csv``, ``cells.geojson``, ``areas.csv``, ``areas.geojson``, and ``release.json``, which holds their hashes."""
    texts = {
        "cells.csv": cells_csv(release),
        "cells.geojson": cells_geojson(release),
        "areas.csv": areas_csv(release),
        "areas.geojson": areas_geojson(release),
    }
    texts["release.json"] = json.dumps(told(release, _hashes(texts)), ensure_ascii=False, indent=1) + "\n"
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def write_record(release: Release, folder: Path) -> None:
    """The catalogue record, last of all: it holds the hash of every other file of the folder, of pages made from ``release.json`` too."""
    files = sorted(file for file in folder.iterdir() if file.name != RECORD)
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    (folder / RECORD).write_bytes(dcat(release, hashes).encode())


def told(release: Release, hashes: dict[str, str]) -> dict[str, Any]:
    """What a release says of itself: the data of a method page."""
    rho = float(release.spend.rho)
    return {
        "schema": "guanjia-release@1",
        "name": release.name,
        "title": _both(TITLE),
        "publisher": release.publisher or None,
        "issued": release.issued.isoformat() if release.issued else None,
        "period": {"first_day": release.first_day.isoformat(), "last_day": release.last_day.isoformat(), **_both(period_told(release))},
        "grid": {
            "system": "H3",
            "resolution": 7,
            "cells": len(release.grid.cells),
            "areas": len(release.grid.areas),
            "name": release.spend.grid,
        },
        "privacy": {
            "unit": {"name": release.unit.name, **_both(unit_told(release.unit))},
            "definition": "zCDP",
            "neighbours": f"add or remove one {release.unit.name}",
            "rho": rho,
            "epsilon": round(epsilon(rho), 4),
            "delta": DELTA,
            "means": _both(guarantee(release.unit, rho, epsilon(rho), DELTA)),
            "mechanisms": [
                {"table": by.table, "noise": "discrete Gaussian", "sensitivity_l2": by.sensitivity, "scale": by.scale, "rho": by.rho}
                for by in release.mechanisms.values()
            ],
        },
        "budget": [_year(year, spent, cap) for year, (spent, cap) in release.spent.years.items()],
        "ledger": {"line": release.spent.number, "hash": release.spent.hash},
        "limits": caps_told(release.caps),
        "blank_below_noisy_workers": FEWEST_WORKERS,
        "levels": [
            {"told_as": level_code(k), "level": k if k > NOISE else None, **_both(words)} for k, words in levels(release.unit).items()
        ],
        "whole_grid": _whole(release),
        "measures": {code: {**_both(words), "unit": unit_of(code, release.unit)} for code, words in measures(release.unit).items()},
        "advisory_index": _both(NO_INDEX),
        "method": [{"about": about, **_both(line)} for about, line in method(release).items()],
        "must_not_be_concluded": [_both(line) for line in forbidden(release.unit)],
        "files": hashes,
        "pages": {
            "zh": f"地图和公报由以上各文件生成，哈希见 {RECORD}",
            "en": f"map and bulletins are made from these; {RECORD} has their hashes",
        },
    }


def _whole(release: Release) -> dict[str, object]:
    """Expected risk of the whole grid."""
    risk, level = release.whole_risk, int(release.whole_level[0])
    values = {"expected_risk": risk.value[0], "expected_risk_low": risk.low[0], "expected_risk_high": risk.high[0]}
    told = {name: None if isnan(value) else round(float(value), 3) for name, value in values.items()}
    return {"told_as": level_code(level), "level": level if level > NOISE else None, **told}


def _year(year: int, spent: Fraction, cap: Fraction) -> dict[str, object]:
    figures = {"rho_spent": float(spent), "rho_cap": float(cap), "rho_left": float(cap - spent)}
    return {"year": year, **figures, "epsilon_spent": round(epsilon(float(spent)), 4), "delta": DELTA}


def _hashes(texts: dict[str, str]) -> dict[str, str]:
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


def _both(text: tuple[str, str]) -> dict[str, str]:
    return {"zh": text[0], "en": text[1]}
