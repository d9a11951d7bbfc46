"""Polygons given as GeoJSON."""

from __future__ import annotations

import pytest

from guanjia.writers.drawing.hexes import draw
from guanjia.writers.drawing.outlines import outlines

SQUARE = [[[120.0, 30.0], [120.1, 30.0], [120.1, 30.1], [120.0, 30.0]]]


def test_features_keep_their_names_and_points_are_left_out() -> None:
    """A collection of a named polygon, a polygon in two parts and a point gives two outlines."""
    found = outlines(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"名称": "东区"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}},
                {"type": "Feature", "properties": None, "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}},
                {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [120, 30]}},
            ],
        }
    )
    assert [(shape.name, len(shape.rings)) for shape in found] == [("东区", 1), ("", 2)]


def test_what_is_no_geojson_is_refused_in_words() -> None:
    """A message in both languages names the type found."""
    with pytest.raises(ValueError, match=r"不是 GeoJSON.*Topology.*not GeoJSON"):
        outlines({"type": "Topology"})


def test_outlines_alone_can_be_drawn_and_nothing_at_all_is_none() -> None:
    """Without cells the frame is that of the outlines."""
    drawing = draw([], {"type": "Polygon", "coordinates": SQUARE})
    assert drawing is not None
    assert len(drawing.regions) == 1
    assert draw([]) is None
