"""A progress bar on long work, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from guanjia.flows.ports import Progress as Told

_NAMES = {"tasks": "任务 tasks", "pay_lines": "报酬 pay lines", "presence": "在线 presence"}


@contextmanager
def watched(quiet: bool) -> Iterator[Told]:
    """A function that takes (table, rows) and shows how far the work has come; it shows nothing where nobody watches."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda table, rows: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        lines: dict[str, TaskID] = {}
        counts: dict[str, int] = {}

        def told(table: str, rows: int) -> None:
            if table not in lines:
                lines[table] = bar.add_task(_NAMES.get(table, table), total=None, rows="")
            counts[table] = counts.get(table, 0) + rows
            bar.update(lines[table], rows=f"{counts[table]:,} 行 rows")

        yield told
