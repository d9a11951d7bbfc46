"""WBGT limits of continuous work by metabolic rate, for people used to the heat (in brackets: where it was read).

All lines are for healthy adults, dressed for summer and acclimatised; whoever is new to the heat needs a lower limit. A limit is for
protection, not a diagnosis: in trials the body was not always in balance below it.
"""

from __future__ import annotations

from math import log10

DELIVERY = 300.0
"""Watts of a delivery by e-bike with stairs: moderate work, class 2 of ISO 8996. A judgement of this project."""


def iso_7243(watts: float) -> float:
    """The ISO 7243 reference line as a straight line, 34.9 - M/46 degrees Celsius (pythermalcomfort, work_capacity_iso).

    >>> round(iso_7243(300), 1)
    28.4
    """
    return 34.9 - watts / 46


def niosh_rel(watts: float) -> float:
    """NIOSH recommended exposure limit, 56.7 - 11.5 log10 M degrees Celsius (NIOSH 2016-106; pythermalcomfort, work_capacity_niosh).

    >>> round(niosh_rel(300), 1)
    28.2
    """
    return 56.7 - 11.5 * log10(watts)


def niosh_ral(watts: float) -> float:
    """NIOSH recommended alert limit, for people not used to the heat: 59.9 - 14.1 log10 M degrees Celsius (recalled, not read: verify).

    >>> round(niosh_ral(300), 1)
    25.0
    """
    return 59.9 - 14.1 * log10(watts)


REFERENCE = iso_7243(DELIVERY)
"""The limit that doses of heat are counted above, where no other is given: the ISO line at the metabolic rate of a delivery (judgement)."""
