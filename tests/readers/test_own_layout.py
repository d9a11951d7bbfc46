"""The own layout: CSV, Parquet, Excel and folders, with Chinese headings, encodings, mappings and units."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from guanjia.model.schema import TASKS
from guanjia.readers import InputError, ReadOptions, open_source
from tests.readers.make import HEAD, SHANGHAI, order, read, read_file, text_file

CHINESE = "订单号,骑手ID,平台,接单时间,送达时间,配送费（元）,扣款,扣款原因,高温补贴,备忘"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headings_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """Chinese headings are read in every usual encoding; deductions and supplements beside the order become pay lines."""
    rows = [
        "a1,骑手甲,美团,2026/3/1 8:30,2026/3/1 9:05,6.5,3,超时,,x",
        "a2,骑手乙,美团,2026-03-01 10:00:00,2026年3月1日 10时30分,5,,,1.20,y",
    ]
    source = open_source(text_file(tmp_path / "三月 订单.csv", CHINESE, *rows, encoding=encoding))
    tasks, lines = read(source), read(source, "pay_lines")
    assert tasks["driver_trip_pay"].to_pylist() == [650, 500]
    assert tasks["dispatch_time"][0].as_py().isoformat() == "2026-03-01T00:30:00+00:00"
    assert tasks["end_time"][1].as_py().isoformat() == "2026-03-01T02:30:00+00:00"
    assert lines.select(["task_id", "kind", "amount", "reason"]).to_pylist() == [
        {"task_id": "a1", "kind": "deduction", "amount": -300, "reason": "超时"},
        {"task_id": "a2", "kind": "supplement_weather", "amount": 120, "reason": "高温补贴"},
    ]
    assert any("备忘" in zh for zh, _ in source.intake.notes) and source.timezone == "Asia/Shanghai"


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    """The delimiter is found out."""
    path = text_file(tmp_path / "tasks.tsv", *(line.replace(",", delimiter) for line in (HEAD, order(1), order(2))))
    assert read_file(path)[0].num_rows == 2


def test_excel(tmp_path: Path) -> None:
    """A workbook's dates and numbers are read as they look, and long numeric ids are noted."""
    path = tmp_path / "记录.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("订单")
        sheet.write_row(0, 0, ["订单号", "骑手ID", "平台", "接单时间", "送达时间", "配送费"])
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(1, 0, [1234567890123456789, 7, "美团"])
        sheet.write_datetime(1, 3, datetime(2026, 3, 1, 8, 30), date)
        sheet.write_number(1, 4, 46082.5)
        sheet.write_number(1, 5, 6.25)
    tasks, source = read_file(path, ReadOptions())
    row = tasks.to_pylist()[0]
    assert (row["worker_id"], row["driver_trip_pay"]) == ("7", 625)
    assert row["dispatch_time"].isoformat() == "2026-03-01T00:30:00+00:00"
    assert row["end_time"].isoformat() == "2026-03-01T04:00:00+00:00"
    assert any("15" in zh for zh, _ in source.intake.notes)


def test_folder_split_in_files(tmp_path: Path) -> None:
    """A folder of days is read in name order, with other tables beside it."""
    (tmp_path / "tasks").mkdir()
    text_file(tmp_path / "tasks" / "2026-03-02.csv", HEAD, order(3))
    text_file(tmp_path / "tasks" / "2026-03-01.csv", HEAD, order(1), order(2))
    text_file(tmp_path / "presence.csv", "worker_id,platform,kind,start_time,end_time", "w1,P,在线,2026-03-01 08:00,2026-03-01 12:00")
    tasks, source = read_file(tmp_path)
    assert tasks["task_id"].to_pylist() == ["t1", "t2", "t3"]
    assert source.tables() == {"tasks", "presence"}
    assert read(source, "presence")["kind"].to_pylist() == ["online"]


def test_mapping(tmp_path: Path) -> None:
    """A mapping names other headings; a wrong one is refused with near matches."""
    path = text_file(tmp_path / "x.csv", HEAD.replace("worker_id", "谁").replace("end_time", "几点完"), order(1))
    mapping = text_file(tmp_path / "map.yaml", "worker_id: 谁", "end_time: 几点完")
    assert read_file(path, ReadOptions(timezone="Asia/Shanghai", mapping=mapping))[0]["worker_id"].to_pylist() == ["w1"]
    text_file(mapping, "worker_idd: 谁")
    with pytest.raises(InputError, match="worker_id"):
        open_source(path, None, ReadOptions(mapping=mapping))


@pytest.mark.parametrize(
    ("pay", "money", "expected"),
    [("500", "auto", 500), ("5.25", "auto", 525), ("5", "yuan", 500), ("500.0", "auto", 500), ("¥1,234.50元", "yuan", 123_450)],
)
def test_money_units(tmp_path: Path, pay: str, money: str, expected: int) -> None:
    """Whole numbers under our own names are fen, decimals mean yuan, and the option decides."""
    line = order(1, pay=f'"{pay}"')
    options = ReadOptions(timezone="Asia/Shanghai", money=money)  # type: ignore[arg-type]
    assert read_file(text_file(tmp_path / "t.csv", HEAD, line), options)[0]["driver_trip_pay"].to_pylist() == [expected]


def test_implausible_pay_is_said(tmp_path: Path) -> None:
    """Five fen an order is noted as the wrong unit, with the option that mends it."""
    _, source = read_file(text_file(tmp_path / "t.csv", HEAD, order(1, pay="5"), order(2, pay="6")))
    assert any("--money yuan" in zh for zh, _ in source.intake.notes)


def test_base_pay_mixed_in_is_said(tmp_path: Path) -> None:
    """One monthly sum among order pay is noted."""
    _, source = read_file(text_file(tmp_path / "t.csv", HEAD, *(order(n, pay="500") for n in range(9)), order(10, pay="300000")))
    assert any("底薪" in zh for zh, _ in source.intake.notes)


def test_wall_clock_without_a_place_is_refused(tmp_path: Path) -> None:
    """English headings and no zone: an error that asks for the workplace, not a guess."""
    source = open_source(text_file(tmp_path / "t.csv", HEAD, order(1)))
    with pytest.raises(InputError, match="--region"):
        list(source.batches("tasks"))


def test_region_names_give_codes_and_zone(tmp_path: Path) -> None:
    """A city by name becomes its division code."""
    path = text_file(tmp_path / "t.csv", HEAD + ",城市", order(1) + ",上海市", order(2) + ",无此地")
    tasks, source = read_file(path, ReadOptions())
    assert tasks["region"].to_pylist() == ["310000", None] and source.timezone == "Asia/Shanghai"
    assert any("无此地" in text for text in source.intake.tables["tasks"].remarks)


def parquet(path: Path, rows: int = 3) -> Path:
    at = pa.array([1_772_300_000_000_000 + n for n in range(rows)], pa.int64()).cast(TASKS.column("end_time").type)
    columns = {"task_id": [f"t{n}" for n in range(rows)], "worker_id": ["w"] * rows, "platform": ["P"] * rows}
    table = pa.table(columns | {"dispatch_time": at, "end_time": at, "driver_trip_pay": pa.array([500] * rows)})
    pq.write_table(table, path, row_group_size=2)
    return path


def test_parquet_is_reiterable_and_pruned(tmp_path: Path) -> None:
    """A second pass gives the same rows; asking for columns gives them in schema order, with the same counts."""
    tasks, source = read_file(parquet(tmp_path / "任务 tasks.parquet"))
    assert read(source).equals(tasks) and source.rows("tasks") == 3
    batch = next(iter(source.batches("tasks", ["end_time", "worker_id"])))
    assert batch.schema.names == ["worker_id", "end_time"] and batch.schema.field("worker_id").type == TASKS.column("worker_id").type
    assert tasks["row"].to_pylist() == [1, 2, 3]


def test_truncated_parquet(tmp_path: Path) -> None:
    """A cut Parquet file is a clear error."""
    path = parquet(tmp_path / "t.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="截断"):
        open_source(path)


def test_abandoned_pass_leaves_the_counts(tmp_path: Path) -> None:
    """Counts are those of the last complete pass."""
    source = open_source(parquet(tmp_path / "t.parquet"))
    next(source.batches("tasks"))
    assert "tasks" not in source.intake.tables
    read(source)
    next(source.batches("tasks"))
    assert source.intake.tables["tasks"].used == 3


def test_hashes(tmp_path: Path) -> None:
    """Every input file is hashed."""
    import hashlib

    path = text_file(tmp_path / "t.csv", HEAD, order(1))
    source = open_source(path, None, SHANGHAI)
    assert source.hashes() == {str(path): hashlib.sha256(path.read_bytes()).hexdigest()} == source.intake.files


def test_parquet_of_other_types(tmp_path: Path) -> None:
    """Floats with NaN, whole-number ids, decimals and nanoseconds are read for what they mean."""
    columns = {
        "order_id": pa.array([1, 2]),
        "courier_id": pa.array([7.0, 8.0]),
        "platform": pa.array(["P", "P"]),
        "dispatch_time": pa.array([1_772_323_200.0, float("nan")]),
        "end_time": pa.array([1_772_323_300_000_000_000] * 2).cast(pa.timestamp("ns", tz="UTC")),
        "driver_trip_pay": pa.array([5.5, float("nan")]),
        "region": pa.array([310000, 999999]),
        "start_time": pa.nulls(2),
    }
    pq.write_table(pa.table(columns), tmp_path / "odd.parquet")
    first, second = read_file(tmp_path / "odd.parquet", ReadOptions())[0].to_pylist()
    assert (first["task_id"], first["worker_id"], first["driver_trip_pay"]) == ("1", "7", 550)
    assert (first["end_time"] - first["dispatch_time"]).total_seconds() == 100
    assert (second["dispatch_time"], second["driver_trip_pay"]) == (None, None)


def test_unknown_region_option(tmp_path: Path) -> None:
    """A region that does not exist is refused with an example of one that does."""
    path = text_file(tmp_path / "t.csv", HEAD, order(1))
    for region in ("不存在的地方", "999999"):
        with pytest.raises(InputError, match="310000"):
            open_source(path, None, ReadOptions(region=region))


def test_row_numbers_around_a_bad_row(tmp_path: Path) -> None:
    """Row numbers step over a row that fell apart, so that they still point at the file."""
    tasks, source = read_file(text_file(tmp_path / "t.csv", HEAD, order(1), "bad", order(3), "worse,still", order(5)))
    assert tasks["row"].to_pylist() == [1, 3, 5] and [row.row for row in source.intake.rejected] == [2, 4]
