"""Parts of a spool in one file that stays: columns lie one after the other, and an index beside them says where."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.spool import Part

_ALIGNED = 64
_PARTS, _INDEX = "parts.bin", "parts.json"


def write(folder: Path, contents: Iterable[tuple[str, int, list[Part]]]) -> None:
    """Write all parts, each under its name and slice."""
    kinds: dict[str, int] = {}
    index: list[list[Any]] = []
    with (folder / _PARTS).open("wb") as file:
        for name, number, parts in contents:
            for part in parts:
                places = []
                for column in part:
                    file.write(bytes(-file.tell() % _ALIGNED))
                    kind = json.dumps(np.lib.format.dtype_to_descr(column.dtype))
                    places.append([kinds.setdefault(kind, len(kinds)), list(column.shape), file.tell()])
                    file.write(np.ascontiguousarray(column).data)
                index.append([name, number, places])
    said = {"kinds": list(kinds), "parts": index, "bytes": os.path.getsize(folder / _PARTS)}
    (folder / _INDEX).write_text(json.dumps(said), encoding="utf-8")


class StoredParts:
    """The parts that were written into a folder; OSError or ValueError where they are damaged."""

    def __init__(self, folder: Path) -> None:
        said = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        path = folder / _PARTS
        if path.stat().st_size != said["bytes"]:
            raise ValueError(f"{path} is cut short")
        self._kinds = [np.lib.format.descr_to_dtype(_descr(json.loads(kind))) for kind in said["kinds"]]
        self._places: dict[tuple[str, int], list[list[Any]]] = {}
        for name, number, places in said["parts"]:
            self._places.setdefault((name, number), []).append(places)
        self._bytes: NDArray[np.uint8] = np.memmap(path, np.uint8, "r") if said["bytes"] else np.zeros(0, np.uint8)

    def parts(self, name: str, number: int) -> list[Part]:
        """The parts of one slice in the order they were put."""
        return [tuple(self._column(*place) for place in places) for places in self._places.get((name, number), [])]

    def _column(self, kind: int, shape: list[int], begin: int) -> NDArray[Any]:
        dtype = self._kinds[kind]
        size = int(np.prod(shape)) * dtype.itemsize
        return np.asarray(self._bytes[begin : begin + size]).view(dtype).reshape(shape)


def _descr(told: Any) -> Any:
    """A type's description after JSON, which knows no tuples."""
    return [tuple(tuple(each) if isinstance(each, list) else each for each in field) for field in told] if isinstance(told, list) else told
