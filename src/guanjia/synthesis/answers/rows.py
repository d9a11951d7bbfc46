"""Rows of the answer key, from arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.synthesis.block import KEY
from guanjia.synthesis.columns import labels, moments
from guanjia.synthesis.setting import Bool, Float, Int, Setting

MET, BREACH, CANNOT = range(3)
VERDICTS: Final = ("met", "breach", "cannot judge")
BLANK: Final = np.iinfo(np.int64).min  # no money follows, or nobody asks for a count


@dataclass(frozen=True)
class Whose:
    """The names of a block's units: worker ids and platforms; a person on two platforms has the person's id and the platform ``*``."""

    setting: Setting
    worker: pa.StringArray
    platform: Int
    platforms: tuple[str, ...]

    def rows(
        self,
        rule: str,
        period: str,
        measure: str,
        unit: Int,
        start: Int,
        end: Int,
        verdict: Int,
        measured: Float,
        limit: Float | float,
        *,
        owed: Int | None = None,
        count: Int | None = None,
        scenario: str | tuple[Int, tuple[str, ...]] = "",
    ) -> pa.Table:
        """Rows of one rule; moments in seconds of the city, nan and `BLANK` for none; ``scenario`` may be codes and words."""
        size = len(unit)

        def one(word: str) -> pa.DictionaryArray:
            return labels(np.zeros(size, np.int64), (word,))

        def amounts(values: Int | None) -> pa.Array:
            return pa.nulls(size, pa.int64()) if values is None else pa.array(values, pa.int64(), mask=values == BLANK)

        zero = self.setting.zero
        limits = np.broadcast_to(np.asarray(limit, np.float64), size)
        columns = [
            one(rule),
            pa.DictionaryArray.from_arrays(pa.array(unit.astype(np.int32)), self.worker),
            labels(self.platform[unit], self.platforms),
            one(self.setting.region),
            one(period),
            moments((start + zero) * 1_000_000),
            moments((end + zero) * 1_000_000),
            one(scenario) if isinstance(scenario, str) else labels(*scenario),
            one(measure),
            labels(verdict.astype(np.int64), VERDICTS),
            pa.array(measured.astype(np.float64), pa.float64(), mask=np.isnan(measured)),
            pa.array(limits, pa.float64(), mask=np.isnan(limits)),
            amounts(owed),
            amounts(count),
            one(""),
        ]
        return pa.Table.from_arrays(columns, schema=KEY)


def judged(broken: Bool, cannot: Bool | None = None) -> Int:
    """`BREACH` where ``broken``, else `MET`; `CANNOT` where ``cannot``."""
    verdict = np.where(broken, BREACH, MET)
    return verdict if cannot is None else np.where(cannot, CANNOT, verdict)
