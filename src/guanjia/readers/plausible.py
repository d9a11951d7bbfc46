"""Whether pay per task is of a size that pay per task can have: the wrong unit makes every wage rule wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.intake import Intake
from guanjia.readers.draft import Draft, Drafts

SAMPLE = 1_000_000
LOW, HIGH = 50, 30_000  # fen: no median pay of a delivery or a ride lies outside 0.5 to 300 yuan
APART = 100  # times the median


class PayScale:
    """The first million amounts of pay per task."""

    def __init__(self) -> None:
        self._seen: list[NDArray[np.int64]] = []
        self._count = 0

    @property
    def full(self) -> bool:
        """Whether enough amounts were seen."""
        return self._count >= SAMPLE

    def look(self, draft: Draft) -> None:
        """Take in a draft's amounts."""
        pay = draft.columns.get("driver_trip_pay")
        if pay is None or self.full or pay.null_count == len(pay):
            return
        kind = draft.columns.get("kind")
        if (
            kind is not None
            and pa.types.is_dictionary(kind.type)
            and {"freight", "domestic_work", "streaming"} & set(kind.dictionary.to_pylist())
        ):
            return
        values = pay.drop_null().to_numpy()
        values = values[values > 0]
        self._seen.append(values)
        self._count += len(values)

    def judge(self, intake: Intake) -> None:
        """Say so when the amounts look like another unit, or like two kinds of pay in one column."""
        if not self._count:
            return
        values = np.concatenate(self._seen)
        median = float(np.median(values))
        if median < LOW or median > HIGH:
            other = "yuan" if median < LOW else "fen"
            intake.note(
                f"每单收入的中位数是 {median / 100:.2f} 元，不像每单的钱，单位可能读错了。若单位不同请加 --money {other}",
                f"The median pay per task is {median / 100:.2f}: unlike pay for one task; the unit may be wrong. If so add --money {other}",
            )
        far = int((values > APART * median).sum())
        if far:
            intake.note(
                f"有 {far} 笔每单收入超过中位数的 {APART} 倍，可能混入了底薪、月结或不同单位的金额，请核对后分到收入明细",
                f"{far} amounts are more than {APART} times the median pay per task; base pay or another unit may be mixed in. "
                "Check them, and move what is not pay for the task to pay_lines",
            )


def scaled(pieces: Sequence[Drafts], intake: Intake) -> Drafts:
    """The drafts of all pieces one after the other, with a look at the pay on the way."""

    def drafts(wanted: frozenset[str]) -> Iterator[Draft]:
        scale = PayScale()
        for piece in pieces:
            for draft in piece(wanted):
                scale.look(draft)
                yield draft
        scale.judge(intake)

    return drafts
