"""Who the records are about: unit numbers for workers on platforms, and for linked persons over all their platforms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.engines.names import Names
from guanjia.engines.unit_table import UnitTable
from guanjia.engines.vocabulary import Vocabulary
from guanjia.model.measures import ACROSS

Int32 = NDArray[np.int32]


class Who:
    """Gives every (platform, worker) pair its unit, and every person with identities on several platforms one more."""

    def __init__(self, links: Mapping[tuple[str, str], str]) -> None:
        self.platforms = Vocabulary(ACROSS)
        self._workers = Names()
        self._links = links  # (platform, worker) -> person
        self._identities: dict[str, int] = {}
        for person in links.values():
            self._identities[person] = self._identities.get(person, 0) + 1
        self._units = UnitTable()
        self._across: dict[str, int] = {}
        self._of_person: dict[tuple[int, str], int] = {}
        self.worker: list[str] = []  # each unit's own id
        self.person: list[str] = []
        self.platform: list[int] = []
        self._across_of = np.full(1 << 10, -1, np.int32)  # by unit, with room; the last is -1, for rows that name no worker

    def __len__(self) -> int:
        return len(self.worker)

    def encode(self, workers: pa.Array, platforms: pa.Array) -> Int32:
        """The unit of each row; -1 where the row names no worker."""
        worker, platform = self._workers.encode(workers), self.platforms.encode(platforms)
        units, new = self._units.find(platform, worker)
        if len(new):
            _, first = np.unique(platform[new].astype(np.int64) << 32 | worker[new], return_index=True)
            first = new[np.sort(first)]
            pairs = zip(platform[first].tolist(), worker[first].tolist(), strict=True)
            added = [self._add(self.platforms.label(p), p, self._workers.label(w)) for p, w in pairs]
            self._units.put(platform[first], worker[first], np.array(added, np.int32))
            units[new] = self._units.find(platform[new], worker[new])[0]
        return units

    @property
    def across(self) -> Int32:
        """The person's unit of each unit, -1 where the person has one identity."""
        return self._across_of[: len(self)]

    def across_of(self, units: Int32) -> Int32:
        """The person's unit of each of some units, -1 where there is none or the row names no worker."""
        across: Int32 = self._across_of[units]
        return across

    def state(self) -> State:
        """All that `restore` needs, given the same links."""
        people = [[platform, person, unit] for (platform, person), unit in self._of_person.items()]
        return {
            "platforms": self.platforms.labels,
            "workers": self._workers.labels,
            "units": self._units.state(),
            "worker": self.worker,
            "person": self.person,
            "platform": self.platform,
            "across": self.across,
            "persons": self._across,
            "of_person": people,
        }

    def restore(self, state: State) -> None:
        """Go on from a state."""
        self.platforms.learn(state["platforms"])
        self._workers.learn(state["workers"])
        self._units.restore(state["units"])
        self._across = state["persons"]
        self.worker, self.person, self.platform = (state[name] for name in ("worker", "person", "platform"))
        self._of_person = {(platform, person): unit for platform, person, unit in state["of_person"]}
        self._across_of = np.full(2 * len(self) + 1, -1, np.int32)
        self._across_of[: len(self)] = state["across"]

    @property
    def linked(self) -> bool:
        """Whether anyone is linked over several platforms."""
        return bool(self._across)

    def _add(self, label: str, platform: int, worker: str) -> int:
        person = self._links.get((label, worker))
        if person is not None and (platform, person) in self._of_person:
            return self._of_person[platform, person]  # another account of the same person on the same platform
        unit = self._new(worker, person or worker, platform)
        if person is None:
            return unit
        self._of_person[platform, person] = unit
        if self._identities[person] > 1:
            if person not in self._across:
                self._across[person] = self._new(person, person, 0)
            self._across_of[unit] = self._across[person]
        return unit

    def _new(self, worker: str, person: str, platform: int) -> int:
        self.worker.append(worker)
        self.person.append(person)
        self.platform.append(platform)
        if len(self) == len(self._across_of):
            self._across_of = np.append(self._across_of, np.full(len(self), -1, np.int32))
        return len(self) - 1
