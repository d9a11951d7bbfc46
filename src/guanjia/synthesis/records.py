"""All that a block is made of, before it becomes tables and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from guanjia.synthesis.lines import Lines
from guanjia.synthesis.orders import Orders
from guanjia.synthesis.people import People
from guanjia.synthesis.plan import Plan
from guanjia.synthesis.setting import Bool, Int, Setting
from guanjia.synthesis.spans import Spans


@dataclass(frozen=True)
class Told:
    """Rest prompts and dispatch stops given to identities, each by identity and time; an ``until`` of -1 was not recorded."""

    prompted: Int  # identity
    prompt: Int
    stopped: Int  # identity
    stop: Int
    until: Int


@dataclass(frozen=True)
class Records:
    """A block's people, plan, orders, pay lines, notices and required presence (never while the person is at work)."""

    setting: Setting
    who: People
    plan: Plan
    orders: Orders
    lines: Lines
    told: Told
    required: Spans  # unit: identity

    @cached_property
    def joint(self) -> Int:
        """The people who worked on two platforms: unit ``identities + i`` is the person ``joint[i]``."""
        worked = np.zeros(len(self.who.person), np.bool_)
        worked[self.plan.identity] = True
        second = self.who.second
        both = np.flatnonzero(second >= 0)
        result: Int = both[worked[both] & worked[second[both]]]
        return result

    @cached_property
    def unit_of_person(self) -> Int:
        """The joint unit of each person, -1 where there is none."""
        units = np.full(self.who.count, -1, np.int64)
        units[self.joint] = len(self.who.person) + np.arange(len(self.joint))
        return units

    @property
    def identities(self) -> int:
        """How many identities, the first units."""
        return len(self.who.person)

    @property
    def units(self) -> int:
        """How many units."""
        return self.identities + len(self.joint)

    @cached_property
    def work(self) -> Int:
        """The kind of work of each unit."""
        return np.concatenate([self.who.work[self.who.person], self.who.work[self.joint]])

    @cached_property
    def platform(self) -> Int:
        """The platform of each unit, -1 for joint ones."""
        return np.concatenate([self.who.platform, np.full(len(self.joint), -1, np.int64)])

    @cached_property
    def spans(self) -> Spans:
        """Stints of identities, in the plan's order, then waves of joint people."""
        plan, unit = self.plan, self.unit_of_person[self.plan.person]
        waves = np.flatnonzero(unit >= 0)
        return Spans(
            np.concatenate([plan.identity, unit[waves]]),
            np.concatenate([plan.stint_start, plan.start[waves]]),
            np.concatenate([plan.stint_end, plan.end[waves]]),
        )

    @cached_property
    def placed(self) -> tuple[Int, Int]:
        """Orders and the row of `spans` each lies in: once for its identity, once more for a joint person."""
        unit = self.unit_of_person[self.plan.person]
        row = np.where(unit >= 0, len(self.plan.identity) + np.cumsum(unit >= 0) - 1, -1)
        joint = row[self.plan.wave[self.orders.stint]]
        again = np.flatnonzero(joint >= 0)
        return np.concatenate([np.arange(len(joint)), again]), np.concatenate([self.orders.stint, joint[again]])

    def doubled(self, identity: Int) -> tuple[Int, Int]:
        """Rows and units of things that happened to identities: each counts for its identity, and for its joint person too."""
        joint = self.unit_of_person[self.who.person[identity]]
        again = np.flatnonzero(joint >= 0)
        return np.concatenate([np.arange(len(identity)), again]), np.concatenate([identity, joint[again]])

    def is_work(self, *kinds: int) -> Bool:
        """Of each unit, whether it does one of some kinds of work."""
        return np.isin(self.work, kinds)
