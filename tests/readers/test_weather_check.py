"""Weather readings: headings, units in the heading, and values that cannot be meant."""

from __future__ import annotations

from pathlib import Path

from guanjia.readers import Source, open_source
from tests.readers.make import HEAD, SHANGHAI, order, read, text_file


def weather(folder: Path, head: str, *rows: str) -> Source:
    text_file(folder / "tasks.csv", HEAD, order(1))
    text_file(
        folder / "weather.csv",
        f"地区,开始时间,结束时间,{head}",
        *(f"310000,2026-07-01 {i:02d}:00,2026-07-01 {i + 1:02d}:00,{row}" for i, row in enumerate(rows)),
    )
    return open_source(folder, None, SHANGHAI)


def test_chinese_headings_and_units(tmp_path: Path) -> None:
    """Humidity, wind in km/h, pressure in kPa and radiation are found under their usual names and brought to the schema's units."""
    table = read(weather(tmp_path, "相对湿度,风速（km/h）,气压（千帕）,总辐射", "60,7.2,101.3,800"), "weather")
    row = table.to_pylist()[0]
    assert (row["humidity"], round(row["wind"], 9), round(row["pressure"], 9), row["radiation"]) == (60.0, 2.0, 1013.0, 800.0)


def test_values_of_another_unit_are_left_empty(tmp_path: Path) -> None:
    """A humidity of 0.6, a pressure in pascals and a missing-code are emptied and said; the row stays with its temperature."""
    source = weather(tmp_path, "气温,湿度,气压,辐射", "31,0.6,101325,-999", "32,60,1010,0")
    rows = read(source, "weather").to_pylist()
    assert [rows[0][name] for name in ("temperature", "humidity", "pressure", "radiation")] == [31.0, None, None, None]
    assert [rows[1][name] for name in ("humidity", "pressure", "radiation")] == [60.0, 1010.0, 0.0]
    said = source.intake.tables["weather"].remarks
    assert sum("留空" in text for text in said) == 3 and sum(said.values()) == 3


def test_without_the_new_columns(tmp_path: Path) -> None:
    """A file of before is read as before: the new columns are empty and nothing is said of them."""
    source = weather(tmp_path, "气温", "31")
    row = read(source, "weather").to_pylist()[0]
    assert row["temperature"] == 31.0 and {row[name] for name in ("humidity", "wind", "pressure", "radiation")} == {None}
    assert not source.intake.tables["weather"].remarks
