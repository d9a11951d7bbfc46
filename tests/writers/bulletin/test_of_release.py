"""Map and bulletin of a release folder: what they show is what the folder says, and no more."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from docx import Document

from guanjia.flows.publish import publish
from guanjia.risk.release.bounding import Contributions
from guanjia.risk.release.unit import ACCOUNT, WORKER, Unit
from guanjia.writers.bulletin.document import render as render_document
from guanjia.writers.bulletin.of_release import bulletin_of_release
from guanjia.writers.bulletin.page import render
from guanjia.writers.release.folder import write_release
from guanjia.writers.risk_map.of_release import map_of_release
from guanjia.writers.risk_map.render import render as render_map
from tests.risk.release.made_up import GRID, asked, nobody, on_paper
from tests.writers.offline import check

CROWD = Contributions(
    np.arange(6000),
    np.resize(GRID.cells[:6], 6000),
    np.full(6000, 30_000),
    (np.arange(6000) % 9 == 0).astype(np.int32),
    np.rint(30_000 * np.resize([0.7, 0.9, 1.1, 1.4, 1.9, 2.4], 6000)).astype(np.int64),
)
Parts = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


def parts(folder: Path, told: Contributions) -> Parts:
    """The parsed files of a release of these rows."""
    write_release(publish(told, asked(), on_paper), folder)
    first, second, third = (
        json.loads((folder / name).read_text(encoding="utf-8")) for name in ("release.json", "cells.geojson", "areas.geojson")
    )
    return first, second, third


@pytest.mark.parametrize("rows", [CROWD, nobody()], ids=["crowd", "nobody"])
def test_any_release_makes_a_map_and_a_bulletin(tmp_path: Path, rows: Contributions) -> None:
    """Six busy cells or none at all: all three open, stand alone and name every cell or caution of the folder."""
    told = parts(tmp_path, rows)
    page, bulletin = render_map(map_of_release(*told)), bulletin_of_release(*told, "2026年第3期", date(2026, 4, 10))
    check(page)
    check(render(bulletin))
    assert Document(io.BytesIO(render_document(bulletin))).tables
    assert set(re.findall(r"<tr><td>([0-9a-f]{15})<td>", page)) == {feature["id"] for feature in told[1]["features"]}
    assert all(line["zh"] in page and line["zh"] in render(bulletin) for line in told[0]["must_not_be_concluded"])


def test_figures_are_those_of_the_folder(tmp_path: Path) -> None:
    """Levels, risks and hours of each cell pass unchanged; noise is hatched and has no figure, blank has no level."""
    told = parts(tmp_path, CROWD)
    shown = {cell.cell: cell for cell in map_of_release(*told).cells}
    for feature in told[1]["features"]:
        it, cell = feature["properties"], shown[feature["id"]]
        assert cell.level == it["level"] and cell.noisy == (it["told_as"] == "noise")
        assert cell.value == ("" if it["expected_risk"] is None else f"{it['expected_risk']:.2f}")
        assert (f"{it['hours']:,.0f} 小时" in cell.label[0]) if it["hours"] is not None else not cell.label[0]
    assert {cell.level for cell in shown.values()} == {None, 0, 1, 2, 3, 4}


def test_the_sum_of_areas_has_the_interval_of_independent_noise(tmp_path: Path) -> None:
    """Half widths add by their squares: with equal noise by the root of the number of areas."""
    told = parts(tmp_path, CROWD)
    areas = [feature["properties"] for feature in told[2]["features"]]
    figure = bulletin_of_release(*told, "1", date(2026, 4, 10)).figures[0]
    low, high = (float(part.replace(",", "")) for part in figure.interval.split(" – "))
    each = areas[0]["workers_high"] - areas[0]["workers_low"]
    assert high - low == pytest.approx(each * len(areas) ** 0.5, abs=2)
    assert abs(float(figure.value.replace(",", "")) - 6000) < 2 * (high - low)


def test_the_map_and_the_table_of_cells_agree(tmp_path: Path) -> None:
    """The risk and its bounds on the page are those of cells.csv, rounded."""
    told = parts(tmp_path, CROWD)
    table = csv.DictReader(io.StringIO((tmp_path / "cells.csv").read_text(encoding="utf-8")))
    risks = {row["REF_AREA"]: row for row in table if row["MEASURE"] == "EXPECTED_RISK"}
    for cell in map_of_release(*told).cells:
        row = risks[cell.cell]
        assert (cell.level is not None) == (row["OBS_STATUS"] == "A")
        if cell.value:
            low, high = map(float, cell.interval.split("–"))
            assert [float(cell.value), low, high] == pytest.approx(
                [float(row[name]) for name in ("OBS_VALUE", "CONF_LOWER", "CONF_UPPER")], abs=0.0056
            )


def test_without_number_and_day_they_are_left_to_fill_in(tmp_path: Path) -> None:
    """Nothing is invented, and the document is the same bytes each time."""
    bulletin = bulletin_of_release(*parts(tmp_path, CROWD))
    page = render(bulletin)
    assert "（期号）" in page and "发布日期 （待填）" in page
    assert render_document(bulletin) == render_document(bulletin)


def test_names_of_any_length_fit(tmp_path: Path) -> None:
    """Long names of areas and of the publisher, and an account of many years, never stop a bulletin: by then the budget is spent."""
    told, cells, areas = parts(tmp_path, CROWD)
    for feature in areas["features"]:
        feature["properties"]["name"] = "很长的区名" * 30
    told["publisher"] = "某市卫生健康委员会" * 10
    told["budget"] *= 6
    view = bulletin_of_release(told, cells, areas, "2026年第3期" * 5, date(2026, 4, 10))
    assert "很长的区名" in render(view)
    assert len(view.method) >= 4


def test_areas_are_listed_from_high_to_low_and_unknown_ones_last(tmp_path: Path) -> None:
    """An area whose ratio is mostly noise stands below those with one."""
    areas = bulletin_of_release(*parts(tmp_path, CROWD), "1", date(2026, 4, 10)).areas
    values = [float(area.value) if area.value else -1.0 for area in areas]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("unit", [WORKER, ACCOUNT])
@pytest.mark.parametrize("years", [1, 3])
def test_noise_grid_blanks_and_levels_are_never_left_out_of_the_method(tmp_path: Path, unit: Unit, years: int) -> None:
    """Whatever else the second page holds; how much is left to the folder is said on it, and in the document."""
    write_release(publish(CROWD, replace(asked(), unit=unit), on_paper), tmp_path)
    told, *rest = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("release.json", "cells.geojson", "areas.geojson"))
    told["budget"] *= years
    view = bulletin_of_release(told, *rest)
    page, document = render(view), Document(io.BytesIO(render_document(view)))
    lines = {line["about"]: line["zh"] for line in told["method"]}
    texts = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for about in ("noise", "grid", "blank", "levels"):
        assert lines[about] in page and lines[about] in texts
    left = sum(line not in page for line in lines.values())
    assert left == view.method_left > 0
    assert f"另有 {left} 条方法" in page and f"另有 {left} 条方法" in texts
