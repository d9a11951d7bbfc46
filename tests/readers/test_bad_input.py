"""Bad input: what is set aside, what is mended, what is refused, and with which words."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guanjia.readers import InputError, ReadOptions, open_source
from guanjia.readers.errors import EXIT_CODE
from tests.readers.make import HEAD, SHANGHAI, order, read, read_file, text_file

FULL = HEAD + ",status,fare,tip,start_time,start_lat,start_lng"


def reasons_of(tmp_path: Path, *rows: str, head: str = HEAD, options: ReadOptions = SHANGHAI) -> dict[str, int]:
    _, source = read_file(text_file(tmp_path / "t.csv", head, order(59) + "," * (head.count(",") - 5), *rows), options)
    return source.intake.tables["tasks"].reasons


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",w1,P,2026-03-01 08:00,2026-03-01 09:00,500", "missing_required"),
        ("a,,P,2026-03-01 08:00,2026-03-01 09:00,500", "missing_required"),
        ("a, ,P,2026-03-01 08:00,2026-03-01 09:00,500", "missing_required"),
        ("a,w1,P,2026-03-01 09:00,2026-03-01 08:00,500", "end_before_start"),
        ("a,w1,P,2026-03-01 09:00,2026-03-03 08:00,500", "too_long"),
        ("a,w1,P,2026-02-30 09:00,2026-03-01 08:00,500", "unreadable_time"),
        ("a,w1,P,2026-03-01 09:00,下午三点,500", "unreadable_time"),
        ("a,w1,P,2026-03-01 08:00,2026-03-01 09:00,五块", "unreadable_number"),
        ("a,w1,P,2026-03-01 08:00,2026-03-01 09:00,-500", "negative_money"),
        ("a,w1,P,2026-03-01 08:00,2026-03-01 09:00", "wrong_field_count"),
        ("a,w1,P,2026-03-01 08:00,2026-03-01 09:00,500,extra", "wrong_field_count"),
    ],
)
def test_row_set_aside(tmp_path: Path, row: str, reason: str) -> None:
    """One bad row is set aside for its reason, and the rest is read."""
    assert reasons_of(tmp_path, row) == {reason: 1}


def test_words_of_a_row_set_aside(tmp_path: Path) -> None:
    """The account says file, row, column, value and how to mend it, in both languages."""
    path = text_file(tmp_path / "t.csv", HEAD, order(1), "a,w1,P,昨天,2026-03-01 09:00,500")
    rejected = read_file(path)[1].intake.rejected[0]
    assert (rejected.file, rejected.row, rejected.column, rejected.value) == ("t.csv", 2, "dispatch_time", "昨天")
    assert "读不懂" in rejected.zh and "cannot be read" in rejected.en


def test_fen_with_decimals(tmp_path: Path) -> None:
    """Decimals in a column said to be fen set the row aside, naming the option."""
    path = text_file(tmp_path / "t.csv", HEAD, order(1), order(2, pay="5.5"))
    source = read_file(path, ReadOptions(timezone="Asia/Shanghai", money="fen"))[1]
    assert source.intake.tables["tasks"].reasons == {"fraction_of_fen": 1} and "--money yuan" in source.intake.rejected[0].zh


def test_freight_may_be_long(tmp_path: Path) -> None:
    """A haul of five days is a task; the same span of food delivery is not."""
    rows = [f"{kind},w1,P,2026-03-01 09:00,2026-03-06 09:00,500,{kind}" for kind in ("freight", "food_delivery")]
    assert reasons_of(tmp_path, *rows, head=HEAD + ",kind") == {"too_long": 1}


def test_duplicates(tmp_path: Path) -> None:
    """An identical row is merged, a conflicting one set aside naming the first, and a refusal by another worker kept."""
    path = text_file(
        tmp_path / "t.csv",
        FULL,
        order(1) + ",completed,,,,,",
        order(1) + ",completed,,,,,",
        order(1, pay="600") + ",completed,,,,,",
        order(1, worker="w2") + ",refused,,,,,",
        order(1, worker="w3") + ",refused,,,,,",
        order(1, worker="w3") + ",refused,,,,,",
        order(1, platform="Q") + ",completed,,,,,",
    )
    tasks, source = read_file(path)
    counts = source.intake.tables["tasks"]
    assert (counts.read, counts.used, counts.merged, counts.set_aside) == (7, 4, 2, 1)
    assert tasks["row"].to_pylist() == [1, 4, 5, 7]
    assert source.intake.rejected[0].row == 3 and "row 1" in source.intake.rejected[0].en


def test_places_are_mended(tmp_path: Path) -> None:
    """Nought-nought is emptied, exchanged coordinates are put back, far ones emptied; no row is lost."""
    rows = [order(n) + f",,,,,{place}" for n, place in enumerate(("0,0", "121.47,31.23", "31.23,121.47", "95,400", "x,121"), 1)]
    tasks, source = read_file(text_file(tmp_path / "t.csv", FULL, *rows))
    assert tasks["start_lat"].to_pylist() == [None, 31.23, 31.23, None, None]
    assert sum(source.intake.tables["tasks"].remarks.values()) == 4


def test_unknown_status_is_emptied_with_a_remark(tmp_path: Path) -> None:
    """A status nobody knows is emptied and said without repeating it, for it may be somebody's name; Chinese ones are understood."""
    tasks, source = read_file(text_file(tmp_path / "t.csv", FULL, order(1) + ",已取消,,,,,", order(2) + ",怪,,,,,"))
    assert tasks["status"].to_pylist() == ["cancelled", None]
    remarks = source.intake.tables["tasks"].remarks
    assert any("status" in text for text in remarks) and not any("怪" in text for text in remarks)


def test_times_of_every_kind(tmp_path: Path) -> None:
    """Zoned, Unix in three units, and spreadsheet days all give the same moment."""
    written = ["2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00Z", "1772323200", "1772323200000", "1772323200000000", "46082.3333333333"]
    rows = [f"x{n},w,P,{text},," for n, text in enumerate([*written, "20260301080000"])]
    tasks, _ = read_file(text_file(tmp_path / "t.csv", HEAD, *rows))
    assert {at.isoformat() for at in tasks["dispatch_time"].to_pylist()} == {"2026-03-01T00:00:00+00:00"}


def test_rejects_file_holds_each_row_once(tmp_path: Path) -> None:
    """Rows set aside are written to the file, once, however often the source is read; memory keeps a hundred."""
    target = tmp_path / "out" / "rejects.parquet"
    rows = [f"b{n},w1,P,2026-03-01 09:00,2026-03-01 08:00,500" for n in range(150)]
    path = text_file(tmp_path / "t.csv", HEAD, order(1), "short,row", *rows)
    source = open_source(path, None, ReadOptions(timezone="Asia/Shanghai", rejects=target))
    read(source)
    read(source)
    written = pq.read_table(target)
    assert written.num_rows == 151 == source.intake.tables["tasks"].set_aside and len(source.intake.rejected) == 100
    assert sorted(written["row"].to_pylist()) == list(range(2, 153)) and set(written["table"].to_pylist()) == {"tasks"}
    assert [p.name for p in target.parent.iterdir()] == ["rejects.parquet"]


def test_cut_csv(tmp_path: Path) -> None:
    """A file cut in its last line loses that line only."""
    path = tmp_path / "t.csv"
    path.write_text("\n".join([HEAD, order(1), order(2), "t3,w1,P,2026-0"]), encoding="utf-8")
    tasks, source = read_file(path)
    assert tasks.num_rows == 2 and source.intake.tables["tasks"].reasons == {"wrong_field_count": 1}


@pytest.mark.parametrize(
    ("content", "match"),
    [(b"", "空文件"), (HEAD.encode() + b"\n", "没有任何一行"), (HEAD.encode(), "没有任何一行"), (b"PAR1 is not enough", "Parquet")],
)
def test_nothing_to_read(tmp_path: Path, content: bytes, match: str) -> None:
    """Empty, header only, or not what it seems: a clear error with the exit code of bad data."""
    path = tmp_path / "坏 文件.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=match) as error:
        list(open_source(path, None, SHANGHAI).batches("tasks"))
    assert error.value.exit_code == EXIT_CODE and error.value.en


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """A path that is not there, or a folder without tables, says so."""
    with pytest.raises(InputError, match="找不到"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(InputError, match="tasks"):
        open_source(tmp_path)


def test_missing_column_with_near_match(tmp_path: Path) -> None:
    """A missing required column is named, with the headings found and the nearest of them."""
    with pytest.raises(InputError, match="worker_idd") as error:
        open_source(text_file(tmp_path / "t.csv", HEAD.replace("worker_id", "worker_idd"), order(1)))
    assert "worker_id（骑手ID）" in error.value.zh


def test_wrong_format_names_the_one_that_fits(tmp_path: Path) -> None:
    """--format doordash on an Ele.me file names what is missing and what would fit; an unknown format lists near ones."""
    head = "courier_id,tracking_id,create_time,assigned_time,promise_deliver_time,estimate_pick_time"
    path = text_file(tmp_path / "order_1.txt", head, "1,2,1580484067,1580519088,1580521500,1580485567")
    with pytest.raises(InputError, match="Driver_ID") as error:
        open_source(path, "doordash")
    assert "--format eleme" in error.value.zh
    with pytest.raises(InputError, match="doordash"):
        open_source(path, "dordash")


def test_unreadable_encoding_and_zone(tmp_path: Path) -> None:
    """Bytes in no encoding, unknown encodings and unknown zones are refused gently."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"task_id,\xff\xfe\xfd\x80\n\xff\xff\n")
    with pytest.raises(InputError, match="编码"):
        open_source(path)
    with pytest.raises(InputError, match="编码"):
        open_source(text_file(path, HEAD, order(1)), None, ReadOptions(encoding="utf-99"))
    with pytest.raises(InputError, match="时区"):
        open_source(path, None, ReadOptions(timezone="Mars/Base"))


def test_unpaired_quote(tmp_path: Path) -> None:
    """A stray quote never loses good rows silently: every line is either read or told."""
    path = text_file(tmp_path / "t.csv", HEAD, order(1), '"t2,w1,P,2026-03-01 08:00,2026-03-01 09:00,500', order(3))
    tasks, source = read_file(path)
    assert tasks["task_id"].to_pylist() == ["t1"] and source.intake.tables["tasks"].reasons == {"wrong_field_count": 1}


def test_amounts_of_a_task_set_aside_are_set_aside_with_it(tmp_path: Path) -> None:
    """A deduction beside a row that is set aside is not counted, nor one beside a merged row counted twice."""
    path = text_file(tmp_path / "t.csv", HEAD + ",扣款", order(1) + ",2", order(1) + ",2", "a,w1,P,x,y,500,3")
    source = open_source(path, None, SHANGHAI)
    lines = read(source, "pay_lines")
    counts = source.intake.tables["pay_lines"]
    assert lines["amount"].to_pylist() == [-200] and (counts.read, counts.merged, counts.set_aside) == (3, 1, 1)


def test_a_platform_must_not_bear_the_mark_of_all_platforms(tmp_path: Path) -> None:
    """A row whose platform is ``*`` is set aside with its reason."""
    path = tmp_path / "t.csv"
    path.write_text(
        "task_id,worker_id,platform,kind,dispatch_time,end_time\n"
        "1,a,*,food_delivery,2026-03-01T08:00:00+08:00,2026-03-01T08:30:00+08:00\n"
        "2,a,P,food_delivery,2026-03-01T09:00:00+08:00,2026-03-01T09:30:00+08:00\n",
        encoding="utf-8",
    )
    source = open_source(path)
    assert sum(batch.num_rows for batch in source.batches("tasks")) == 1
    assert source.intake.table("tasks").reasons == {"reserved_label": 1}


def test_a_workbook_that_unpacks_beyond_reason_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would fill the memory is refused before it is read."""
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(200):
            sheet.write_row(row, 0, ["x"] * 20)
    monkeypatch.setattr("guanjia.readers.workbook.LARGEST", 1_000)
    with pytest.raises(InputError, match="csv"):
        open_source(path)
