"""Who works in the synthetic city: invented people, what work they do on which platforms, and their habits.

A person has one identity, or two on two platforms of food delivery. Kinds of work, platforms and long days go by the person's number, so
that the smallest city has all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from guanjia.synthesis.setting import FOOD, FREIGHT, HOME, RIDE, STREAM, Bool, Float, Int, Setting

FEWEST: Final = 12  # people; so many have all kinds of work, all platforms and somebody on two of them
SHARES: Final = np.full(40, FOOD)  # kinds of work by number modulo 40
SHARES[[2, 7, 12, 17, 22, 27, 32, 37]] = RIDE
SHARES[[4, 24]], SHARES[9], SHARES[10] = FREIGHT, STREAM, HOME
LINKED: Final = 12  # every twelfth person, if a food rider, works on two platforms: 8 % of riders
LONG: Final = 400  # one driver in so many people works very long days
RUSH: Final = 20  # of so many people one rider works one very long day in four weeks, so that 0.18 % of riders' days meet the 12 h stop
PART_TIME: Final = 0.62  # of riders and drivers; most crowdsourced riders work part-time
IDS: Final = 1 << 11  # worker numbers kept for each block


@dataclass(frozen=True)
class People:
    """The people of a block, and their identities. Hours count from 04:00, the beginning of a worker's day."""

    work: Int  # of each person, index into WORK
    begins: Float  # usual start of the shift
    hours: Float  # usual length of the shift
    pace: Float  # waiting between jobs against the usual
    rush: Int  # of four weeks, the day that is very long; -1 none
    off: Int  # weekday off, Monday 0; -1 works all seven
    pay: Float  # share of the usual pay that this person gets
    commission: Float  # share of the fare that the platform keeps
    required: Bool  # must be online for a morning meeting
    home: Int  # cell, index into the city's cells
    anchor: Bool  # works on the first and the last day whatever comes, so that the platform's records cover all days
    person: Int  # of each identity
    platform: Int  # of each identity
    number: Int  # of each identity's worker id

    @property
    def count(self) -> int:
        """How many people; the first so many identities are theirs, in order."""
        return len(self.work)

    @property
    def second(self) -> Int:
        """Of each person the second identity, -1 where there is none."""
        result = np.full(self.count, -1, np.int64)
        result[self.person[self.count :]] = np.arange(self.count, len(self.person))
        return result


def people(setting: Setting, block: int, first: int, count: int, popularity: Float, rng: np.random.Generator) -> People:
    """People number ``first`` to ``first + count``, of block ``block``; ``popularity`` of the cells sums to 1."""
    number = first + np.arange(count)
    work = SHARES[number % len(SHARES)]
    long = number % LONG == 7
    platform = np.select([work == kind for kind in range(5)], [_platforms(setting, kind, number) for kind in range(5)])
    riders = setting.of_work[FOOD]
    linked = np.flatnonzero((work == FOOD) & (number % LINKED == 0)) if len(riders) > 1 else np.zeros(0, np.int64)
    other = np.where(platform[linked] == riders[0], riders[-1], riders[0])
    begins, hours, part = _shifts(work, long, rng)
    anchor = np.zeros(count, np.bool_)
    if block == 0:
        alone = np.setdiff1d(np.arange(count), linked)
        anchor[[alone[platform[alone] == one][0] for one in np.unique(platform[alone])]] = True
    off = np.where(rng.random(count) < 0.12, -1, rng.integers(0, 7, count))
    return People(
        work=work,
        begins=begins,
        hours=hours,
        pace=np.where(long, 0.12, np.where(part, rng.uniform(0.8, 2, count), rng.uniform(0.5, 1.2, count))),
        rush=np.where(number % RUSH == 3, (number // RUSH * 5 + 2) % 28, -1),
        off=off,
        pay=np.where(rng.random(count) < 0.1, 0.55, rng.uniform(0.9, 1.25, count)),
        commission=np.where(number % 40 == 7, rng.uniform(0.26, 0.33, count), rng.uniform(0.16, 0.255, count)),
        required=(rng.random(count) < 0.2) & (work == FOOD),
        home=rng.choice(len(popularity), count, p=popularity),
        anchor=anchor,
        person=np.concatenate([np.arange(count), linked]),
        platform=np.concatenate([platform, other]),
        number=block * IDS + 1 + rng.permutation(count + len(linked)),
    )


def _platforms(setting: Setting, kind: int, number: Int) -> Int:
    """The platform of each person: two thirds on the first that gives the work, the rest shared out."""
    first, *others = setting.of_work[kind]
    if not others:
        return np.full(len(number), first, np.int64)
    spread = np.array(others)[number // 5 % len(others)]
    return np.where((number % 3 == 2) if kind == FOOD else (number // 5 % 2 == 1), spread, first)


def _shifts(work: Int, long: Bool, rng: np.random.Generator) -> tuple[Float, Float, Bool]:
    """Usual start (hours after 04:00) and length of each person's shift, and who works part-time."""
    count = len(work)
    part = (rng.random(count) < PART_TIME) & ((work == FOOD) | (work == RIDE)) & ~long
    begins = rng.choice([2.5, 5.5, 6.5, 12.0, 14.5], count, p=[0.15, 0.37, 0.3, 0.11, 0.07])
    begins = np.where(part, rng.choice([6.5, 12.5], count, p=[0.55, 0.45]), begins)
    begins = np.where((work == FREIGHT) | (work == HOME), rng.uniform(2.5, 5, count), begins)
    begins = np.where(work == STREAM, rng.choice([9.0, 14.5], count), begins)
    hours = np.clip(rng.normal(10.4, 0.9, count), 7, 11.7)
    hours = np.where(part, rng.uniform(0.8, 2.8, count), hours)
    hours = np.where((work == STREAM) | (work == HOME), rng.uniform(4, 8, count), hours)
    return np.where(long & (begins > 6), 4.0, begins), np.where(long, rng.uniform(13.2, 14.5, count), hours), part
