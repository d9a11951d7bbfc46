"""A synthetic city: an invented month of platform work with known answers, written as the project's own tables.

Nobody in it exists. Platforms, people, places and sums are made up; the same seed always writes the same bytes, whatever the machine and
however many processes. The city is made block by block (`ordinary.City.block`), each with the answers of its people, and then written
day by day, so that memory grows neither with the number of tasks nor with that of days. See ``docs/synthetic-city.md``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar, TypeVarTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.model.schema import BY_NAME, TABLES
from guanjia.synthesis import planting
from guanjia.synthesis.block import KEY, Dirt
from guanjia.synthesis.days import ROW_GROUP, Sheet, write_sorted, write_tasks
from guanjia.synthesis.numbers import FIRST_DAY, LAST_DAY
from guanjia.synthesis.ordinary import City, Part
from guanjia.synthesis.people import FEWEST
from guanjia.synthesis.planting import Planted, added
from guanjia.synthesis.platforms import agreements_table, premiums, rule_change_answers
from guanjia.synthesis.risk import Risk, risk_table
from guanjia.synthesis.setting import NAMES, Float, Setting
from guanjia.synthesis.spool import Spool
from guanjia.synthesis.targets import targets
from guanjia.synthesis.weather import weather_table

FEWEST_A_DAY: Final = 20
A_DAY: Final = 11.6  # mean tasks of a person on a day, days off included
BLOCK: Final = 1_000  # people
SLICE: Final = 400_000  # tasks that are sorted at once, about
MANY: Final = 1_000_000  # tasks from which on two processes pay
SORTED: Final = ("pay_lines", "presence", "notices", "incidents")
Step = Callable[[], None]
Given = TypeVarTuple("Given")
Result = TypeVar("Result")


def write_city(
    folder: Path,
    tasks: int = 20_000,
    days: int = 28,
    seed: int = 7,
    first_day: date = date(2026, 3, 16),
    region: str = "310000",
    progress: Callable[[int, int], None] | None = None,
    platforms: int = 3,
    planted: bool = True,
) -> Path:
    """Write a city of exactly ``tasks`` tasks over ``days`` days into the new folder ``folder`` and return it.

    Tasks are daily files in order of dispatch, the other tables a file each in order of time; money is in fen; ``answers/`` holds the key
    (where the hourly floor of ``region`` is known to `numbers`), the true risk, the expected intake and the targets. ``progress`` is
    called with the steps done and the steps in all. Without ``planted`` people it holds ordinary ones and no dirt.
    The default 28 days hold one statutory holiday (2026-04-05).
    Raises ValueError for fewer than one day or 20 tasks a day, days outside 2026, or a number of platforms that there is not;
    FileExistsError where ``folder`` already holds something.
    """
    _check(folder, tasks, days, first_day, platforms)
    (folder / "tasks").mkdir(parents=True, exist_ok=True)
    setting = Setting(seed, first_day, days, region, platforms)
    spool = Spool(folder / ".spool", setting, max(1, round(tasks / days / SLICE)))
    spool.folder.mkdir()
    try:
        with _workers(tasks) as workers:
            stretches = planting.stretches(setting, tasks) if planted else []
            _write(folder, setting, spool, tasks, stretches, workers, progress)
    finally:
        shutil.rmtree(spool.folder)
    return folder


def _check(folder: Path, tasks: int, days: int, first_day: date, platforms: int) -> None:
    if days < 1 or tasks < FEWEST_A_DAY * days:
        zh = f"天数（{days}）至少为1，每天至少{FEWEST_A_DAY}单，任务数（{tasks}）不够：请增加任务数或减少天数。"
        raise ValueError(f"{zh} days must be 1 or more, and tasks at least {FEWEST_A_DAY} a day; got {tasks} tasks in {days} days.")
    if first_day < FIRST_DAY or first_day + timedelta(days=days + 1) > LAST_DAY:
        zh = f"合成城市须在 {FIRST_DAY} 至 {LAST_DAY} 之间：答案只知道这一年的规定。请改首日或天数。"
        raise ValueError(
            f"{zh} the city must lie between {FIRST_DAY} and {LAST_DAY}, whose law the key knows; got {first_day} + {days} days."
        )
    if not 1 <= platforms <= len(NAMES):
        raise ValueError(f"平台数须为1至{len(NAMES)}，现在是{platforms}。 platforms must be 1 to {len(NAMES)}; got {platforms}.")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"文件夹已有内容，请换一个新文件夹：{folder}。 The folder is not empty; name a new one: {folder}.")


def parts(tasks: int, days: int) -> list[Part]:
    """The blocks of ordinary people that make so many tasks."""
    people = max(FEWEST, round(tasks / days / A_DAY))
    count = -(-people // BLOCK)
    heads = [people * i // count for i in range(count + 1)]
    firsts = [tasks * head // people for head in heads]
    return [Part(i, heads[i], heads[i + 1] - heads[i], firsts[i] + 1, firsts[i + 1] - firsts[i]) for i in range(count)]


@dataclass(frozen=True)
class Made:
    """What is left of a block once its records and answers are in the spool."""

    completed: pa.Table
    links: pa.Table
    risk: Risk
    samples: dict[str, Float] | None


@dataclass(frozen=True)
class Gathered:
    """What is left of all ordinary blocks; their risk added up."""

    completed: list[pa.Table]
    links: list[pa.Table]
    risk: Risk
    samples: list[dict[str, Float]]


def _gathered(blocks: Iterator[Made]) -> Gathered:
    first = next(blocks)
    whole = Gathered([first.completed], [first.links], first.risk, [first.samples] if first.samples else [])
    for made in blocks:
        whole.completed.append(made.completed)
        whole.links.append(made.links)
        whole.samples.extend([made.samples] if made.samples else [])
        whole.risk.add(made.risk)
    return whole


@lru_cache(maxsize=1)
def _city(setting: Setting) -> City:
    return City(setting)


def _make(spool: Spool, part: Part) -> Made:
    """Make a block of ordinary people and keep it."""
    made, name = _city(spool.setting).block(part), f"{part.number:06d}"
    spool.put_rows(name, made.tasks)
    spool.put_block(name, made.block)
    return Made(made.block.completed, made.block.tables["links"], made.risk, made.samples)


def _write(
    folder: Path,
    setting: Setting,
    spool: Spool,
    tasks: int,
    stretches: list[planting.Stretch],
    workers: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    steps, done = len(stretches) + len(parts(tasks, setting.days)) + setting.days + len(SORTED), 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, steps)

    planted = list(_each(workers, planting.plant, [(spool, numbers) for numbers in stretches], step))
    todo = parts(tasks - sum(one.tasks for one in planted), setting.days)
    ordinary = _gathered(_each(workers, _make, [(spool, part) for part in todo], step))
    lines, answers = premiums(setting, pa.concat_tables([*ordinary.completed, *(one.completed for one in planted)]))
    spool.put_table("premiums", "pay_lines", lines)
    if setting.has_key:
        spool.put_key("z-platforms", pa.concat_tables([answers, rule_change_answers(setting)]))
    for _ in _each(workers, write_tasks, [(spool, folder / "tasks", day) for day in range(setting.days)], step):
        pass
    for name in SORTED:
        write_sorted(spool, folder, name, step)
    _side_tables(folder, setting, ordinary.links, planted)
    _answers(folder / "answers", setting, spool, ordinary, planted)


def _each(workers: Executor | None, do: Callable[[*Given], Result], given: Iterable[tuple[*Given]], step: Step) -> Iterator[Result]:
    """What ``do`` makes of each of ``given``, in order, by several processes where there are any."""
    results = (do(*one) for one in given) if workers is None else workers.map(do, *zip(*given, strict=True))
    for result in results:
        step()
        yield result


@contextmanager
def _workers(tasks: int) -> Iterator[Executor | None]:
    """Two processes where the city is large enough for them to pay."""
    if tasks < MANY:
        yield None
        return
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


def _side_tables(folder: Path, setting: Setting, links: list[pa.Table], planted: list[Planted]) -> None:
    """The tables that are nobody's, and the links."""
    own = {"weather": [weather_table(setting)], "agreements": [agreements_table(setting)], "links": links}
    for name, tables in own.items():
        with Sheet(folder / f"{name}.parquet", BY_NAME[name]) as out:
            more = [one.own[name] for one in planted if name in one.own]
            out.write(pa.concat_tables([BY_NAME[name].schema.empty_table(), *tables, *more]).unify_dictionaries())


def _answers(folder: Path, setting: Setting, spool: Spool, made: Gathered, planted: list[Planted]) -> None:
    folder.mkdir()
    if setting.has_key:
        with pq.ParquetWriter(folder / "key.parquet", KEY, compression="lz4") as out:
            for key in spool.answers():
                out.write_table(key, ROW_GROUP)
    city = _city(setting)
    pq.write_table(risk_table(city.cells, city.intensity, made.risk), folder / "risk.parquet")
    _write_json(folder / "expected_intake.json", _intake(folder.parent, added([one.dirt for one in planted])))
    measured = targets({name: np.concatenate([sample[name] for sample in made.samples]) for name in made.samples[0]})
    _write_json(folder / "targets.json", [asdict(target) for target in measured])


def _write_json(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")


def _intake(folder: Path, dirt: Mapping[str, Dirt]) -> dict[str, dict[str, object]]:
    """Of each table that a rule asks for, the rows that a reader finds, uses, merges and sets aside, by reason."""
    result: dict[str, dict[str, object]] = {}
    for table in (table for table in TABLES if table.name != "incidents"):
        files = sorted((folder / "tasks").iterdir()) if table.name == "tasks" else [folder / f"{table.name}.parquet"]
        read = sum(pq.ParquetFile(path).metadata.num_rows for path in files)
        its = dirt.get(table.name, Dirt())
        aside = sum(its.set_aside.values())
        used = read - its.merged - aside
        result[table.name] = {"read": read, "used": used, "merged": its.merged, "set_aside": aside, "reasons": dict(its.set_aside)}
    return result
