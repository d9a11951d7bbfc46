"""What a careless user, a bad file or an odd row brings: the exit code, the words, and every row accounted for."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.cli.command import HEAD, Guanjia, order, summary, two_languages, written

PLACES = HEAD + ",start_lat,start_lng,end_lat,end_lng"


def cut(path: Path, content: bytes) -> Path:
    """The first half of a file."""
    path.write_bytes(content[: len(content) // 2 + 3])
    return path


def book(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("tasks")
        for number, row in enumerate([HEAD, *(order(n) for n in range(200))]):
            sheet.write_row(number, 0, row.split(","))
    return path


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([order(1), order(2, end="2026-03-01 07:00:00")], {"end_before_start": 1}),
        ([order(1), order(2, end="2026-03-03 07:00:00")], {"too_long": 1}),
        ([order(1), order(1), order(1, pay="7")], {"conflicting_duplicate": 1}),
        ([order(1), order(2, pay="-3")], {"negative_money": 1}),
        ([order(1), order(2, pay="inf"), order(3, pay="1e30")], {"unreadable_number": 2}),
        ([order(1), order(2, start="", end="")], {"no_time": 1}),
        ([order(1), order(2, start="1066-01-01 08:00")], {"unreadable_time": 1}),
        ([order(1), order(2, start="2026-03-01T08:00:00+08:00", end="2026-03-01T01:00:00Z")], {}),
        ([order(1, worker="=cmd|' /C calc'!A0", platform="<script>"), order(2, worker="😀", platform="@SUM(1)")], {}),
        ([order(1, worker="长" * 20_000, platform="P" * 50_000)], {}),
        (['"t\n1","w ""1""","P,Q",2026-03-01 08:00,2026-03-01 09:00,5.5'], {}),
        ([order(1, platform="P"), order(2, platform="Q")], {}),
        ([order(1)], {}),
        ([order(1), order(2).rsplit(",", 3)[0]], {"wrong_field_count": 1}),
        ([order(1, end="2026-03-09 09:00:00")], {"too_long": 1}),
    ],
)
def test_odd_rows_are_set_aside_or_read(guanjia: Guanjia, tmp_path: Path, rows: list[str], counts: dict[str, int]) -> None:
    """An odd row never stops the work: it is read, or set aside for the reason that it has."""
    path, out = written(tmp_path / "t.csv", rows), tmp_path / "out"
    assert guanjia("assess", path, "--region", "310000", "--out", out).code == 0
    assert summary(out)["intake"]["tables"]["tasks"]["reasons"] == counts


@pytest.mark.parametrize(
    ("pay", "options", "note"),
    [("5", (), "--money yuan"), ("550.5", ("--money", "yuan"), "--money fen"), ("5.5", (), "")],
)
def test_pay_in_the_wrong_unit_is_noticed(guanjia: Guanjia, tmp_path: Path, pay: str, options: tuple[str, ...], note: str) -> None:
    """Yuan given as fen, and fen given as yuan, are said; plain pay is not doubted."""
    out = tmp_path / "out"
    guanjia("assess", written(tmp_path / "t.csv", [order(n, pay=pay) for n in range(9)]), "--region", "310000", "--out", out, *options)
    doubts = [each["zh"] for each in summary(out)["intake"]["notes"] if "中位数" in each["zh"]]
    assert len(doubts) == bool(note) and all(note in doubt for doubt in doubts)


def test_places_of_every_kind(guanjia: Guanjia, tmp_path: Path) -> None:
    """Nought-nought, exchanged, far and unreadable coordinates lose the place and not the row."""
    places = ("0,0,0,0", "121.47,31.23,121.48,31.22", "31.23,121.47,39.9,116.4", "91,181,nan,inf")
    out = tmp_path / "out"
    path = written(tmp_path / "t.csv", [f"{order(n)},{place}" for n, place in enumerate(places)], PLACES)
    assert guanjia("assess", path, "--region", "310000", "--out", out).code == 0
    tasks = summary(out)["intake"]["tables"]["tasks"]
    assert tasks["used"] == 4 and {"坐标为 0,0", "经纬度颠倒", "坐标超出范围"} <= {text.split("，")[0] for text in tasks["remarks"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (HEAD.encode() + b"\n", "没有任何一行"),
        (b"task_id,worker_id,dispatch_time\nt,w,2026-03-01 08:00\n", "platform"),
        (b"task_id,worker_id,platform\nt,w,P\n", "接单时间"),
        (f"{HEAD}\n{order(1)}\n{order(2, start='1970-01-01 08:00', end='1970-01-01 09:00')}\n".encode(), "跨度太大"),
        (f"{HEAD}\n{order(1)}\n{order(2, start='2099-01-01 08:00', end='2099-01-01 09:00')}\n".encode(), "跨度太大"),
        (b"PAR1 and no more", "Parquet"),
        (b"\x1f\x8b\x08 packed", "gzip"),
        (bytes(range(256)) * 20, "不是文本"),
    ],
)
def test_file_that_cannot_be_used(guanjia: Guanjia, tmp_path: Path, content: bytes, said: str) -> None:
    """A file that cannot be used is refused in two languages with exit code 65, and leaves nothing behind."""
    path = tmp_path / "坏 文件.csv"
    path.write_bytes(content)
    ran = guanjia("assess", path, "--region", "310000", "--out", tmp_path / "out")
    assert ran.code == 65 and said in ran.err and two_languages(ran.err)
    assert list(tmp_path.iterdir()) == [path]


def test_no_zone(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """Times without a zone and no workplace: the mending options are named."""
    ran = guanjia("assess", good, "--out", tmp_path / "out")
    assert ran.code == 65 and "--timezone" in ran.err and "dispatch_time" in ran.err


def test_wrong_format(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A format that the file is not in, and one that there is not."""
    for name in ("doordash", "dordash"):
        ran = guanjia("assess", good, "--format", name, "--out", tmp_path / "out")
        assert ran.code == 65 and "doordash" in ran.err and two_languages(ran.err)


def test_unknown_column(guanjia: Guanjia, tmp_path: Path) -> None:
    """A column that nobody knows is told and not read."""
    path, out = written(tmp_path / "t.csv", [order(1) + ",好"], HEAD + ",心情"), tmp_path / "out"
    ran = guanjia("assess", path, "--region", "310000", "--out", out)
    assert ran.code == 0 and "心情" in ran.out


@pytest.mark.parametrize(("option", "name"), [("--region", "火星"), ("--region", "999999"), ("--as-if", "上海是")])
def test_unknown_region_asked(guanjia: Guanjia, good: Path, tmp_path: Path, option: str, name: str) -> None:
    """A region that nobody knows ends with code 78 and near names or the form of a code."""
    ran = guanjia("assess", good, option, name, "--timezone", "Asia/Shanghai", "--out", tmp_path / "out")
    assert ran.code == 78 and name in ran.err and two_languages(ran.err) and not (tmp_path / "out").exists()


def test_unknown_region_in_the_records(guanjia: Guanjia, tmp_path: Path) -> None:
    """Unknown regions among known ones are kept, and what depends on them cannot be judged."""
    rows = [order(n, worker=f"w{n}") + f",{place}" for n, place in enumerate(("999999", "火星", "310000"))]
    out = tmp_path / "out"
    assert guanjia("assess", written(tmp_path / "t.csv", rows, HEAD + ",region"), "--out", out).code == 0
    told = summary(out)
    assert told["intake"]["tables"]["tasks"]["used"] == 3
    assert any(gap["missing"].endswith("region unknown") for gap in told["cannot_judge"])


@pytest.mark.parametrize(
    ("region", "options", "reason"),
    [("540000", (), "value not found in any text read"), ("310000", ("--on", "1980-01-01"), "no law in force on that day")],
)
def test_no_law(guanjia: Guanjia, good: Path, tmp_path: Path, region: str, options: tuple[str, ...], reason: str) -> None:
    """A region whose number was not found, and a day before any law: cannot judge, never met."""
    out = tmp_path / "out"
    args = ("--region", region, "--rule", "minimum_hourly_pay", "--out", out, *options)
    assert guanjia("assess", good, *args).code == 0
    told = summary(out)
    assert told["verdicts"]["met"] == told["verdicts"]["breach"] == 0
    assert {gap["missing"] for gap in told["cannot_judge"]} == {f"law:minimum-hourly-wage:{reason}"}


def test_second_country(guanjia: Guanjia, tmp_path: Path) -> None:
    """A place of another lawbook, by name or in the records, brings its own time zone."""
    path = written(tmp_path / "t.csv", [order(1) + ",US-NYC"], HEAD + ",region")
    for number, options in enumerate(((), ("--region", "New York"))):
        out = tmp_path / f"out{number}"
        assert guanjia("assess", path, "--out", out, *options).code == 0
        assert summary(out)["about"]["timezone"] == "America/New_York"


def test_cut_files(guanjia: Guanjia, tmp_path: Path) -> None:
    """A CSV cut in the middle loses one row; a cut Parquet file or workbook is refused."""
    path = written(tmp_path / "whole.csv", [order(n) for n in range(200)])
    out = tmp_path / "out"
    assert guanjia("assess", cut(tmp_path / "cut.csv", path.read_bytes()), "--region", "310000", "--out", out).code == 0
    assert summary(out)["intake"]["tables"]["tasks"]["set_aside"] == 1
    pq.write_table(pa.table({"task_id": [str(n) for n in range(999)]}), tmp_path / "whole.parquet")
    for whole in (tmp_path / "whole.parquet", book(tmp_path / "whole.xlsx")):
        ran = guanjia("assess", cut(tmp_path / f"cut{whole.suffix}", whole.read_bytes()), "--out", tmp_path / "none")
        assert ran.code == 65 and "不是完整的" in ran.err and two_languages(ran.err)


@pytest.mark.parametrize("values", [pa.array([["w"]]), pa.array([b"\xff"]), pa.array([{"a": 1}])])
def test_columns_of_odd_types(guanjia: Guanjia, tmp_path: Path, values: pa.Array) -> None:
    """Lists, structures and bytes that are no text are refused, naming the column."""
    pq.write_table(
        pa.table({"task_id": ["a"], "worker_id": values, "platform": ["P"], "dispatch_time": [1772323200]}), tmp_path / "t.parquet"
    )
    ran = guanjia("assess", tmp_path / "t.parquet", "--region", "310000", "--out", tmp_path / "out")
    assert ran.code == 65 and "worker_id" in ran.err and two_languages(ran.err)


SIDE = {
    "links": ("worker_id,platform,person_id", ["zz,P,X", "w1,P,Y", "w1,Q,Y"]),
    "notices": ("worker_id,platform,kind,time,end_time,reason", []),
    "weather": ("region,start_time,end_time,temperature,warning", []),
    "presence": (
        "worker_id,platform,kind,start_time,end_time",
        ["w1,P,online,2026-03-01 07:00,2026-03-01 10:00", "w1,P,online,2026-03-01 08:00,2026-03-01 12:00"],
    ),
    "pay_lines": ("worker_id,platform,time,kind,amount,currency", ["nobody,P,2026-03-01 07:00,deduction,-5.5,CNY"]),
}


def test_side_tables_empty_overlapping_or_about_nobody(guanjia: Guanjia, tmp_path: Path) -> None:
    """Empty tables, links and pay of workers without tasks, and overlapping spans do no harm."""
    written(tmp_path / "in" / "tasks.csv", [order(n) for n in range(5)])
    for name, (head, rows) in SIDE.items():
        written(tmp_path / "in" / f"{name}.csv", rows, head)
    out = tmp_path / "out"
    assert guanjia("assess", tmp_path / "in", "--region", "310000", "--out", out).code == 0
    tables = summary(out)["intake"]["tables"]
    assert set(SIDE) <= set(tables) and tables["presence"]["used"] == 2 and tables["notices"]["read"] == 0


def test_agreement_in_an_unknown_unit(guanjia: Guanjia, tmp_path: Path) -> None:
    """A number whose unit nobody knows ends with code 78, naming table, row and units."""
    written(tmp_path / "in" / "tasks.csv", [order(1)])
    row = "P,daily-task-time,8,bananas,2026-01-01,platform's own promise,doc"
    written(tmp_path / "in" / "agreements.csv", [row], "platform,topic,value,unit,first_day,force,document")
    ran = guanjia("assess", tmp_path / "in", "--region", "310000", "--out", tmp_path / "out")
    assert ran.code == 78 and "bananas" in ran.err and "row 1" in ran.err and two_languages(ran.err)


def test_several_currencies(guanjia: Guanjia, tmp_path: Path) -> None:
    """One worker paid in two currencies is judged where no sum of both is needed."""
    path = written(tmp_path / "t.csv", [order(1) + ",CNY", order(2) + ",USD"], HEAD + ",currency")
    assert guanjia("assess", path, "--region", "310000", "--out", tmp_path / "out").code == 0


def test_more_rows_set_aside_than_are_remembered(guanjia: Guanjia, tmp_path: Path) -> None:
    """The summary counts every row set aside, also of a reason that comes after the hundredth row."""
    rows = [order(n, task=f"b{n}", end="2026-03-01 01:00") for n in range(150)] + [order(n, task=f"c{n}", pay="-1") for n in range(3)]
    out = tmp_path / "out"
    guanjia("assess", written(tmp_path / "t.csv", [order(0), *rows]), "--region", "310000", "--out", out)
    assert {group["reason"]: group["count"] for group in summary(out)["intake"]["set_aside"]} == {
        "end_before_start": 150,
        "negative_money": 3,
    }
    assert pq.read_table(out / "rejected.parquet").num_rows == 153
