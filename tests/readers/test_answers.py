from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.readers.answers import open_findings, open_key, zone_of
from guanjia.readers.errors import InputError
from tests.flows.truth.rows import row, table


def city_of(folder: Path, found: pa.Table) -> Path:
    (folder / "answers").mkdir(parents=True)
    pq.write_table(found, folder / "answers" / "key.parquet")
    return folder


def test_days_are_local(tmp_path: Path) -> None:
    """20:00 UTC is the next day in Shanghai and the same day in New York; a platform without a place is on the city's clock."""
    evening = datetime(2026, 3, 18, 20, tzinfo=UTC)
    key = open_key(city_of(tmp_path, table(*(row(region=where, start=evening) for where in ("310000", "US-NYC", "")))), days=True)
    assert zone_of(key) == "Asia/Shanghai"
    days = [day.as_py() for batch in key.batches() for day in batch["day"]]
    assert days == [date(2026, 3, 19), date(2026, 3, 18), date(2026, 3, 19)]


def test_a_week_is_its_monday_and_a_month_its_first(tmp_path: Path) -> None:
    """Whichever day of them the key's row begins on."""
    rows = [row(period=period, start=datetime(2026, 3, 18, 20, tzinfo=UTC)) for period in ("week", "platform-month", "run")]
    key = open_key(city_of(tmp_path, table(*rows)), days=True)
    days = [day.as_py() for batch in key.batches() for day in batch["day"]]
    assert days == [date(2026, 3, 16), date(2026, 3, 1), date(2026, 3, 19)]


def test_a_table_without_what_is_needed(tmp_path: Path) -> None:
    """A key needs all that tells rows apart; findings need five columns; a verdict must be one of three words."""
    with pytest.raises(InputError, match="scenario"):
        open_key(city_of(tmp_path, table(row(), without=("scenario",))))
    path = tmp_path / "answers" / "key.parquet"
    assert open_findings(path).rows == 1
    pq.write_table(table(row(verdict="guilty")), path)
    with pytest.raises(InputError, match="guilty"):
        list(open_key(tmp_path).batches())
