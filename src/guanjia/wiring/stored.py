"""The assessment that goes on from a store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from guanjia.engines.keeping import ReachesBack
from guanjia.engines.local import measure
from guanjia.engines.room import Room
from guanjia.engines.store import File, Generation, Store, StoreRefused, code_version
from guanjia.flows.ports import Progress, Results
from guanjia.law.law import Law
from guanjia.model.assessment import Assessment
from guanjia.readers.seen import GROWING, WHOLE, Seen, files_and_ways, only_new
from guanjia.readers.source import ReadOptions, Source
from guanjia.wiring.assessing import assessed
from guanjia.wiring.question import AskedWrongly, Question, law_version


def gone_on(
    store: Store,
    records: Path,
    source: Source,
    read: ReadOptions,
    question: Question,
    law: Law,
    progress: Progress,
    said: Mapping[str, object],
    results: Results,
    room: Room | None,
) -> Assessment:
    """The assessment of all records, of which only those that the store does not know are read; the store knows them afterwards."""
    if question.leave_out_rests_minutes is not None:
        raise AskedWrongly(
            "--leave-out-rests 要先看全部记录，不能与 --store 同用。请去掉其中一个",
            "--leave-out-rests needs all records at once and does not go with --store. Leave out one of them",
        )
    base = records if records.is_dir() else records.parent
    files = {str(path.relative_to(base)): _as_it_is(path, ways) for path, ways in files_and_ways(source).items()}
    asked = _asked_of_store(source, read, question, law)
    known = store.known(asked, files, GROWING, WHOLE, base)
    needed = any(not store.unchanged(name, file) for name, file in files.items())
    hashes = {base / name: digest for name, digest in store.hashes().items() if name in files and store.unchanged(name, files[name])}

    def attempt(generation: Generation, old: frozenset[Path]) -> Assessment:
        seen = Seen(generation.seen, hashes, generation.rejected)
        generation.also, generation.rejects = seen.state, source.options.rejects
        engine = partial(measure, keeper=generation, room=room)
        result = assessed(only_new(source, old, seen), read, question, law, progress, said, results, engine)
        digests = source.intake.files
        store.publish(generation, asked, {name: replace(file, sha256=digests[str(base / name)]) for name, file in files.items()})
        return result

    try:
        return attempt(store.go_on(needed), frozenset(base / name for name in known))
    except ReachesBack:
        try:
            return attempt(store.anew(), frozenset())
        except ReachesBack as error:
            raise StoreRefused(
                "记录没有按时间排列，不能逐日存档。请去掉 --store，或先把每张表按时间排好",
                "the records are not in time order and cannot be kept day by day. Leave out --store, or sort each table by time first",
            ) from error


def _as_it_is(path: Path, ways: Mapping[str, str]) -> File:
    found = path.stat()
    return File(found.st_size, found.st_mtime_ns, ways)


def _asked_of_store(source: Source, read: ReadOptions, question: Question, law: Law) -> dict[str, str]:
    """All that must be the same for a store to be gone on from, by name."""
    mapping = None if read.mapping is None else hashlib.sha256(read.mapping.read_bytes()).hexdigest()
    options = {**asdict(question), **asdict(replace(read, mapping=None, rejects=None)), "mapping": mapping}
    versions = {"code": code_version(), "law": law_version(law), "format": source.format, "timezone of records": source.timezone}
    return {**{name: _written(value) for name, value in options.items() if name != "lawbooks"}, **versions}


def _written(value: object) -> str:
    """A parameter as text, the same for the same value: 24 and 24.0 are one, and so are no tiers and none said."""
    if isinstance(value, tuple | list):
        return ", ".join(_written(each) for each in value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:g}" if number else str(value) if value is not None and value != {} else ""
