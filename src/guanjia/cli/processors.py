"""How many processors a command may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def limited(count: int | None) -> Iterator[None]:
    """At most so many processors for this thread and those it starts, where the system can say so; all without ``count``."""
    if count is None:
        yield
        return
    import pyarrow as pa

    arrow, bound = pa.cpu_count(), hasattr(os, "sched_setaffinity")
    before = os.sched_getaffinity(0) if bound else set[int]()
    pa.set_cpu_count(count)
    if bound:
        os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        pa.set_cpu_count(arrow)
        if bound:
            os.sched_setaffinity(0, before)
