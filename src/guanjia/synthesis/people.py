"""Who works in the synthetic city: invented people, each with one or two identities on fictitious platforms, and their habits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int64]
Float = NDArray[np.float64]

PLATFORMS: Final = ("蓝鸟", "快马", "青舟")
LANNIAO, KUAIMA, QINGZHOU = 0, 1, 2
WORK: Final = ("food_delivery", "ride_hailing", "freight")
FOOD, RIDE, FREIGHT = 0, 1, 2
PER_HOUR: Final = np.array([3.1, 2.0, 0.55])  # usual orders an hour, by WORK
A_DAY: Final = 20.4  # mean orders of an identity on a day, days off included
CENTRE: Final = (31.2, 121.4)


@dataclass(frozen=True)
class People:
    """Identities, one row each; hours are local clock hours of the worker's day (04 to 28)."""

    person: Int
    number: Int  # of the opaque worker id
    platform: Int  # index into PLATFORMS
    work: Int  # index into WORK
    begins: Float  # usual start of shift, hour
    hours: Float  # usual length of shift
    pace: Float  # orders an hour against the usual
    off: Int  # weekday off, Monday 0; -1 works all seven
    pay: Float  # share of the usual pay that this worker gets
    commission: Float  # share of the fare that the platform keeps
    required: NDArray[np.bool_]  # must be online for a morning meeting
    lat: Float
    lng: Float


def people(count: int, rng: np.random.Generator) -> People:
    """``count`` identities; the last tenth are second identities, on the other platform, of food riders among the rest."""
    alone = count - count // 10
    work = np.array([FOOD, FOOD, FOOD, RIDE, FOOD, FOOD, RIDE, FOOD, FOOD, FREIGHT])[np.arange(alone) % 10]
    platform = np.select([work == RIDE, work == FREIGHT, np.arange(alone) % 3 == 0], [KUAIMA, QINGZHOU, QINGZHOU], LANNIAO)
    person = np.concatenate([np.arange(alone), np.flatnonzero(work == FOOD)[: count - alone]])
    second = np.arange(count) >= alone
    long_days = np.arange(alone) % 13 == 3  # by rule, so that a small city has them too
    begins = rng.choice([6.5, 9.5, 10.5, 16.0, 18.5], alone, p=[0.15, 0.35, 0.3, 0.12, 0.08]) - 1.5 * long_days
    hours = np.where(long_days, rng.uniform(13.5, 16, alone), np.clip(rng.normal(9.2, 1.6, alone), 4, 13))
    return People(
        person=person,
        number=rng.permutation(count) + 1,
        platform=np.where(second, QINGZHOU - platform[person], platform[person]),
        work=work[person],
        begins=begins[person],
        hours=hours[person],
        pace=np.where(long_days, 1.9, 1.0)[person],
        off=np.where(rng.random(alone) < 0.12, -1, rng.integers(0, 7, alone))[person],
        pay=np.where(rng.random(alone) < 0.12, 0.5, rng.uniform(0.9, 1.2, alone))[person],
        commission=np.where(np.arange(count) % 40 == 6, rng.uniform(0.28, 0.34, count), rng.uniform(0.18, 0.265, count)),
        required=(rng.random(count) < 0.2) & (work[person] == FOOD),
        lat=CENTRE[0] + rng.uniform(-0.12, 0.12, alone)[person],
        lng=CENTRE[1] + rng.uniform(-0.14, 0.14, alone)[person],
    )
