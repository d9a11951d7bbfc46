from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len

import guanjia as guanjia_package
from guanjia.readers.errors import InputError
from tests.cli.command import Guanjia, two_languages
from tests.flows.truth.rows import row, table

KEY = [
    row(worker_id="w1", verdict="breach", measured=8.5, planted="half an hour over"),
    row(worker_id="w2"),
    row(worker_id="w3", verdict="cannot judge", measured=None),
    row(rule="minimum_hourly_pay", worker_id="w1", period="month", scenario="allowance 0%", verdict="breach", owed=1234, unit="CNY/hour"),
]


def city_of(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """A city of which only the answers matter."""
    (folder / "answers").mkdir(parents=True)
    pq.write_table(table(*rows), folder / "answers" / "key.parquet")
    return folder


def findings_of(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A findings.parquet; findings know nothing of plants."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table(*rows, without=("planted",)), path)
    return path


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return city_of(tmp_path / "city", KEY)


def test_perfect(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """The right answers end with 0, in lines that fit a terminal of 80 columns, Chinese and English."""
    ran = guanjia("truth", city, findings_of(tmp_path / "out" / "findings.parquet", KEY).parent)
    assert ran.code == 0 and "完全一致 perfect" in ran.out and two_languages(ran.out)
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_disagreements_are_named(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """A wrong answer ends with 1 and is told in full: who, when, both sides, and the plant."""
    found = [KEY[0] | {"verdict": "met", "measured": 8.0}, *KEY[1:3], KEY[3] | {"owed": 1200}]
    ran = guanjia("truth", city, findings_of(tmp_path / "findings.parquet", found))
    assert ran.code == 1
    for said in ("w1", "half an hour over", "8.5", "2026-03-16 00:00:00 UTC", "1234", "1200", "共 34 分 fen"):
        assert said in ran.out
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_json(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """The same as JSON, for other programs; --first limits what is named, --rule what is scored."""
    found = findings_of(tmp_path / "findings.parquet", [KEY[0], KEY[1], KEY[2] | {"verdict": "met"}])
    ran = guanjia("truth", city, found, "--json", "--first", 1)
    told = json.loads(ran.out)
    assert ran.code == 1 and told["perfect"] is False and len(told["first"]) == 1
    assert [(rule["rule"], rule["missed_cannot_judge"], rule["missing"], rule["fen_wrong"]) for rule in told["rules"]] == [
        ("daily_task_time", 1, 0, 0),
        ("minimum_hourly_pay", 0, 1, 1234),
    ]
    only = json.loads(guanjia("truth", city, found, "--json", "--rule", "daily_task_time").out)
    assert [rule["rule"] for rule in only["rules"]] == ["daily_task_time"]


def test_a_table_of_verdicts(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """A CSV with Chinese headings, days and yuan is scored on the rules it names."""
    path = tmp_path / "verdicts.csv"
    lines = ["规则,骑手ID,平台,日期,结论,测得值", "daily_task_time,w1,P,2026-03-16,违反,8.5", "每日接单时间,w2,P,2026/3/16,符合,8"]
    path.write_text("\n".join([*lines, "daily_task_time,w3,P,2026-03-16,无法判断,"]) + "\n", encoding="gb18030")
    ran = guanjia("truth", city, path, "--json")
    assert ran.code == 0, ran.out + ran.err
    assert json.loads(ran.out)["total"]["rows"] == 3


def test_intake_is_compared(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """Where the folder has a summary and the city says what was planted, rows merged and set aside are held against it."""
    (city / "answers" / "expected_intake.json").write_text(
        json.dumps({"tasks": {"read": 9, "merged": 2, "reasons": {"too_long": 1}}}), encoding="utf-8"
    )
    out = findings_of(tmp_path / "out" / "findings.parquet", KEY).parent
    tasks = {"read": 9, "used": 7, "merged": 1, "set_aside": 1, "reasons": {"too_long": 1, "no_time": 1}}
    (out / "summary.json").write_text(json.dumps({"intake": {"tables": {"tasks": tasks}}}), encoding="utf-8")
    ran = guanjia("truth", city, out, "--json")
    told = {(d["what"], d["expected"], d["found"]) for d in json.loads(ran.out)["intake"]}
    assert ran.code == 1 and told == {("merged", 2, 1), ("no_time", 0, 1)}
    assert "no_time: 应为 expected 0, 实为 found 1" in guanjia("truth", city, out).out


def test_from_python(city: Path, tmp_path: Path) -> None:
    """The same from Python, with a table in memory, a folder's path or a CSV."""
    assert guanjia_package.truth(city, table(*KEY, without=("planted",))).perfect
    score = guanjia_package.truth(str(city), findings_of(tmp_path / "findings.parquet", KEY[:3]), rules=["daily_task_time"])
    assert score.perfect and [rule.rule for rule in score.rules] == ["daily_task_time"]
    with pytest.raises(InputError, match="verdict"):
        guanjia_package.truth(city, pa.table({"rule": ["daily_task_time"]}))


def test_a_vague_table_is_told_what_it_lacks(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """Two rows of the key fit one of the table: the message names the column that would tell them apart."""
    key = [row(rule="deductions", period="month", scenario=name) for name in ("lateness", "deposit")]
    (tmp_path / "v.csv").write_text("rule,worker_id,platform,date,verdict\ndeductions,w1,P,2026-03,met\n", encoding="utf-8")
    ran = guanjia("truth", city_of(tmp_path / "vague", key), tmp_path / "v.csv")
    assert ran.code == 2 and "scenario" in ran.err and two_languages(ran.err)


def test_bad_input(guanjia: Guanjia, city: Path, tmp_path: Path) -> None:
    """What cannot be read ends with 2 and a message in both languages."""
    pq.write_table(pa.table({"rule": ["x"]}), tmp_path / "short.parquet")
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    for words in (
        (tmp_path, tmp_path / "short.parquet"),
        (city, tmp_path / "short.parquet"),
        (city, tmp_path / "cut.parquet"),
        (city, tmp_path / "nowhere.csv"),
        (city, tmp_path),
        (city, tmp_path / "short.parquet", "--rule", "no_such_rule"),
    ):
        ran = guanjia("truth", *words)
        assert ran.code == 2 and two_languages(ran.err), (words, ran)
