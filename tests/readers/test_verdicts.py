from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from guanjia.readers.errors import InputError
from guanjia.readers.verdicts import open_verdicts

HEAD = "rule,worker_id,platform,date,verdict"
LINE = "daily_task_time,w1,P,2026-03-16,breach"


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "verdicts.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def rows(path: Path, zone: str = "Asia/Shanghai", mapping: Path | None = None) -> list[dict[str, object]]:
    table, _ = open_verdicts(path, zone, mapping)
    return [row for batch in table.batches() for row in batch.to_pylist()]


def test_the_shortest_table(tmp_path: Path) -> None:
    """Five columns are enough; the rules named are those to be scored, and what is not there is not known."""
    table, rules = open_verdicts(written(tmp_path, HEAD, LINE), "UTC")
    assert rules == {"daily_task_time"} and table.columns == {"rule", "worker_id", "platform", "day", "verdict"}
    (row,) = rows(written(tmp_path, HEAD, LINE))
    assert (row["day"], row["start"], row["owed"], row["scenario"]) == (date(2026, 3, 16), None, None, "")


@pytest.mark.parametrize(
    ("said", "meant"), [("2026/3/6", date(2026, 3, 6)), ("2026-03", date(2026, 3, 1)), ("2026年3月", date(2026, 3, 1))]
)
def test_days_and_months(tmp_path: Path, said: str, meant: date) -> None:
    """Days in the forms people write; a month is its first day."""
    (row,) = rows(written(tmp_path, HEAD, LINE.replace("2026-03-16", said)))
    assert row["day"] == meant


def test_starts_on_the_workplaces_clock(tmp_path: Path) -> None:
    """A start without a zone is on the workplace's clock, one with a zone is what it says; the day is not asked then."""
    path = written(
        tmp_path,
        "rule,worker_id,platform,start,verdict",
        *(LINE.replace("2026-03-16", f"2026-03-16 {t}") for t in ("04:00:00", "04:00:00Z")),
    )
    assert [row["start"] for row in rows(path)] == [datetime(2026, 3, 15, 20, tzinfo=UTC), datetime(2026, 3, 16, 4, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("heading", "said", "fen"), [("owed", "650", 650), ("owed_yuan", "6.5", 650), ("少付（元）", "6.50", 650), ("少付(分)", "650", 650)]
)
def test_money(tmp_path: Path, heading: str, said: str, fen: int) -> None:
    """Under our own name amounts are fen; other headings mean yuan, unless they say 分."""
    (row,) = rows(written(tmp_path, f"{HEAD},{heading}", f"{LINE},{said}"))
    assert row["owed"] == fen


@pytest.mark.parametrize(
    ("said", "meant"), [("违规", "breach"), ("PASS", "met"), ("无法判断", "cannot judge"), ("cannot_judge", "cannot judge")]
)
def test_words_for_verdicts(tmp_path: Path, said: str, meant: str) -> None:
    """Verdicts in the words people use."""
    (row,) = rows(written(tmp_path, HEAD, LINE.replace("breach", said)))
    assert row["verdict"] == meant


def test_a_mapping_and_a_workbook(tmp_path: Path) -> None:
    """Headings of one's own, mapped; the first sheet of a workbook is read like a CSV."""
    book = xlsxwriter.Workbook(tmp_path / "verdicts.xlsx")
    sheet = book.add_worksheet()
    for number, line in enumerate(("Regel,Wer,App,Tag,Urteil", "daily_task_time,7,P,2026-03-16,met")):
        sheet.write_row(number, 0, line.split(","))
    book.close()
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("rule: Regel\nworker_id: Wer\nplatform: App\ndate: Tag\nverdict: Urteil\n", encoding="utf-8")
    (row,) = rows(tmp_path / "verdicts.xlsx", mapping=mapping)
    assert (row["worker_id"], row["verdict"], row["day"]) == ("7", "met", date(2026, 3, 16))


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("rule,worker_id,date,verdict", LINE), ("platform",)),
        (("rule,worker_id,platform,verdict", LINE), ("date",)),
        ((HEAD, LINE, LINE.replace("breach", "guilty")), ("guilty", "2", "verdict")),
        ((HEAD, LINE.replace("breach", "")), ("1", "verdict")),
        ((HEAD, LINE.replace("daily_task_time", "daily_task_tim")), ("daily_task_time",)),
        ((HEAD, LINE, LINE.replace("2026-03-16", "sixteenth")), ("sixteenth", "2", "date")),
        ((HEAD, LINE.replace("2026-03-16", "")), ("1", "date")),
        ((f"{HEAD},owed", f"{LINE},6.55"), ("6.55", "owed_yuan")),
        ((f"{HEAD},measured", f"{LINE},eight"), ("eight", "measured")),
        ((HEAD, LINE, f"{LINE},more"), ("2", "more")),
        ((f"{HEAD},region", f"{LINE},亚特兰蒂斯"), ("亚特兰蒂斯",)),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, lines: tuple[str, ...], named: tuple[str, ...]) -> None:
    """Which row, which column, which value: half a table is never scored."""
    with pytest.raises(InputError) as refused:
        rows(written(tmp_path, *lines))
    for word in named:
        assert word in refused.value.zh and word in refused.value.en


def test_a_mapping_that_names_nothing(tmp_path: Path) -> None:
    """A mapping to a column that a table of verdicts does not have, or from a heading that the file does not have."""
    for text, named in (("rules: rule", "rules"), ("rule: Regel", "Regel")):
        (tmp_path / "mapping.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=named):
            rows(written(tmp_path, HEAD, LINE), mapping=tmp_path / "mapping.yaml")
