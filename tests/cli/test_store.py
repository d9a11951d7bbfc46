"""``guanjia assess --store``: the next day's file, and a store that does not fit."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import Guanjia, order, written


def test_a_second_day_is_added(guanjia: Guanjia, tmp_path: Path) -> None:
    """One order on the first day and one on the next: both are counted, though the first file was read once only."""
    (tasks := tmp_path / "records" / "tasks").mkdir(parents=True)
    words = ("assess", tasks.parent, "--store", tmp_path / "store", "--region", "上海", "--quiet")
    written(tasks / "2026-03-01.csv", [order(1)])
    assert guanjia(*words, "--out", tmp_path / "one").code == 0
    written(tasks / "2026-03-02.csv", [order(2, start="2026-03-02 08:00:00", end="2026-03-02 09:00:00"), order(1)])
    assert guanjia(*words, "--out", tmp_path / "two").code == 0
    counts = json.loads((tmp_path / "two" / "summary.json").read_text(encoding="utf-8"))["intake"]["tables"]["tasks"]
    assert (counts["read"], counts["used"], counts["merged"]) == (3, 2, 1)
    assert len(list((tmp_path / "store").glob("generation-*"))) == 2


def test_another_question_is_refused_gently(guanjia: Guanjia, tmp_path: Path) -> None:
    """What differs and what to do are said in two lines, in Chinese and English."""
    (tasks := tmp_path / "records" / "tasks").mkdir(parents=True)
    written(tasks / "2026-03-01.csv", [order(1)])
    words = ("assess", tasks.parent, "--store", tmp_path / "store", "--region", "上海", "--quiet")
    guanjia(*words, "--out", tmp_path / "one")
    ran = guanjia(*words, "--out", tmp_path / "two", "--rest", 30)
    assert ran.code == 65
    assert "rest_minutes: it was 20, now it is 30. Name another --store" in ran.err
    assert "请用 --store 另指一个文件夹" in ran.err
    assert not (tmp_path / "two").exists()


def test_pay_beside_tasks_is_refused_gently(guanjia: Guanjia, tmp_path: Path) -> None:
    """Records that cannot be read file by file are refused before anything is read."""
    head = "订单号,骑手,平台,接单时间,送达时间,配送费,奖励"
    path = written(tmp_path / "订单.csv", ["t1,w1,P,2026-03-01 08:00:00,2026-03-01 09:00:00,30.5,2"], head)
    ran = guanjia("assess", path, "--store", tmp_path / "store", "--out", tmp_path / "out", "--quiet")
    assert ran.code == 65
    assert "cannot be read file by file" in ran.err


def test_rests_left_out_do_not_go_with_a_store(guanjia: Guanjia, tmp_path: Path) -> None:
    """Wrong usage, said before anything is kept."""
    path = written(tmp_path / "tasks.csv", [order(1)])
    ran = guanjia("assess", path, "--store", tmp_path / "store", "--out", tmp_path / "out", "--leave-out-rests", 30)
    assert ran.code == 2
    assert "does not go with --store" in ran.err


def test_a_store_is_for_one_machine(guanjia: Guanjia, tmp_path: Path) -> None:
    """A store would not be written by Spark; that is said at once."""
    path = written(tmp_path / "tasks.csv", [order(1)])
    ran = guanjia("assess", path, "--store", tmp_path / "store", "--out", tmp_path / "out", "--engine", "spark")
    assert ran.code == 2
    assert "does not go with --engine spark" in ran.err
