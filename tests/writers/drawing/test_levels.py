"""The colours of levels: apart in lightness, readable beside their numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from guanjia.writers.drawing.levels import ADVISORY, HIGHEST, STEPS, Palette, contrast, luminance

# Matrices of Machado, Oliveira and Fernandes 2009 at full severity, on linear RGB.
SEEN_BY = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _seen(colour: str, eye: str) -> list[float]:
    rgb = _linear(colour)
    return [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in SEEN_BY[eye]]


def test_lightness_falls_at_every_step() -> None:
    """In grey print the order of the levels remains."""
    light = [luminance(fill) for fill in STEPS.fills]
    assert all(above > 1.4 * below for above, below in pairwise(light))


@pytest.mark.parametrize("eye", SEEN_BY)
@pytest.mark.parametrize("palette", [STEPS, ADVISORY])
def test_no_two_levels_look_alike_to_colour_blind_eyes(palette: Palette, eye: str) -> None:
    """Between any two levels some channel differs by a tenth of full light in display values."""
    shades = [[max(part, 0.0) ** (1 / 2.2) for part in _seen(fill, eye)] for fill in palette.fills]
    for at in range(HIGHEST + 1):
        for other in range(at):
            assert max(abs(a - b) for a, b in zip(shades[at], shades[other], strict=True)) > 0.1


@pytest.mark.parametrize("palette", [STEPS, ADVISORY])
def test_numbers_can_be_read_upon_their_fill(palette: Palette) -> None:
    """Ink and fill differ by the 4.5 that WCAG asks for."""
    assert all(contrast(fill, ink) >= 4.5 for fill, ink in zip(palette.fills, palette.inks, strict=True))
