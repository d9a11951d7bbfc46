from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.readers.contributions import Covered, read_contributions, read_covered
from guanjia.readers.errors import InputError
from guanjia.readers.polygons import read_features

GOOD = {
    "person": [1],
    "cell": pa.array([0x87309BBACFFFFFF], pa.uint64()),
    "seconds": [60],
    "injuries": pa.array([0], pa.int32()),
    "load": [66],
}


def kept(out: Path, columns: dict[str, object]) -> Path:
    """An output folder with this table."""
    (out / "risk").mkdir()
    pq.write_table(pa.table(columns), out / "risk" / "contributions.parquet")
    return out


def test_rows_come_as_they_were_kept(tmp_path: Path) -> None:
    """Column by column, with the types that bounding wants."""
    rows = read_contributions(kept(tmp_path, GOOD))
    assert [column.dtype for column in vars(rows).values()] == [np.int64, np.uint64, np.int64, np.int32, np.int64]
    assert rows.cell.tolist() == [0x87309BBACFFFFFF]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"person": pa.array([None], pa.int64())}, "空值"),
        ({"cell": pa.array([0x88309BBAC1FFFFF], pa.uint64())}, "第 7 级"),
        ({"person": ["worker"]}, "guanjia risk"),
    ],
)
def test_rows_that_cannot_be_bounded_are_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    """No person, another resolution, a name for a number."""
    with pytest.raises(InputError, match=said):
        read_contributions(kept(tmp_path, {**GOOD, **change}))


def test_a_missing_or_damaged_file_says_what_to_run(tmp_path: Path) -> None:
    """Not there, without a column, not Parquet."""
    with pytest.raises(InputError, match="guanjia risk"):
        read_contributions(tmp_path)
    kept(tmp_path, {"person": [1]})
    with pytest.raises(InputError, match="guanjia risk"):
        read_contributions(tmp_path)
    (tmp_path / "risk" / "contributions.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="guanjia risk"):
        read_contributions(tmp_path)


def test_the_period_is_read_or_refused(tmp_path: Path) -> None:
    """First and last day of the run, and whose rows they are; a run that does not tell is to be made again."""
    (tmp_path / "risk").mkdir()
    path = tmp_path / "risk" / "risk.json"
    days = {"first_day": "2026-03-01", "last_day": "2026-03-31"}
    path.write_text(json.dumps({**days, "privacy_unit": {"links": False, "platforms": 2}, "incidents": True}))
    assert read_covered(tmp_path) == Covered(date(2026, 3, 1), date(2026, 3, 31), False, 2, True)
    unread: tuple[object, ...] = ({}, [], days, {**days, "privacy_unit": {"links": 1}, "incidents": True})
    for told in unread:
        path.write_text(json.dumps(told))
        with pytest.raises(InputError, match="guanjia risk"):
            read_covered(tmp_path)


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ('{"type":"FeatureCollection","features":[{"type":"Feature"},7]}', 2),
        ('\ufeff{"type":"Feature"}', 1),
        ('{"type":"Polygon","coordinates":[]}', 1),
    ],
)
def test_features_are_found_in_any_geojson(tmp_path: Path, text: str, features: int) -> None:
    """A collection, one feature, a bare polygon; with a byte-order mark too."""
    path = tmp_path / "regions.geojson"
    path.write_text(text, encoding="utf-8")
    assert len(read_features(path)) == features


@pytest.mark.parametrize("text", ["", "[]", '{"type":"Topology"}', '{"type":"FeatureCollection"}', "\x00"])
def test_what_is_not_geojson_is_refused(tmp_path: Path, text: str) -> None:
    """An empty file, a list, another format."""
    path = tmp_path / "regions.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="区域文件"):
        read_features(path)
