from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from guanjia.cli.publish import publish
from guanjia.readers.errors import InputError
from guanjia.risk.release.refusal import Overspent, Refused
from guanjia.writers.whole_folder import OutputError
from tests.risk.release.made_up import rows

BOX = ("--grid", "121.3,31.1,121.6,31.3")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder of made-up risk."""
    folder = tmp_path / "out"
    (folder / "risk").mkdir(parents=True)
    pq.write_table(pa.table(vars(rows(200, 10, 1))), folder / "risk" / "contributions.parquet")
    about = {"first_day": "2026-03-02", "last_day": "2026-03-30", "timezone": "Asia/Shanghai"}
    (folder / "risk" / "risk.json").write_text(json.dumps(about))
    return folder


def run(out: Path, *words: str, grid: Sequence[str] = BOX, to: str = "release") -> Result:
    """The command, with the ledger beside the output."""
    ledger = ("--ledger", str(out.parent / "ledger.jsonl"))
    return CliRunner().invoke(publish, [str(out), "--budget", "0.1", "--to", str(out.parent / to), *grid, *ledger, *words])


def told(out: Path, to: str = "release") -> dict[str, object]:
    """What the release says of itself."""
    found: dict[str, object] = json.loads((out.parent / to / "release.json").read_text(encoding="utf-8"))
    return found


def test_a_release_stands_in_its_folder(out: Path) -> None:
    """Over a box, of a month told by name, with publisher and day; nothing said holds a true count."""
    result = run(out, "--period", "2026-03", "--publisher", "某市\x01卫健委", "--issued", "2026-04-10", "--number", "2026年第3期")
    assert result.exit_code == 0, result.output
    assert told(out)["period"] == {"first_day": "2026-03-01", "last_day": "2026-03-31"}
    assert (told(out)["publisher"], told(out)["issued"]) == ("某市卫健委", "2026-04-10")
    bulletin = (out.parent / "release" / "bulletin.html").read_text(encoding="utf-8")
    assert all(words in bulletin for words in ("某市卫健委", "2026年第3期", "发布日期 2026-04-10"))
    assert "0.1 / 0.4" in result.output
    for count in ("200", "2000", "2,000"):
        assert count not in result.output.replace(str(out.parent), "").replace("2026", "")


def test_regions_give_areas(out: Path) -> None:
    """Over polygons that the user supplies, with their codes."""
    ring = [[121.3, 31.1], [121.6, 31.1], [121.6, 31.3], [121.3, 31.3], [121.3, 31.1]]
    district = {"type": "Feature", "properties": {"adcode": 310101, "name": "甲区"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = out.parent / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [district]}), encoding="utf-8")
    assert run(out, grid=("--regions", str(path))).exit_code == 0
    assert ",310101,AREA_WORKERS," in (out.parent / "release" / "areas.csv").read_text(encoding="utf-8")


def test_without_a_public_grid_nothing_is_published_and_why_is_said(out: Path) -> None:
    """Neither regions nor a box, or both."""
    assert "暴露人" in run(out, grid=()).output
    assert run(out, grid=()).exit_code == 2
    assert not (out.parent / "ledger.jsonl").exists()


def test_the_fifth_release_of_a_year_is_refused(out: Path) -> None:
    """Four times 0.1 under the cap of 0.4; the fifth writes nothing."""
    for number in range(4):
        assert run(out, to=f"r{number}").exit_code == 0
    result = run(out, to="r4")
    assert isinstance(result.exception, Overspent)
    assert "0.4" in str(result.exception)
    assert not (out.parent / "r4").exists()
    assert len((out.parent / "ledger.jsonl").read_bytes().splitlines()) == 4


def test_a_release_is_never_written_over(out: Path) -> None:
    """The second into the same folder is refused before it costs anything."""
    assert run(out).exit_code == 0
    assert isinstance(run(out).exception, OutputError)
    assert len((out.parent / "ledger.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("--budget", "0"), SystemExit),
        (("--budget", "-1"), SystemExit),
        (("--budget", "1e400"), SystemExit),
        (("--budget", "99"), Refused),
        (("--cells", "0"), Refused),
        (("--period", "2026-02"), InputError),
        (("--period", "2026-03-31..2026-03-01"), SystemExit),
        (("--period", "March"), SystemExit),
        (("--grid", "1,2,3"), SystemExit),
        (("--grid", "122,31,121,32"), Refused),
    ],
)
def test_what_makes_no_sense_is_said_gently_and_costs_nothing(out: Path, words: tuple[str, ...], kind: type[BaseException]) -> None:
    """A plain message in both languages, no release, no spending."""
    result = run(out, *words)
    assert isinstance(result.exception, kind)
    assert not (out.parent / "ledger.jsonl").exists()
    assert not (out.parent / "release").exists()


def test_an_empty_table_is_published_like_any_other(out: Path) -> None:
    """That nobody worked is not told either."""
    pq.write_table(pa.table(vars(rows(200, 10, 1))).slice(0, 0), out / "risk" / "contributions.parquet")
    assert run(out).exit_code == 0
    assert np.isfinite(float((out.parent / "release" / "cells.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")[6]))
