"""A block of ordinary people: from a seed to records, tables and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import month_number
from guanjia.model.schema import LINKS
from guanjia.synthesis.answers.deductions import deductions
from guanjia.synthesis.answers.hours import Hours
from guanjia.synthesis.answers.months import Months
from guanjia.synthesis.answers.pay import pay
from guanjia.synthesis.answers.prompts import prompts
from guanjia.synthesis.answers.rows import Whose
from guanjia.synthesis.answers.tasks import tasks
from guanjia.synthesis.block import COMPLETED as COMPLETED_SCHEMA
from guanjia.synthesis.block import KEY, Block
from guanjia.synthesis.columns import labels, numbered, records
from guanjia.synthesis.lines import lines, lines_table
from guanjia.synthesis.notices import notices_table, told
from guanjia.synthesis.orders import COMPLETED, orders
from guanjia.synthesis.people import people
from guanjia.synthesis.places import Cells, cells
from guanjia.synthesis.plan import fitted, plan
from guanjia.synthesis.presence import online, presence_table, required, rests
from guanjia.synthesis.records import Records
from guanjia.synthesis.risk import Risk, incidents, intensities
from guanjia.synthesis.setting import DAY, FOOD, NAMES, WORK, Float, Int, Setting
from guanjia.synthesis.weather import states

SAMPLED: Final = 4  # blocks on which targets are measured
OFFERS: Final = 0.02  # refused, or cancelled at once, of all tasks


@dataclass(frozen=True)
class Part:
    """Which part of the ordinary city: a block's number, its first person and how many, its first task's number and how many."""

    number: int
    first_person: int
    people: int
    first_task: int
    tasks: int


@dataclass(frozen=True)
class Made:
    """A block's tasks, as they are kept until their day is written, everything else of it, its true risk, and samples for the targets."""

    tasks: NDArray[np.void]
    block: Block
    risk: Risk
    samples: dict[str, Float] | None


@dataclass(frozen=True)
class City:
    """What the blocks of a city share."""

    setting: Setting

    @cached_property
    def cells(self) -> Cells:
        """Where orders begin."""
        return cells(self.setting)

    @cached_property
    def state(self) -> Int:
        """The weather of each hour."""
        return states(self.setting)

    @cached_property
    def intensity(self) -> Float:
        """The true risk."""
        return intensities(self.setting, self.cells)

    @property
    def names(self) -> tuple[str, ...]:
        """The platforms."""
        return NAMES[: self.setting.platforms]

    def block(self, part: Part) -> Made:
        """Make one block."""
        setting, rng = self.setting, self.setting.rng(10, part.number)
        who = people(setting, part.number, part.first_person, part.people, self.cells.popularity, rng)
        made = plan(setting, who, self.state, part.tasks, rng)
        work = who.work[who.person]
        counts, offers = fitted(made, work, int(part.tasks * OFFERS), part.tasks, rng)
        of = orders(setting, who, made, counts, offers, part.first_task, self.cells, rng)
        meetings = required(who, made, rng)
        notices = told(setting, who, made, of, rng)
        kept = Records(setting, who, made, of, lines(setting, who, of, rng), notices, meetings)
        worker = numbered("W", who.number, 7)
        person = numbered("P", part.first_person + kept.joint, 8)
        hurt, risk = incidents(setting, made, of, self.state, self.intensity, worker, self.names, rng)
        spent = (("online", online(made, meetings, rng)), ("required", meetings), ("rest", rests(made, rng)))

        def whose(identity: Int) -> tuple[pa.DictionaryArray, pa.DictionaryArray]:
            return pa.DictionaryArray.from_arrays(pa.array(identity.astype(np.int32)), worker), labels(who.platform[identity], self.names)

        tables = {
            "pay_lines": lines_table(setting, kept.lines, *whose(kept.lines.identity)),
            "presence": presence_table(setting, worker, who.platform, self.names, *spent),
            "notices": notices_table(setting, notices, worker, who.platform, self.names, part.number == 0),
            "incidents": hurt,
            "links": self._links(kept, part, worker),
        }
        key = self._key(kept, pa.concat_arrays([worker, person])) if setting.has_key else KEY.empty_table()
        rows = of.row.copy()
        rows["worker"] = who.number[of.row["worker"]]
        return Made(rows, Block(tables, key, self._completed(kept)), risk, _samples(kept) if part.number < SAMPLED else None)

    def _links(self, of: Records, part: Part, worker: pa.StringArray) -> pa.Table:
        """All identities of people who have two, whether they used both or not."""
        second = of.who.second
        several = np.flatnonzero(second >= 0)
        identity = np.concatenate([several, second[several]])
        columns = {
            "worker_id": pa.DictionaryArray.from_arrays(pa.array(identity.astype(np.int32)), worker),
            "platform": labels(of.who.platform[identity], self.names),
            "person_id": numbered("P", part.first_person + np.concatenate([several, several]), 8),
        }
        return records(LINKS, len(identity), columns)

    def _key(self, of: Records, names: pa.StringArray) -> pa.Table:
        platform = np.where(of.platform < 0, len(self.names), of.platform)
        hours = Hours(of, Whose(self.setting, names, platform, (*self.names, "*")))
        months = Months(hours)
        found = [*hours.tables(), *prompts(hours), *pay(months), *deductions(months), *tasks(months)]
        return pa.concat_tables([table for table in found if len(table)]) if any(map(len, found)) else KEY.empty_table()

    def _completed(self, of: Records) -> pa.Table:
        row, setting = of.orders.row, self.setting
        done = row[row["status"] == COMPLETED]
        month = setting.month_of_day[done["dispatch"] // DAY]
        found = np.bincount((month * 8 + done["platform"]) * 8 + done["kind"])
        keys = np.flatnonzero(found)
        columns = [
            pa.array([self.names[key // 8 % 8] for key in keys], pa.string()),
            pa.array((setting.months[0] + keys // 64).astype(np.int32)),
            pa.array([setting.region] * len(keys), pa.string()),
            pa.array([WORK[key % 8] for key in keys], pa.string()),
            pa.array(found[keys]),
        ]
        return pa.Table.from_arrays(columns, schema=COMPLETED_SCHEMA)


def _samples(of: Records) -> dict[str, Float]:
    """What the targets are measured on: hours and orders of riders' days, and single orders."""
    row, food = of.orders.row, of.orders.row["kind"] == FOOD
    identity = of.orders.identity
    cell = (identity * of.setting.days + row["dispatch"] // DAY)[food]
    time = np.bincount(cell, weights=of.orders.piece[food], minlength=0)
    worked = np.flatnonzero(time)
    done = food & (of.orders.micro >= 0)
    return {
        "hours": time[worked] / 3_600,
        "orders": np.bincount(cell, minlength=len(time))[worked].astype(np.float64),
        "metres": row["distance"][done] / 1.35,
        "promised": (row["promised"][done] - row["dispatch"][done]) / 60.0,
        "left": (row["promised"][done] - row["start"][done]) / 60.0,
        "stacked": np.bincount(of.orders.stint[food & of.orders.timed]).astype(np.float64),
        "speed": of.orders.micro[done] / 1e6,
    }


__all__ = ["City", "Made", "Part", "month_number"]
