"""How much memory an assessment may take, and what each of its buffers gets of it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

_FIXED = 700 << 20  # libraries, batches being read, checked and folded, a slice being judged
_A_UNIT = 2_550  # state of the fold, tallies, ids and labels of one worker on one platform


class TooLittleMemory(Exception):
    """The records have too many workers for the memory given."""

    def __init__(self, workers: int, needed: int) -> None:
        self.workers, self.needed = workers, needed
        super().__init__(f"{workers} workers need about {needed} bytes")


@dataclass(frozen=True)
class Room:
    """What the buffers may hold, and for how much memory in bytes."""

    memory: int

    @property
    def days(self) -> int:
        """Worker-days held open before those that are over are put away."""
        return self.memory // 8_192

    @property
    def spool(self) -> int:
        """Bytes put away before files are used."""
        return self.memory // 24

    @property
    def ids(self) -> int:
        """Task ids remembered one by one; of more, the ids are read beforehand."""
        return self.memory // 256

    @property
    def units(self) -> int:
        """Workers judged at a time."""
        return self.memory // 786_432

    def check(self, units: int) -> None:
        """`TooLittleMemory` where so many units cannot fit."""
        needed = _FIXED + units * _A_UNIT + self.spool + self.days * 500
        if needed > self.memory:
            raise TooLittleMemory(units, int((_FIXED + units * _A_UNIT) / (1 - 1 / 24 - 500 / 8_192)))


def give_back() -> None:
    """Give memory that is free inside this process back to the system, where it can be asked to."""
    pa.default_memory_pool().release_unused()
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> ctypes._FuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim  # of the GNU C library
    except (AttributeError, OSError, TypeError):
        return None
