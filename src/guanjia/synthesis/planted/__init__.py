"""Planted people: invented workers whose records are written as short scripts, so that what the law makes of them is known beforehand.

A script says what a person did; plain arithmetic over it (sums of what was written, in whole microseconds and fen) gives every row that
the person earns in the answer key; and each plant states by hand the row it was made for, so that the two must agree. Nothing here asks
the lawbook, the kernels, the engines or the rules: the law's numbers are written again in `statute`, each with its citation.
"""

from guanjia.synthesis.planted.blocks import planted_block
from guanjia.synthesis.planted.hard import hard_set

__all__ = ["hard_set", "planted_block"]
