"""Just-in-time compilation with a cache on disk, typed so that strict checking sees through it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")

# Kernels allocate nothing, so they are compiled without reference counting and inlined into their callers: counting references on every
# array of a state, at every step, would cost eight times the step itself.
_OPTIONS: dict[str, Any] = {"nogil": True, "forceinline": True, "_nrt": False}
_PART: dict[str, Any] = {**_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` compiled by numba at its first call, without the interpreter lock; the machine code is kept for the next run.

    For functions on plain numbers and arrays that allocate nothing.
    """
    return cast(Callable[P, R], numba.njit(**_OPTIONS, cache=True)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` compiled as a part of the compiled functions that call it; it cannot be called from Python.

    Without a door to Python and a cache of its own, a third less time goes into the first compilation.
    """
    return cast(Callable[P, R], numba.njit(**_PART)(function))
