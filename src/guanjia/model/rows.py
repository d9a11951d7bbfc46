"""Rows of the frozen tables of `model.measures`: some of them, or those of several under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Columns = TypeVar("Columns")


def picked(columns: Columns, rows: NDArray[Any] | slice) -> Columns:
    """Some of the rows; what is no array stays as it is."""
    return type(columns)(**{name: value[rows] if isinstance(value, np.ndarray) else value for name, value in _columns(columns).items()})


def joined(parts: Sequence[Columns]) -> Columns:
    """The rows of all parts, one after the other; what is no array is the last part's, whose vocabularies are the fullest."""
    if len(parts) == 1:
        return parts[0]
    whole: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) if isinstance(value, np.ndarray) else value
        for name, value in _columns(parts[-1]).items()
    }
    return type(parts[-1])(**whole)


def _columns(columns: Any) -> dict[str, Any]:
    return {field.name: getattr(columns, field.name) for field in fields(columns)}
