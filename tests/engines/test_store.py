"""Days added one by one to a store, runs that are killed, and stores that do not fit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.engines import ahead, keepsake, store, stored_parts
from guanjia.engines.store import StoreRefused
from guanjia.model.schema import BY_NAME
from guanjia.readers.source import ReadOptions
from guanjia.wiring.question import Question
from guanjia.wiring.to_folder import assess_to_folder
from tests.engines.days_of_city import City

TABLES = ("findings", "worker_days", "worker_weeks", "worker_months")
NOT_SAID = ("inputs", "asked", "notes")


def assessed(records: Path, out: Path, kept: Path | None, **asked: object) -> Path:
    """Assess into a folder; its path."""
    question = Question(**asked)  # type: ignore[arg-type]
    assess_to_folder(
        records,
        out,
        format=None,
        read=ReadOptions(),
        question=question,
        overwrite=True,
        progress=lambda table, rows: None,
        reports=False,
        store=kept,
    )
    return out


def same(one: Path, other: Path) -> None:
    """Fail unless two assessments say the same."""
    for name in (*TABLES, "rejected"):
        first, second = (_sorted(pq.read_table(out / f"{name}.parquet")) for out in (one, other))
        assert first.equals(second), name
    summaries = [json.loads((out / "summary.json").read_text()) for out in (one, other)]
    for summary in summaries:
        for name in NOT_SAID:
            summary["about"].pop(name, None)
    assert summaries[0] == summaries[1]


def _sorted(table: pa.Table) -> pa.Table:
    plain = table.cast(pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema]))
    return plain.sort_by([(name, "ascending") for name in plain.column_names]).combine_chunks()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city of seven days."""
    return City(tmp_path_factory.mktemp("city") / "city", 4_000, 6)


def test_days_added_one_by_one_give_what_one_run_gives(city: City, tmp_path: Path) -> None:
    """Three days, then one at a time: every result is that of a whole run over the same days."""
    records, kept = tmp_path / "records", tmp_path / "store"
    city.hand_out(records, city.days[:3])
    same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))
    for day in city.days[3:]:
        city.hand_out(records, [day])
        same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))
    assert len(list(kept.glob("generation-*"))) == 1 + len(city.days[3:])


def test_nothing_new_writes_nothing_and_says_the_same(city: City, tmp_path: Path) -> None:
    """The same records again: no generation is added, and the results are the same."""
    records, kept = city.hand_out(tmp_path / "records", city.days), tmp_path / "store"
    first = assessed(records, tmp_path / "a", kept)
    before = (kept / store.MANIFEST).read_bytes()
    same(first, assessed(records, tmp_path / "b", kept))
    assert (kept / store.MANIFEST).read_bytes() == before


STEPS = {
    "before the parts": (stored_parts, "write", 1),
    "before what was seen": (keepsake, "save", 1),
    "before the state": (keepsake, "save", 2),
    "before anything is on the disk": (store, "_to_disk", 1),
    "with half of it on the disk": (store, "_to_disk", 6),
    "before the new manifest is on the disk": (store, "_to_disk", 11),
    "after the new manifest took its place": (store, "_to_disk", 12),
    "before the tidying": (store.Store, "_tidy", 2),
}


class Killed(BaseException):
    """The run is killed here."""


@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_at_any_step_leaves_a_store_to_go_on_from(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Killed at a step of writing, the next run gives what a whole run gives, and leaves nothing of the killed one."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:-1]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    city.hand_out(records, city.days[-1:])
    place, name, which = STEPS[step]
    really, calls = getattr(place, name), []

    def killed(*words: object) -> object:
        calls.append(words)
        if len(calls) == which:
            raise Killed
        return really(*words)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(place, name, killed)
        assessed(records, tmp_path / "b", kept)
    same(assessed(records, tmp_path / "b", kept), assessed(records, tmp_path / "c", None))
    counted = json.loads((kept / store.MANIFEST).read_text())["generations"]
    assert sorted(path.name for path in kept.glob("generation-*")) == [f"generation-{number:05d}" for number in counted]


def test_a_process_killed_in_the_middle_leaves_a_store_to_go_on_from(city: City, tmp_path: Path) -> None:
    """SIGKILL while the generation is being written: the next run gives what a whole run gives."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:-1]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    city.hand_out(records, city.days[-1:])
    code = (
        "import os, signal, sys\n"
        "from guanjia.engines import stored_parts, store\n"
        "really = store._to_disk\n"
        "def deadly(path):\n"
        "    if path.name == store.MANIFEST + '.new': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    really(path)\n"
        "store._to_disk = deadly\n"
        "from guanjia.cli.main import main\n"
        "main()\n"
    )
    words = ["assess", str(records), "--out", str(tmp_path / "b"), "--store", str(kept), "--quiet", "--tables-only"]
    ran = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True, timeout=120)
    assert ran.returncode == -signal.SIGKILL
    same(assessed(records, tmp_path / "b", kept), assessed(records, tmp_path / "c", None))


def test_a_changed_file_another_question_and_another_version_are_refused(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What differs is named, and the store stays as it is."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:2]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    manifest = (kept / store.MANIFEST).read_bytes()
    with pytest.raises(StoreRefused, match="rest_minutes"):
        assessed(records, tmp_path / "b", kept, rest_minutes=30.0)
    with monkeypatch.context() as patch:
        patch.setattr("guanjia.wiring.stored.code_version", lambda: "9.9.9")
        with pytest.raises(StoreRefused, match=r"version of the program.*9\.9\.9"):
            assessed(records, tmp_path / "b", kept)
    with monkeypatch.context() as patch:
        patch.setattr("guanjia.wiring.stored.law_version", lambda law: "another")
        with pytest.raises(StoreRefused, match=r"version of the law.*another"):
            assessed(records, tmp_path / "b", kept)
    path = sorted((records / "tasks").iterdir())[0]
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)
    with pytest.raises(StoreRefused, match=f"{path.name} has changed"):
        assessed(records, tmp_path / "b", kept)
    path.unlink()
    with pytest.raises(StoreRefused, match=f"{path.name} is gone"):
        assessed(records, tmp_path / "b", kept)
    assert (kept / store.MANIFEST).read_bytes() == manifest


def test_a_file_only_touched_is_not_changed(city: City, tmp_path: Path) -> None:
    """Another time of change with the same bytes is no change."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:2]), tmp_path / "store"
    first = assessed(records, tmp_path / "a", kept)
    os.utime(sorted((records / "tasks").iterdir())[0], ns=(1, 1))
    same(first, assessed(records, tmp_path / "b", kept))


def test_two_runs_at_once_and_a_folder_of_other_things_are_refused(city: City, tmp_path: Path) -> None:
    """A store serves one run at a time, and never takes over a folder that is not its own."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:1]), tmp_path / "store"
    with store.held(kept), pytest.raises(StoreRefused, match="another assessment is using"):
        assessed(records, tmp_path / "a", kept)
    with pytest.raises(StoreRefused, match="is no store of ours"):
        assessed(records, tmp_path / "a", records)


def test_a_damaged_store_is_refused(city: City, tmp_path: Path) -> None:
    """Parts cut short are noticed before anything is read."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:1]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    parts = kept / "generation-00001" / "parts.bin"
    parts.write_bytes(parts.read_bytes()[:-1])
    with pytest.raises(StoreRefused, match="is damaged"):
        assessed(records, tmp_path / "a", kept)


def test_a_task_told_again_on_another_day_is_found(city: City, tmp_path: Path) -> None:
    """An order of the first day repeated on the third: once as it was, once with another end."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:2]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    city.hand_out(records, city.days[2:3])
    day = sorted((records / "tasks").iterdir())
    first, third = (pq.read_table(path) for path in (day[0], day[2]))
    other = first.slice(1, 1)
    at = other.schema.get_field_index("end_time")
    other = other.set_column(at, "end_time", pa.array([None], other.schema.field(at).type))
    again = pa.concat_tables(
        [table.cast(BY_NAME["tasks"].schema.empty_table().select(table.column_names).schema) for table in (third, first.slice(0, 1), other)]
    )
    pq.write_table(again, day[2])
    same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))
    intake = json.loads((tmp_path / "a" / "summary.json").read_text())["intake"]["tables"]["tasks"]
    assert intake["merged"] >= 1
    assert intake["reasons"]["conflicting_duplicate"] >= 1


def test_records_that_reach_back_are_assessed_anew(city: City, tmp_path: Path) -> None:
    """Days handed in out of their order give what one run gives, from a store made anew."""
    records, kept = city.hand_out(tmp_path / "records", [*city.days[:2], *city.days[3:4]]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    city.hand_out(records, city.days[2:3])
    same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))
    assert [path.name for path in kept.glob("generation-*")] == ["generation-00002"]
    city.hand_out(records, city.days[4:])
    same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))


def test_weather_that_becomes_another_for_days_read_is_assessed_anew(city: City, tmp_path: Path) -> None:
    """Weather corrected after its day gives what one run gives."""
    records, kept = city.hand_out(tmp_path / "records", city.days[:3]), tmp_path / "store"
    assessed(records, tmp_path / "a", kept)
    path = records / "weather.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("temperature")
    pq.write_table(table.set_column(at, "temperature", pa.array([41.0] * len(table), table.schema.field(at).type)), path)
    city.hand_out(records, city.days[3:4])
    same(assessed(records, tmp_path / "a", kept), assessed(records, tmp_path / "b", None))


def test_records_out_of_time_order_are_refused(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that jumps back in time cannot be kept day by day; the message says what to do."""
    monkeypatch.setattr(ahead, "ROWS", 100)  # each file by itself: what is read together is put in order
    records, kept = city.hand_out(tmp_path / "records", city.days[:3]), tmp_path / "store"
    sorted((records / "tasks").iterdir())[-1].rename(records / "tasks" / "2000-01-01.parquet")
    with pytest.raises(StoreRefused, match="not in time order"):
        assessed(records, tmp_path / "a", kept)
    assert not (kept / store.MANIFEST).exists()
