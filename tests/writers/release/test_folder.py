from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from docx import Document

from guanjia.flows.publish import publish
from guanjia.risk.release.bounding import Caps, Contributions, bounded
from guanjia.risk.release.release import Release
from guanjia.writers.release.folder import write_record, write_release
from guanjia.writers.release.method import method
from guanjia.writers.release.pages import write_pages
from tests.risk.release.made_up import GRID, asked, nobody, on_paper, rows

DATA = {"cells.csv", "cells.geojson", "areas.csv", "areas.geojson"}
PAGES = {"map.html", "bulletin.html", "bulletin.docx"}
FILES = DATA | PAGES | {"release.json", "dcat.jsonld"}
CROWD = Contributions(
    np.arange(6000),
    np.resize(GRID.cells[[0, 1, 2, -3, -2, -1]], 6000),
    np.full(6000, 30_000),
    (np.arange(6000) % 9 == 0).astype(np.int32),
    np.full(6000, 33_000),
)


def written(folder: Path, told: Contributions) -> Release:
    """A release of these rows."""
    folder.mkdir()
    release = publish(told, asked(), on_paper)
    write_release(release, folder)
    write_pages(folder)
    write_record(release, folder)
    return release


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A release of a crowd in six cells, in ``tmp_path / 'release'``."""
    return written(tmp_path / "release", CROWD)


def observations(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def words_of(file: Path) -> str:
    """The text of a file; of a page without the coordinates of its drawing."""
    if file.suffix == ".docx":
        document = Document(str(file))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    text = file.read_text(encoding="utf-8")
    return re.sub(r"<(style|svg|script).*?</\1>", "", text, flags=re.DOTALL) if file.suffix == ".html" else text


def shape(value: Any) -> Any:
    """What remains of JSON without its numbers and words: names, nesting, lengths."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value] if value and isinstance(value[0], dict) else len(value)
    return "value"


def test_an_empty_table_has_the_same_files_rows_and_names(tmp_path: Path) -> None:
    """Nothing in the layout tells whether anyone worked at all; only the numbers differ, and few bytes with their digits."""
    written(tmp_path / "empty", nobody())
    written(tmp_path / "full", rows(500, 20, 3))
    for name in FILES - PAGES:
        empty, full = ((tmp_path / which / name).read_bytes().decode() for which in ("empty", "full"))
        assert empty.count("\n") == full.count("\n"), name
        if name.endswith(".csv"):
            keys = [[row.rsplit(",", 6)[0] for row in text.split("\r\n")[1:]] for text in (empty, full)]
            assert keys[0] == keys[1]
        elif name.endswith("json"):
            assert shape(json.loads(empty)) == shape(json.loads(full))
    assert {file.name for file in (tmp_path / "empty").iterdir()} == FILES


def test_no_true_count_is_anywhere_in_the_folder(release: Release, tmp_path: Path) -> None:
    """The exact totals of the rows, of persons, seconds and injuries stand in no file."""
    truth = bounded(CROWD, GRID, Caps(5, 20), (0, 0))
    assert truth.area_injured.max() < 0.7 * CROWD.injuries.sum()  # so that no area's noisy number is near the total by itself
    counts = {
        len(CROWD.person),
        int(CROWD.seconds.sum()),
        int(CROWD.injuries.sum()),
        int(CROWD.load.sum()),
        int(truth.excess.sum()),
        int(truth.quarters.sum()),
        int(truth.quarters.sum()) // 4,
    }
    for file in (tmp_path / "release").iterdir():
        text = words_of(file)
        numbers = {float(found) for found in re.findall(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.])", text)}
        assert not counts & numbers, file.name


def test_tables_are_in_the_sdmx_layout(release: Release, tmp_path: Path) -> None:
    """Five rows a cell, each with structure, action, dimensions, value, status, bounds and unit; counts keep zeros and negatives."""
    told = observations(tmp_path / "release" / "cells.csv")
    assert len(told) == 5 * len(GRID.cells)
    assert list(told[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {row["TIME_PERIOD"] for row in told} == {"2026-03-01/P31D"}
    workers = [float(row["OBS_VALUE"]) for row in told if row["MEASURE"] == "WORKERS"]
    assert workers == release.workers.value.tolist()
    assert min(workers) < 0
    for row in told:
        assert (row["OBS_STATUS"] == "Q") <= (row["OBS_VALUE"] == row["CONF_LOWER"] == "")
        if row["OBS_VALUE"]:
            assert float(row["CONF_LOWER"]) <= float(row["OBS_VALUE"]) <= float(row["CONF_UPPER"])
    each = {row["REF_AREA"]: row for row in told if row["MEASURE"] == "HOURS_PER_WORKER"}
    assert sum(row["OBS_STATUS"] == "A" for row in each.values()) >= 6


def test_injuries_are_told_of_areas_only(release: Release, tmp_path: Path) -> None:
    """No cell carries an injury."""
    for name in ("cells.csv", "cells.geojson"):
        assert "INJUR" not in (tmp_path / "release" / name).read_text(encoding="utf-8").upper()
    assert len(observations(tmp_path / "release" / "areas.csv")) == 4 * len(GRID.areas)


def test_the_map_draws_levels_and_no_noise(release: Release, tmp_path: Path) -> None:
    """Blank cells and those of mostly noise have neither level nor risk, blank ones no hours; a clear one its risk with bounds."""
    told = json.loads((tmp_path / "release" / "cells.geojson").read_text(encoding="utf-8"))
    assert len(told["features"]) == len(GRID.cells)
    for feature, level in zip(told["features"], release.level, strict=True):
        its = feature["properties"]
        assert (its["level"], its["told_as"]) == ({-2: (None, "blank"), -1: (None, "noise")}.get(level, (level, str(level))))
        assert (its["expected_risk"] is None) == (level < 0)
        if level >= 0:
            assert its["expected_risk_low"] < its["expected_risk"] < its["expected_risk_high"]
        if its["hours"] is not None:
            assert level > -2 and its["hours"] >= 3 * (release.hours.sd or 0)
            assert its["hours_low"] < its["hours"] < its["hours_high"]
    assert {feature["properties"]["level"] for feature in told["features"]} >= {None, 2}
    assert sum(feature["properties"]["level"] is not None for feature in told["features"]) >= 6


def test_the_parts_of_a_risk_are_in_the_table(release: Release, tmp_path: Path) -> None:
    """Who adds cells up can: the risk of a cell is its excess over its hours, and 1.5."""
    told = {(row["REF_AREA"], row["MEASURE"]): row for row in observations(tmp_path / "release" / "cells.csv")}
    risks = [row for row in told.values() if row["MEASURE"] == "EXPECTED_RISK" and row["OBS_STATUS"] == "A"]
    assert len(risks) >= 6
    for row in risks:
        parts = (float(told[row["REF_AREA"], name]["OBS_VALUE"]) for name in ("EXCESS_HOURS", "HOURS"))
        assert float(row["OBS_VALUE"]) == pytest.approx(next(parts) / next(parts) + 1.5, abs=0.0006)


def test_no_index_is_in_a_release_and_why_is_said(release: Release, tmp_path: Path) -> None:
    """In release.json, on the map and in both bulletins."""
    told = json.loads((tmp_path / "release" / "release.json").read_text(encoding="utf-8"))["advisory_index"]["zh"]
    assert "不含提示指数" in told
    for name in PAGES:
        assert told in words_of(tmp_path / "release" / name)


def test_the_record_tells_method_budget_and_what_must_not_be_concluded(release: Release, tmp_path: Path) -> None:
    """In Chinese and English, with hashes that fit the files."""
    told = json.loads((tmp_path / "release" / "release.json").read_text(encoding="utf-8"))
    assert told["privacy"]["rho"] == 0.1
    assert sum(each["rho"] for each in told["privacy"]["mechanisms"]) <= 0.1
    assert told["budget"] == [
        {"year": 2026, "rho_spent": 0.1, "rho_cap": 50.0, "rho_left": 49.9, "epsilon_spent": told["privacy"]["epsilon"], "delta": 1e-7}
    ]
    assert told["limits"]["cells_per_worker"] == 5
    for list_ in (told["method"], told["must_not_be_concluded"], told["levels"]):
        assert all(each["zh"] and each["en"] for each in list_)
    assert set(told["files"]) == DATA
    for name, digest in told["files"].items():
        assert hashlib.sha256((tmp_path / "release" / name).read_bytes()).hexdigest() == digest


def test_the_catalogue_record_lists_every_other_file(release: Release, tmp_path: Path) -> None:
    """Each with media type and hash, the period and the box."""
    told = json.loads((tmp_path / "release" / "dcat.jsonld").read_text(encoding="utf-8"))
    assert {each["dcterms:title"] for each in told["dcat:distribution"]} == FILES - {"dcat.jsonld"}
    assert told["dcterms:temporal"]["dcat:startDate"]["@value"] == "2026-03-01"
    for each in told["dcat:distribution"]:
        file = tmp_path / "release" / each["dcat:downloadURL"]["@id"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == each["spdx:checksum"]["spdx:checksumValue"]


def test_codes_of_areas_are_no_formulas(tmp_path: Path) -> None:
    """A code that a spreadsheet would run has an apostrophe in front."""
    grid = replace(GRID, areas=tuple(replace(area, code=f"=1+{at}") for at, area in enumerate(GRID.areas)))
    write_release(publish(nobody(), asked(grid), on_paper), tmp_path)
    assert {row["REF_AREA"][:2] for row in observations(tmp_path / "areas.csv")} == {"'="}


def test_the_version_of_the_noise_is_the_one_installed(release: Release) -> None:
    """Not one written down once."""
    assert all(f"OpenDP {version('opendp')}" in text for text in method(release)["noise"])
