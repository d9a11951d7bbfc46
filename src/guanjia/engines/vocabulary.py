"""Labels and their codes, growing as records are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Int32 = NDArray[np.int32]
_NEW = -2
_MANY = 4_096


class Vocabulary:
    """Labels in order of first sight; a null label has the code of ``null``, if there is one, else -1."""

    def __init__(self, *labels: str, null: str | None = None) -> None:
        self._codes: dict[str, int] = {}
        self._labels: list[str] = []
        for label in labels:
            self.code(label)
        self._null = -1 if null is None else self.code(null)

    def __len__(self) -> int:
        return len(self._codes)

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, by code."""
        return tuple(self._labels)

    def label(self, code: int) -> str:
        """The label of a code."""
        return self._labels[code]

    def learn(self, labels: Sequence[str]) -> None:
        """Take labels in, in this order, as another vocabulary has them."""
        for label in labels:
            self.code(label)

    def code(self, label: str) -> int:
        """The code of a label, new if not seen before."""
        code = self._codes.setdefault(label, len(self._codes))
        if code == len(self._labels):
            self._labels.append(label)
        return code

    def encode(self, column: pa.Array) -> Int32:
        """The codes of a string or dictionary column."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        elif len(column.dictionary) > max(len(column), _MANY):  # looking up labels that no row has would cost more than the rows
            column = column.cast(column.type.value_type).dictionary_encode()
        words = column.dictionary.to_pylist()
        known = self._codes.get
        codes_of = [known(word, _NEW) for word in words]
        if _NEW in codes_of:
            codes_of = [self._null if word is None else self.code(word) for word in words]
        table = np.array([*codes_of, self._null], np.int32)
        indices = column.indices
        if indices.null_count:
            indices = indices.fill_null(len(table) - 1)
        codes: Int32 = table[indices.to_numpy(zero_copy_only=False)]
        return codes
