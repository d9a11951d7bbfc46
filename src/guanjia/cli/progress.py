"""A progress bar on long work, on a terminal only: how much is done, how fast, and how long it will still take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

_NAMES = {"tasks": "任务 tasks", "pay_lines": "报酬 pay lines", "presence": "在线 presence"}


class Bars:
    """One bar for each table: called with (table, rows just done). Where nobody watches it does nothing."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._lines: dict[str, TaskID] = {}
        self._whole: dict[str, int] = {}

    def __call__(self, table: str, rows: int) -> None:
        """Say that so many more rows are done."""
        if self._bar is None:
            return
        if table not in self._lines:
            self._lines[table] = self._bar.add_task(_NAMES.get(table, table), total=self._whole.get(table), rows="")
        line = self._lines[table]
        self._bar.advance(line, rows)
        task = self._bar.tasks[line]
        rate = f" · {task.speed:,.0f}/s" if task.speed else ""
        self._bar.update(line, rows=f"{int(task.completed):,} 行 rows{rate}")

    def expect(self, table: str, rows: int) -> None:
        """Say how many rows there will be; 0 where that is not known."""
        if rows:
            self._whole[table] = rows


@contextmanager
def watched(quiet: bool) -> Iterator[Bars]:
    """Bars on the terminal; without one, or where quiet is asked for, nothing is shown."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield Bars(None)
        return
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=16), TextColumn("{task.fields[rows]}"), *times)
    with Progress(*columns, console=console, transient=True) as bar:
        yield Bars(bar)
