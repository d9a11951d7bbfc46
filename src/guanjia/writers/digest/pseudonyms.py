"""Short stable names for workers in reports that leave the house.

A name is a keyed hash of platform and worker id. The key is the hash of the input files' hashes, so the same files give the
same names and other files give others; records that came from no file get a key of chance, since anybody could rebuild one that is always
the same. Reports print those hashes shortened: whoever holds only a report cannot rebuild the key and try ids against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from secrets import token_bytes

import numpy as np
from numpy.typing import NDArray

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.columns import Coded, coded, pairs
from guanjia.writers.digest.words import Text

_SHORTEST = 4
_RIDERS = {"food_delivery", "parcel_delivery"}
_DRIVERS = {"ride_hailing", "freight"}


@dataclass(frozen=True)
class Pseudonyms:
    """The names of the workers of one assessment."""

    of: Mapping[tuple[str, str], str]  # (worker_id, platform) -> hexadecimal digits
    prefix: Text

    def name(self, worker: str, platform: str) -> Text:
        """The name of a worker of a platform; a dash where a finding is about the platform itself."""
        if not worker:
            return ("（平台）", "(platform)")
        digits = self.of[worker, platform]
        return f"{self.prefix[0]}-{digits}", f"{self.prefix[1]}-{digits}"

    def column(self, workers: Coded, platforms: Coded) -> tuple[NDArray[np.int64], list[str]]:
        """For each row an index into a list of names in Chinese."""
        keys, inverse = np.unique(pairs(workers, platforms), return_inverse=True)
        width = len(platforms.words)
        return inverse, [self.name(workers.words[key // width], platforms.words[key % width])[0] for key in keys]


def pseudonyms(assessment: Assessment) -> Pseudonyms:
    """Names for every worker of the assessment, all different, with as few digits as that takes (at least four)."""
    who: set[tuple[str, str]] = set()
    for table in (assessment.findings, assessment.worker_days, assessment.weeks, assessment.months):
        workers, platforms = coded(table, "worker_id"), coded(table, "platform")
        seen = np.zeros(len(workers.words) * len(platforms.words), np.bool_)
        seen[pairs(workers, platforms)] = True
        width = len(platforms.words)
        who.update((workers.words[key // width], platforms.words[key % width]) for key in np.flatnonzero(seen).tolist())
    key = _key(assessment.about)
    digests = {pair: blake2b("\x1f".join(pair).encode(), key=key, digest_size=16).hexdigest().upper() for pair in sorted(who)}
    length = _SHORTEST
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return Pseudonyms({pair: digest[:length] for pair, digest in digests.items()}, _prefix(assessment))


def _key(about: Mapping[str, object]) -> bytes:
    inputs = about.get("inputs")
    hashes = sorted(map(str, inputs.values())) if isinstance(inputs, Mapping) else []
    return sha256("\n".join(hashes).encode()).digest() if hashes else _chance()


@cache
def _chance() -> bytes:
    """One key while the program runs, so that the files of one folder agree on the names."""
    return token_bytes(32)


def _prefix(assessment: Assessment) -> Text:
    if assessment.about.get("subject") == "vehicle":
        return "车辆", "Vehicle"
    kinds = {kind for word in coded(assessment.worker_days, "kinds").used() for kind in word.split("+") if kind}
    if kinds and kinds <= _RIDERS:
        return "骑手", "Rider"
    if kinds and kinds <= _DRIVERS:
        return "司机", "Driver"
    return "劳动者", "Worker"
