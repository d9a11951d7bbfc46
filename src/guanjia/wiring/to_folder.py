"""The assessment of a file or folder, written into a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from guanjia.engines.local import measure
from guanjia.engines.room import Room
from guanjia.engines.store import held
from guanjia.flows.assess import silent
from guanjia.flows.ports import Progress
from guanjia.model.assessment import Assessment
from guanjia.readers.source import ReadOptions
from guanjia.wiring.assessing import assessed, assessed_on_spark
from guanjia.wiring.opening import opened, said_gently
from guanjia.wiring.question import AskedWrongly, Question, asked_words, checked
from guanjia.wiring.stored import gone_on
from guanjia.writers import all_writers
from guanjia.writers.parquet_tables import ParquetTables
from guanjia.writers.whole_folder import whole_folder

TABLES = frozenset({"findings_parquet", "worker_days_parquet", "worker_weeks_parquet", "worker_months_parquet", "summary_json"})


def assess_to_folder(
    records: Path | str,
    out: Path,
    *,
    format: str | None,
    read: ReadOptions,
    question: Question,
    overwrite: bool,
    progress: Progress,
    reports: bool = True,
    master: str | None = None,
    expect: Progress = silent,
    store: Path | None = None,
    room: Room | None = None,
    threads: int | None = None,
) -> Assessment:
    """Assess a file or folder and write everything into ``out``, whole or not at all; also raises `OutputError`.

    ``expect`` is told beforehand how many rows a table has, where that is known.

    Without ``reports`` only the tables and the summary are written. With a ``master`` the work is done by Spark on it, and ``records`` may
    be ``spark:`` and the name of a table; `guanjia.engines.spark.session.NoSpark` where there is no Spark.

    A ``store`` keeps what was measured, so that the next time only new files are read; raises `guanjia.engines.store.StoreRefused` where
    it does not fit. A ``room`` bounds the memory taken; `AskedWrongly` where that is too little.

    ``threads`` read task ids beforehand, where there are very many.
    """
    if master is not None and (room is not None or threads is not None):
        raise AskedWrongly(
            "--memory 和 --threads 只用于一台机器；Spark 的内存和核数请在 --master 或 Spark 的设置里给",
            "--memory and --threads are for one machine; give Spark's memory and cores with --master or in Spark's own settings",
        )
    if store is not None and master is not None:
        raise AskedWrongly(
            "--store 只用于一台机器，不能与 --engine spark 同用。请去掉其中一个",
            "--store is for one machine and does not go with --engine spark. Leave out one of them",
        )
    with whole_folder(out, overwrite) as folder:
        law = question.law()
        read = checked(read, law)
        with said_gently():
            options, results = replace(read, rejects=folder / "rejected.parquet"), ParquetTables(folder)
            if room is not None:
                options = replace(options, ids_in_memory=room.ids)
            if threads is not None:
                options = replace(options, threads=threads)
            if master is None:
                source = opened(Path(records), format, options, "person")
                said = asked_words(records, source.format, read, question)
                if store is None:
                    for table in sorted(source.tables()):
                        expect(table, source.rows(table) or 0)
                    engine = measure if room is None else partial(measure, units_a_slice=room.units, room=room)
                    result = assessed(source, read, question, law, progress, said, results, engine)
                else:
                    with held(store) as kept:
                        result = gone_on(kept, Path(records), source, read, question, law, progress, said, results, room)
            else:
                result = assessed_on_spark(str(records), format, options, question, law, progress, results, master)
        for name, write in all_writers().items():
            if reports or name in TABLES:
                write(result, folder)
    return result
