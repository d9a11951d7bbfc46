"""Polygons that a user gives as GeoJSON: their rings and their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_NAMES = ("name", "name_zh", "名称", "NAME")


@dataclass(frozen=True)
class Outline:
    """One region: its rings as latitude and longitude, and what it is called."""

    name: str
    rings: list[list[tuple[float, float]]]


def outlines(geojson: Mapping[str, Any] | None) -> list[Outline]:
    """The regions of a GeoJSON object (RFC 7946); points and lines are left out.

    >>> outlines({"type": "Polygon", "coordinates": [[[120, 30], [121, 30], [121, 31], [120, 30]]]})[0].rings[0][0]
    (30.0, 120.0)
    """
    return [] if geojson is None else list(_walk(geojson, ""))


def _walk(it: Mapping[str, Any], name: str) -> Iterator[Outline]:
    kind = it.get("type")
    if kind == "FeatureCollection":
        for feature in it["features"]:
            yield from _walk(feature, "")
    elif kind == "Feature":
        known = it.get("properties") or {}
        if it.get("geometry"):
            yield from _walk(it["geometry"], str(next((known[key] for key in _NAMES if known.get(key)), "")))
    elif kind == "GeometryCollection":
        for part in it["geometries"]:
            yield from _walk(part, name)
    elif kind == "Polygon":
        yield Outline(name, [_ring(ring) for ring in it["coordinates"]])
    elif kind == "MultiPolygon":
        yield Outline(name, [_ring(ring) for polygon in it["coordinates"] for ring in polygon])
    elif kind not in {"Point", "MultiPoint", "LineString", "MultiLineString"}:
        raise ValueError(f"不是 GeoJSON：type 为 {kind!r}，应为 Feature、FeatureCollection 或几何类型 / not GeoJSON: type {kind!r}")


def _ring(ring: Any) -> list[tuple[float, float]]:
    return [(float(lat), float(lng)) for lng, lat, *_ in ring]
