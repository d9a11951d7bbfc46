"""What may be drawn: cells with their level, areas with their ratio, as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isnan
from typing import Any

import h3.api.numpy_int as h3

from guanjia.model.wording import Text
from guanjia.risk.release.grid import cell_polygon
from guanjia.risk.release.levels import NOISE
from guanjia.risk.release.release import CLEAR, Estimate, Release
from guanjia.writers.release.words import level_code, levels


def cells_geojson(release: Release) -> str:
    """Every cell of the grid. A blank cell tells nothing; one where the noise dominates tells so, and hours where these are clear."""
    least = CLEAR * (release.hours.sd or 0.0)
    features, words = [], levels(release.unit)
    for i, cell in enumerate(map(int, release.grid.cells)):
        level = int(release.level[i])
        told = {
            "cell": h3.int_to_str(cell),
            "area": release.grid.areas[release.grid.area_of[i]].code,
            **_level(words, level),
            **_numbers("expected_risk", release.risk, i, level > NOISE),
            **_numbers("hours", release.hours, i, level >= NOISE and release.hours.value[i] >= least),
        }
        features.append({"type": "Feature", "id": told["cell"], "geometry": cell_polygon(cell), "properties": told})
    return _collection(features)


def areas_geojson(release: Release) -> str:
    """Every area, with its noisy number of workers, its ratio of injured and its expected risk."""
    words = levels(release.unit)
    features = [
        {
            "type": "Feature",
            "id": area.code,
            "geometry": area.geometry,
            "properties": {
                "code": area.code,
                "name": area.name,
                **_numbers("workers", release.area_workers, i, True),
                **_numbers("injured_per_1000", release.injured_per_1000, i, True),
                **_level(words, int(release.area_level[i])),
                **_numbers("expected_risk", release.area_risk, i, True),
            },
        }
        for i, area in enumerate(release.grid.areas)
    ]
    return _collection(features)


def _level(words: Mapping[int, Text], level: int) -> dict[str, object]:
    zh, en = words[level]
    return {"level": level if level > NOISE else None, "told_as": level_code(level), "label_zh": zh, "label_en": en}


def _numbers(name: str, estimate: Estimate, i: int, shown: bool) -> dict[str, float | None]:
    values = {name: estimate.value[i], f"{name}_low": estimate.low[i], f"{name}_high": estimate.high[i]}
    return {key: round(float(value), 3) if shown and not isnan(value) else None for key, value in values.items()}


def _collection(features: list[dict[str, Any]]) -> str:
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
