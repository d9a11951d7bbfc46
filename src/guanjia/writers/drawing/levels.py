"""Five levels as colours, always beside their number and word: steps that all colour vision can tell, and the four advisory colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """What level 0 to 4 is filled with, and the ink of a number written upon it."""

    fills: tuple[str, str, str, str, str]
    inks: tuple[str, str, str, str, str]


# Light to dark is low to high: lightness falls at every step, so that hue is never the only sign and grey print keeps the order.
STEPS = Palette(("#fdf1d3", "#f7c27a", "#e8804f", "#b23a63", "#53195f"), ("#1d272e", "#1d272e", "#1d272e", "#ffffff", "#ffffff"))
# None, blue, yellow, orange, red, as the words of the index say; blue stands apart by hue, the other three by lightness.
ADVISORY = Palette(("#eef0f1", "#2b66ad", "#f6d047", "#ee8a2c", "#a50f1b"), ("#1d272e", "#ffffff", "#1d272e", "#1d272e", "#ffffff"))
HIGHEST = 4
BLANK = "#ffffff"


def binned(values: Sequence[float], edges: Sequence[float]) -> list[int | None]:
    """The level of each value: how many of the ascending edges it reaches; None for NaN.

    >>> binned([0.5, 1.0, 9.0, float("nan")], [1.0, 1.2, 1.5, 2.0])
    [0, 1, 4, None]
    """
    return [None if math.isnan(value) else sum(value >= edge for edge in edges) for value in values]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2): (L1 + 0.05) / (L2 + 0.05) of their relative luminances.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 black to 1 white (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
