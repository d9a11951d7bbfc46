"""What a reading knows when it stops, written down so that another run can go on from there: plain values and arrays, no code.

A *state* is a tree of dicts, lists, strings, whole numbers and arrays. Arrays go into one file beside the tree, which is JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

State = Any
_ARRAY = "\x00array"


def save(state: State, folder: Path) -> None:
    """Write a state into the folder."""
    arrays: list[np.ndarray[Any, Any]] = []

    def plain(value: State) -> State:
        if isinstance(value, np.ndarray):
            arrays.append(value)
            return {_ARRAY: len(arrays) - 1}
        if isinstance(value, dict):
            return {str(key): plain(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each) for each in value]
        return value

    folder.mkdir(parents=True, exist_ok=True)
    tree = json.dumps(plain(state), ensure_ascii=False, default=int)  # numpy's whole numbers are not JSON's
    (folder / "state.json").write_text(tree, encoding="utf-8")
    with (folder / "arrays.bin").open("wb") as file:
        for array in arrays:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)


def load(folder: Path) -> State:
    """The state that was written into the folder; OSError or ValueError where it is damaged."""
    tree = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    arrays: list[np.ndarray[Any, Any]] = []
    path = folder / "arrays.bin"
    with path.open("rb") as file:
        while file.tell() < path.stat().st_size:
            arrays.append(np.load(file, allow_pickle=False))

    def whole(value: State) -> State:
        if isinstance(value, dict):
            return arrays[value[_ARRAY]] if _ARRAY in value else {key: whole(each) for key, each in value.items()}
        return [whole(each) for each in value] if isinstance(value, list) else value

    return whole(tree)
