"""Histograms as inline SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from guanjia.writers.digest.distributions import Histogram
from guanjia.writers.page.charts import BEYOND, CALM, histogram

DATA = Histogram((0.0, 1.0, 2.0, 3.0), (5, 3, 1), (0.5, 1.0, 1.5), 9, {})


def test_svg_is_bare_and_repeatable() -> None:
    """The drawing is well-formed, has no ids or dates to clash or differ, and is the same each time."""
    drawn = histogram(DATA, 2.0)
    root = ET.fromstring(drawn)
    assert root.tag == "svg" and "viewBox" in root.attrib and "width" not in root.attrib
    assert " id=" not in drawn and "url(" not in drawn and "http" not in drawn
    assert drawn == histogram(DATA, 2.0)


def test_bars_beyond_the_mark_are_coloured() -> None:
    """One of three bars lies beyond the mark; untinted, none is coloured (the mark's line still is)."""
    tinted, plain = histogram(DATA, 2.0), histogram(DATA, 2.0, tint=False)
    assert (tinted.count(f"fill: {CALM}"), plain.count(f"fill: {CALM}")) == (2, 3)
    assert tinted.count(f"fill: {BEYOND}") == plain.count(f"fill: {BEYOND}") + 1
