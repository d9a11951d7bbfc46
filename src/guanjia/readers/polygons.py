"""Region polygons that the user supplies: a GeoJSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guanjia.readers.errors import InputError


def read_features(path: Path) -> list[Mapping[str, Any]]:
    """The features of a GeoJSON file, whether it holds a collection, one feature or a bare geometry."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(f"读不了区域文件 {path}：不是 GeoJSON", f"cannot read the regions file {path}: not GeoJSON") from error
    kind = told.get("type") if isinstance(told, dict) else None
    if kind == "FeatureCollection" and isinstance(told.get("features"), list):
        return [feature if isinstance(feature, dict) else {} for feature in told["features"]]
    if kind == "Feature":
        return [told]
    if kind in ("Polygon", "MultiPolygon"):
        return [{"type": "Feature", "properties": {}, "geometry": told}]
    raise InputError(
        f"区域文件 {path} 不是要素集（FeatureCollection）或面（Polygon）", f"the regions file {path} is not a FeatureCollection or Polygon"
    )
