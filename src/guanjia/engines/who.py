"""Who the records are about: unit numbers for workers on platforms, and for linked persons over all their platforms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.engines.vocabulary import Vocabulary
from guanjia.model.measures import ACROSS

Int32 = NDArray[np.int32]


class Who:
    """Gives every (platform, worker) pair its unit, and every person with identities on several platforms one more."""

    def __init__(self, links: Mapping[tuple[str, str], str]) -> None:
        self.platforms = Vocabulary(ACROSS)
        self._workers = Vocabulary()
        self._links = links  # (platform, worker) -> person
        self._identities: dict[str, int] = {}
        for person in links.values():
            self._identities[person] = self._identities.get(person, 0) + 1
        self._units = np.full((1, 1), -1, np.int32)  # (platforms, workers)
        self._across: dict[str, int] = {}
        self._of_person: dict[tuple[int, str], int] = {}
        self.worker: list[str] = []  # each unit's own id
        self.person: list[str] = []
        self.platform: list[int] = []
        self._across_of = np.full(1, -1, np.int32)  # ``across`` as an array, with -1 behind it for rows that name no worker
        self.across: list[int] = []  # the person's unit of each unit, -1 where the person has one identity

    def __len__(self) -> int:
        return len(self.worker)

    def encode(self, workers: pa.Array, platforms: pa.Array) -> Int32:
        """The unit of each row; -1 where the row names no worker."""
        worker, platform = self._workers.encode(workers), self.platforms.encode(platforms)
        self._reserve()
        units = self._units[platform, worker]
        units[worker < 0] = -1
        new = (units < 0) & (worker >= 0)
        if new.any():
            keys = platform[new].astype(np.int64) << 32 | worker[new]
            _, first = np.unique(keys, return_index=True)
            names, labels = self._workers.labels, self.platforms.labels
            for key in keys[np.sort(first)]:
                p, w = int(key >> 32), int(key & 0xFFFFFFFF)
                self._units[p, w] = self._add(labels[p], p, names[w])
            units[new] = self._units[platform[new], worker[new]]
            self._settle()
        return units

    def across_of(self, units: Int32) -> Int32:
        """The person's unit of each unit, -1 where there is none."""
        across: Int32 = self._across_of[units]
        return across

    def state(self) -> State:
        """All that `restore` needs, given the same links."""
        people = [[platform, person, unit] for (platform, person), unit in self._of_person.items()]
        return {
            "platforms": self.platforms.labels,
            "workers": self._workers.labels,
            "units": self._units,
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
        self._units, self._across = state["units"], state["persons"]
        self.worker, self.person, self.platform, self.across = (state[name] for name in ("worker", "person", "platform", "across"))
        self._of_person = {(platform, person): unit for platform, person, unit in state["of_person"]}
        self._settle()

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
            self.across[unit] = self._across[person]
        return unit

    def _new(self, worker: str, person: str, platform: int) -> int:
        self.worker.append(worker)
        self.person.append(person)
        self.platform.append(platform)
        self.across.append(-1)
        return len(self.worker) - 1

    def _settle(self) -> None:
        """Show new units to `across_of`, which another thread may be asking: all at once, when nothing about them changes any more."""
        self._across_of = np.array([*self.across, -1], np.int32)

    def _reserve(self) -> None:
        rows, columns = self._units.shape
        if len(self.platforms) > rows or len(self._workers) > columns:
            grown = np.full((max(len(self.platforms), rows), max(len(self._workers), columns * 2)), -1, np.int32)
            grown[:rows, :columns] = self._units
            self._units = grown
