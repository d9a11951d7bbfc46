"""The engine of one machine: records are folded as they are read; records out of time order go through buckets, with the same answers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines import side_tables
from guanjia.engines.ahead import ahead
from guanjia.engines.buckets import ROWS_A_BUCKET, Buckets
from guanjia.engines.event_order import Merge, merged, no_tasks, take
from guanjia.engines.keeping import Keeper, ReachesBack
from guanjia.engines.keepsake import State
from guanjia.engines.ledger import UNENDING_DAY, Disorder, Ledger
from guanjia.engines.pay import COLUMNS as PAY_COLUMNS
from guanjia.engines.pay import PayReader
from guanjia.engines.platform_months import PlatformTasks
from guanjia.engines.presence import Presence
from guanjia.engines.rests import without_rests
from guanjia.engines.room import Room, give_back
from guanjia.engines.slices import JOINT, OWN, Slices, nobody
from guanjia.engines.spool import UNITS_A_SLICE, Spool
from guanjia.engines.tallies import RunningTally
from guanjia.engines.task_columns import COLUMNS as TASK_COLUMNS
from guanjia.engines.task_columns import PLACES, TaskColumns, Words, task_columns
from guanjia.engines.vocabulary import Vocabulary
from guanjia.engines.watcher import Watcher
from guanjia.engines.who import Who
from guanjia.flows.ports import Measured, Method, Progress, Source
from guanjia.kernels.fold_state import Events, Tasks, Watch
from guanjia.law.law import Law
from guanjia.model.measures import Coverage, Int16, Measures, TaskBatch, Units
from guanjia.model.rows import picked
from guanjia.model.schema import KINDS
from guanjia.rules import Rule

DAYS_OPEN = 1  # days before the one at hand that are kept open
Number = TypeVar("Number", bound=np.generic)


def measure(
    source: Source,
    law: Law,
    rules: Sequence[Rule],
    method: Method,
    progress: Progress,
    scratch: Path,
    units_a_slice: int = UNITS_A_SLICE,
    keeper: Keeper | None = None,
    room: Room | None = None,
) -> Measured:
    """Measure everything the rules need, reading each table once (tasks twice where they are out of time order).

    What does not fit in memory is put into the folder ``scratch``, where the slices find it. A ``keeper`` gives what earlier runs measured
    and takes what this one did; with one, `ReachesBack` is raised for records out of time order. A ``room`` says how much memory there is;
    `TooLittleMemory` where that cannot be enough.
    """
    with ThreadPoolExecutor(1) as folding:

        def reading() -> _Reading:
            folder, earlier = Path(tempfile.mkdtemp(dir=scratch)), () if keeper is None else keeper.earlier
            spool = Spool(folder, units_a_slice, earlier, None if room is None else room.spool)
            return _Reading(source, law, rules, method, progress, folding, spool, None if keeper is None else keeper.state, room)

        now = reading()
        if keeper is not None:
            now.in_order_for(keeper)
            return now.result()
        if method.leave_out_rests is not None:
            now.by_buckets(method.leave_out_rests)
        else:
            try:
                now.in_order()
                now.close()
            except Disorder:
                now = reading()
                now.by_buckets(None)
        now.add_pay()
        return now.result()


class _Reading:
    """One reading of a source: its vocabularies, the two ledgers (platform units, and persons over all platforms) and the tallies."""

    def __init__(
        self,
        source: Source,
        law: Law,
        rules: Sequence[Rule],
        method: Method,
        progress: Progress,
        folder: ThreadPoolExecutor,
        spool: Spool,
        state: State = None,
        room: Room | None = None,
    ) -> None:
        self._room = room
        self._source, self._law, self._method, self._progress = source, law, method, progress
        self._rules = [rule for rule in rules if rule.tally is not None]
        self._speeds = any(need in rule.needs for rule in rules for need in ("tasks.start_lat", "tasks.end_lat"))
        who = Who(side_tables.links(source))
        self._words = words = Words(who, Vocabulary("", null=""), Vocabulary("", null=""), Vocabulary())
        if state is not None:
            _restore_words(words, state["words"])
        self._weather = side_tables.weather(source, words)
        self._watcher = Watcher(ZoneInfo(method.timezone), method.day_start, method.rest, rules, law, words, self._weather)
        self._ledgers: tuple[Ledger, Ledger] | None = None
        self._tallies = {rule.code: RunningTally(len(law.entries)) for rule in self._rules}
        self._platform_tasks = PlatformTasks()
        self._currency = np.full(0, -1, np.int16)
        self._spool = spool
        self._paid = np.zeros(0, np.bool_)  # units with pay lines
        self._pay = PayReader(words, spool)
        self._has_pay = "pay_lines" in source.tables()
        self._span = (0, 0)
        self._folder = folder
        self._folding: Future[None] | None = None
        self._merge = Merge()
        self._until = self._reached = 0  # the last moment folded, and the start of the last event
        if state is not None:
            self._restore(state)

    def in_order(self) -> None:
        """Fold records as they come, but for those that may have others before them; `Disorder` where a worker's event comes too late."""
        merge, presence = self._merge, self._presence(rests=False)
        for columns, present in self._tasks(presence):
            on_task, *others = columns.events()
            self._fold(*merge.add(columns.tasks, on_task, *others, *present))
        merge.hold(*presence.remaining())
        self._settle()

    def close(self) -> None:
        """Fold what waited: the records have ended."""
        rest = self._merge.rest()
        if rest is not None:
            self._fold(*rest)
        self._settle()

    def in_order_for(self, keeper: Keeper) -> None:
        """Fold records as they come, and hand over all that was put away before anything is closed for judging."""
        try:
            self.in_order()
            self.add_pay()
            keeper.keep(self._state(), self._spool)
            self.close()
        except Disorder as error:
            raise ReachesBack from error

    def _state(self) -> State:
        """All that `_restore` needs; worker-days that are over go into the spool before."""
        words, units = self._words, len(self._words.who)
        watch, ledgers = self._watch(), self._both_ledgers()
        for ledger in ledgers:
            ledger.fit(units, watch)
            if self._reached:
                ledger.put_away(int(self._watcher.clock.day_of(np.array([self._reached]))[0]) - DAYS_OPEN, self._watcher.opened)
        return {
            "words": [words.who.state(), words.regions.labels, words.products.labels, words.currencies.labels],
            "watcher": self._watcher.state(self._until),
            "ledgers": [ledger.state_of_all(units) for ledger in ledgers],
            "tallies": {code: tally.state() for code, tally in self._tallies.items()},
            "platform_tasks": self._platform_tasks.state(),
            "currency": self._currency[:units],
            "paid": self._paid,
            "pay": self._pay.state(),
            "span": list(self._span),
            "reached": self._reached,
            "merge": self._merge.state(),
        }

    def _restore(self, state: State) -> None:
        """Go on from a state, whose words are known; `ReachesBack` where what was folded would now be measured otherwise."""
        if not self._watcher.restore(state["watcher"]):
            raise ReachesBack
        self._until, self._reached = state["watcher"]["until"], state["reached"]
        for ledger, kept in zip(self._both_ledgers(), state["ledgers"], strict=True):
            ledger.restore(kept)
        for code, tally in self._tallies.items():
            tally.restore(state["tallies"][code])
        self._platform_tasks.restore(state["platform_tasks"])
        self._currency, self._paid = state["currency"], state["paid"]
        self._pay.restore(state["pay"])
        self._span = state["span"][0], state["span"][1]
        self._merge.restore(state["merge"])

    def by_buckets(self, shortest_rest: int | None) -> None:
        """Put events into buckets by person, then sort and fold bucket by bucket; rests of ``shortest_rest`` are left out of tasks."""
        known = self._source.rows("tasks")
        count = 1 if known is not None and known <= ROWS_A_BUCKET else 64
        with tempfile.TemporaryDirectory(dir=self._spool.folder) as folder:
            buckets = Buckets(Path(folder), count)
            for columns, _ in self._tasks(None):
                events = merged(columns.events())
                buckets.add(self._person(events), events, columns.tasks)
            for events in self._presence(rests=shortest_rest is not None).remaining():
                buckets.add(self._person(events), events, no_tasks())
            for events, tasks in buckets.sorted():
                self._fold(events if shortest_rest is None else without_rests(events, shortest_rest), tasks, whole=True)
        self._settle()

    def add_pay(self) -> None:
        """Read the pay lines, whose order does not matter."""
        who = self._words.who
        for lines in ahead(side_tables.batches_of(self._source, "pay_lines", PAY_COLUMNS), self._pay.read):
            self._watch(lines.time)
            clock = self._watcher.clock
            days, months = clock.day_of(lines.time), clock.month_of(lines.time)
            self._note_currency(lines.unit, lines.currency)
            self._paid = _sized(self._paid, max(len(self._paid), len(who)), False)
            self._paid[lines.unit[lines.unit >= 0]] = True
            self._pay.put_away(OWN, lines, days, months)
            if who.linked:
                self._pay.put_away(JOINT, replace(lines, unit=who.across_of(lines.unit)), days, months)
            self._progress("pay_lines", len(lines.unit))

    def result(self) -> Measured:
        """Everything measured."""
        who, words, watcher = self._words.who, self._words, self._watcher
        ours, persons = self._both_ledgers()
        for ledger in (ours, persons):
            ledger.fit(len(who), self._watch())
            ledger.put_rest_away(watcher.opened)
        give_back()
        notices = side_tables.notices(self._source, words)
        clock, windows = watcher.clock, tuple(watcher.windows[window] for window in watcher.opened)
        currency = _sized(self._currency, len(who), -1)
        units = Units(
            tuple(who.worker),
            tuple(who.person),
            np.array(who.platform, np.int32),
            self._source.subject,
            who.platforms.labels,
            words.regions.labels,
            words.products.labels,
            who.across.copy(),
        )
        days, runs, periods = nobody(watcher.day_marks, windows, watcher.run_marks, clock)
        whole = Measures(
            units=units,
            clock=clock,
            days=days,
            runs=runs,
            weeks=periods,
            months=periods,
            platform_months=self._platform_tasks.result(clock, self._pay.premiums),
            coverage=_coverage(ours, units),
            tallies={code: tally.result() for code, tally in self._tallies.items()},
            currencies=words.currencies.labels,
            lines=self._pay.lines([]) if self._has_pay else None,
            notices=notices,
            weather=self._weather,
            has_presence="presence" in self._source.tables(),
            rest=self._method.rest,
            allowances=self._method.allowances,
        )
        several = self._on_several_platforms(ours)
        pay = self._pay if self._has_pay else None
        slices = Slices(whole, self._spool, pay, watcher.day_marks, windows, watcher.run_marks, currency, several)
        return Measured(slices, whole, ours.out.hours.copy())

    def _tasks(self, presence: Presence | None) -> Iterator[tuple[TaskColumns, list[Events]]]:
        """The tasks batch by batch, tallied by the rules that judge task by task, with the presence that begins before a batch ends.

        Both are decoded by the reading thread, one after the other, so that workers get the same numbers in every run.
        """

        def decode(batch: pa.RecordBatch) -> tuple[TaskColumns, list[Events]]:
            columns = task_columns(batch, self._words, self._speeds)
            if presence is None or not len(columns.start):
                return columns, []
            return columns, presence.until(int(columns.start[-1]))

        names = (*TASK_COLUMNS, *PLACES) if self._speeds else TASK_COLUMNS
        for columns, present in ahead(self._source.batches("tasks", names), decode):
            if self._room is not None:
                self._room.check(len(self._words.who))
            if len(columns.start) or len(columns.refused.unit):
                self._watch(columns.start, columns.end, columns.refused.start)
                if len(columns.start):
                    self._book(columns)
                yield columns, present
            self._progress("tasks", len(columns.start))

    def _book(self, columns: TaskColumns) -> None:
        """What needs no order: currencies, tallies, the platforms' counts."""
        batch, who = columns.batch, self._words.who
        self._note_currency(batch.unit, columns.currency.astype(np.int16))
        months = self._watcher.clock.month_of(columns.start)
        self._platform_tasks.add(batch, months)
        setting = self._watcher.setting()
        parts: dict[tuple[str, ...], tuple[TaskBatch, NDArray[np.int32]]] = {}
        for rule in self._rules:
            if rule.tally is not None:
                if rule.tallied_kinds not in parts:
                    parts[rule.tallied_kinds] = _of_kinds(batch, months, rule.tallied_kinds)
                part, part_months = parts[rule.tallied_kinds]
                self._tallies[rule.code].add(part, part_months, rule.tally(part, setting, self._law), len(who))

    def _presence(self, rests: bool) -> Presence:
        return Presence(self._source, self._words, self._progress, rests)

    def _fold(self, events: Events, tasks: Tasks, whole: bool = False) -> None:
        """Fold a batch behind the reading of the next one; an error of one batch comes out at the next, or at `_settle`.

        ``whole`` says that nothing more of these workers will come.
        """
        if not len(events.unit):
            return
        self._settle()
        watch = self._watch(events.start, events.end)
        self._until, self._reached = max(self._until, int(events.end.max())), max(self._reached, int(events.start.max()))
        who = self._words.who
        across = who.across_of(events.unit) if who.linked else None
        over = UNENDING_DAY if whole else int(self._watcher.clock.day_of(events.start[-1:])[0]) - DAYS_OPEN
        closing = over, self._watcher.opened
        self._folding = self._folder.submit(_fold_both, self._both_ledgers(), watch, events, tasks, len(who), across, closing)

    def _settle(self) -> None:
        """Wait for the batch being folded."""
        folding, self._folding = self._folding, None
        if folding is not None:
            folding.result()

    def _watch(self, *moments: NDArray[np.int64]) -> Watch:
        known = [column for column in moments if len(column)]
        if not known:
            return self._watcher.watch(*self._span)
        self._span = int(min(column.min() for column in known)), int(max(column.max() for column in known))
        return self._watcher.watch(*self._span)

    def _both_ledgers(self) -> tuple[Ledger, Ledger]:
        if self._ledgers is None:
            watcher = self._watcher
            size = len(watcher.day_marks), len(watcher.windows), len(watcher.run_marks)
            self._ledgers = (
                Ledger(*size, self._spool, OWN, room=self._room),
                Ledger(*size, self._spool, JOINT, few=True, room=self._room),
            )
        return self._ledgers

    def _person(self, events: Events) -> NDArray[np.int32]:
        across = self._words.who.across_of(events.unit)
        return np.where(across >= 0, across, events.unit).astype(np.int32)

    def _on_several_platforms(self, ours: Ledger) -> NDArray[np.bool_]:
        """Of each unit: whether it is a person who worked on more than one platform."""
        who = self._words.who
        seen = _sized(ours.seen, len(who), False) | _sized(self._paid, len(who), False)
        across = who.across_of(np.flatnonzero(seen).astype(np.int32))
        return np.bincount(across[across >= 0], minlength=len(who)) > 1

    def _note_currency(self, units: NDArray[np.int32], codes: Int16) -> None:
        """Remember each unit's currency; -2 where it has several."""
        size = len(self._words.who)
        if len(self._currency) < size:
            self._currency = np.concatenate([self._currency, np.full(2 * size - len(self._currency), -1, np.int16)])
        if not size or not len(units):
            return
        before = self._currency[units]
        news = np.flatnonzero((before != codes) & (before != -2) & (codes >= 0) & (units >= 0))
        units, codes = units[news], codes[news]
        for code in np.flatnonzero(np.bincount(codes)):
            mine = units[codes == code]
            for group in (mine, self._words.who.across_of(mine)):
                group = group[group >= 0]
                other = (self._currency[group] != -1) & (self._currency[group] != code)
                self._currency[group] = np.where(other, -2, code)


def _restore_words(words: Words, state: State) -> None:
    who, regions, products, currencies = state
    words.who.restore(who)
    words.regions.learn(regions)
    words.products.learn(products)
    words.currencies.learn(currencies)


def _fold_both(
    ledgers: tuple[Ledger, Ledger],
    watch: Watch,
    events: Events,
    tasks: Tasks,
    units: int,
    across: NDArray[np.int32] | None,
    closing: tuple[int, tuple[int, ...]],
) -> None:
    """Fold a batch into both ledgers, and put away the days that are over where there are many."""
    ours, persons = ledgers
    ours.fold(watch, events, tasks, units)
    if across is not None:
        linked = take(events._replace(unit=across), across >= 0)
        if len(linked.unit):
            persons.fold(watch, linked, tasks, units)
    for ledger in ledgers:
        if ledger.full(closing[0]):
            ledger.put_away(*closing)
            give_back()


def _of_kinds(batch: TaskBatch, months: NDArray[np.int32], kinds: tuple[str, ...]) -> tuple[TaskBatch, NDArray[np.int32]]:
    """The tasks of some kinds, or the whole batch where they are most of it: rules leave out the rest themselves."""
    wanted = np.isin(np.arange(-1, len(KINDS)), [KINDS.index(kind) for kind in kinds])[batch.kind + 1]
    if 2 * np.count_nonzero(wanted) > len(wanted):
        return batch, months
    rows = np.flatnonzero(wanted)
    return picked(batch, rows), months[rows]


def _coverage(ours: Ledger, units: Units) -> Coverage:
    """The first and last day of work or presence on each platform."""
    count, size = len(units.platforms), len(units.platform)
    first, last = np.full(count, np.iinfo(np.int32).max, np.int32), np.full(count, np.iinfo(np.int32).min, np.int32)
    np.minimum.at(first, units.platform, _sized(ours.first_worked, size, np.iinfo(np.int32).max))
    np.maximum.at(last, units.platform, _sized(ours.last_worked, size, np.iinfo(np.int32).min))
    known = first[1:] <= last[1:]
    if known.any():  # over all platforms only days that every platform's records cover are known
        first[0], last[0] = first[1:][known].max(), last[1:][known].min()
    return Coverage(first, last)


def _sized(array: NDArray[Number], size: int, fill: int) -> NDArray[Number]:
    """The array, cut or filled up to ``size``."""
    return np.concatenate([array, np.full(max(size - len(array), 0), fill, array.dtype)])[:size]
