"""Which task ids come more than once, found by reading the ids alone before the tasks.

A set of a hundred million ids takes two gigabytes. So the hashes of the ids go to files by their leading bits, and each file is sorted by
itself; what remains to be remembered are the ids that come again, which in any export are few. Whether they are the same task, or one
refused and given to another worker, is for `Duplicates` to say, which sees all rows of these ids.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np

from guanjia.kernels.unit_order import unit_order
from guanjia.readers.draft import Drafts, Stream
from guanjia.readers.duplicates import id_keys
from guanjia.readers.hash_kernels import Hashes
from guanjia.readers.id_set import IdSet

COLUMNS = frozenset({"task_id", "platform"})
PARTS = 64
_BITS = np.uint64(64 - 6)


def told_again(stream: Stream, threads: int) -> IdSet:
    """The ids of a stream of tasks that come more than once; files are read by so many threads."""
    with tempfile.TemporaryDirectory(prefix="guanjia-ids-") as folder, ThreadPoolExecutor(threads) as pool:
        paths = [Path(folder) / f"{part:02d}" for part in range(PARTS)]
        lock = Lock()
        for written in [pool.submit(_write, drafts, paths, lock) for drafts in stream.pieces or (stream.drafts,)]:
            written.result()
        return IdSet(np.concatenate(list(pool.map(_repeated, paths))))


def _write(drafts: Drafts, paths: Sequence[Path], lock: Lock) -> None:
    """Put the hashes of one piece's ids into the files."""
    for draft in drafts(COLUMNS):
        if not len(draft) or "task_id" not in draft.columns:
            continue
        keys = id_keys(draft)
        part = (keys >> _BITS).astype(np.int32)
        keys = keys[unit_order(part, PARTS)]
        edges = np.concatenate([[0], np.cumsum(np.bincount(part, minlength=PARTS))])
        with lock:
            for path, begin, end in zip(paths, edges[:-1].tolist(), edges[1:].tolist(), strict=True):
                with path.open("ab") as file:
                    keys[begin:end].tofile(file)


def _repeated(path: Path) -> Hashes:
    """The hashes that stand in a file more than once."""
    keys: Hashes = np.fromfile(path, np.uint64) if path.exists() else np.zeros(0, np.uint64)
    keys.sort()
    return np.unique(keys[1:][keys[1:] == keys[:-1]])
