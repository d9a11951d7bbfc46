from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.flows.risk import known_truth
from guanjia.readers.source import ReadOptions
from guanjia.risk.backtest.backtest import Backtest
from guanjia.risk.guidance.lines import Kind
from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS
from guanjia.risk.index.levels import STEPS
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.map import AREA_HOURS, AREAS, CLUSTERS, SIGNALS
from guanjia.risk.map.risk_map import FEWEST_INJURIES
from guanjia.risk.portrait.table import PORTRAITS
from guanjia.risk.portrait.words import ALONE, CHANGES, TERMS
from guanjia.wiring.publishing import publish_folder
from guanjia.wiring.question import Question
from guanjia.wiring.stewarding import steward_to_folder
from guanjia.wiring.to_folder import assess_to_folder
from guanjia.writers.risk.folder import FILES
from tests.docs.pages import DOCS, absent, section

RESULTS, RISK, METHOD, PUBLICATION = (DOCS / f"{name}.md" for name in ("results", "risk", "steward-method", "publication"))
TABLES = {
    "portraits.parquet": PORTRAITS,
    "areas.parquet": AREAS,
    "area_hours.parquet": AREA_HOURS,
    "clusters.parquet": CLUSTERS,
    "signals.parquet": SIGNALS,
}


@pytest.fixture(scope="module")
def risk(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``guanjia risk`` leaves of the demo city."""
    out = tmp_path_factory.mktemp("risk") / "out"
    question = Question(rules=("daily_task_time",))
    assess_to_folder(city, out, format=None, read=ReadOptions(), question=question, overwrite=False, progress=lambda table, rows: None)
    steward_to_folder(out, seed=1, threads=1, overwrite=False)
    return out / "risk"


def test_every_file_of_the_folder(risk: Path) -> None:
    """Each file of the folder is in its table in results.md, and each that the code names is there."""
    lacking = absent(sorted({*FILES, *(path.name for path in risk.iterdir())}), section(RESULTS, "The folder risk"))
    assert not lacking, f"docs/results.md, 'The folder risk': say what this file is: {lacking}"


def test_every_file_of_a_release(risk: Path, tmp_path: Path) -> None:
    """Each file of a release is named on the page of publication."""
    release = tmp_path / "release"
    publish_folder(risk.parent, release, Fraction(1, 10), Fraction(4, 10), tmp_path / "ledger.jsonl", box=(121.3, 31.1, 121.6, 31.4))
    lacking = absent(sorted(path.name for path in release.iterdir()), PUBLICATION.read_text(encoding="utf-8"))
    assert not lacking, f"docs/publication.md, the table of files: say what this holds: {lacking}"


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_the_tables(name: str) -> None:
    """Each column of portraits, map, clusters and signals is explained under the file's heading, and is in the schema with a meaning."""
    table = TABLES[name]
    lacking = absent(table.names, section(RESULTS, name))
    assert not lacking, f"docs/results.md, section {name}: explain the columns {lacking}"
    assert all((field.metadata or {}).get(b"meaning") for field in table), f"{name}: a column without a meaning in its schema"


@pytest.mark.parametrize("name", ["index.parquet", "contributions.parquet"])
def test_every_column_as_written(risk: Path, name: str) -> None:
    """Each column of the tables whose columns are made as they are written is explained."""
    lacking = absent(pq.read_schema(risk / name).names, section(RESULTS, name))
    assert not lacking, f"docs/results.md, section {name}: explain the columns {lacking}"


def test_every_code_in_a_portrait() -> None:
    """What may stand in the lists of a portrait is named."""
    codes = [*(code for code, _ in (*TERMS, *ALONE)), *(code for code, _ in CHANGES.values())]
    parts = [part.name for name in ("contributors", "changes") for part in _parts(PORTRAITS.field(name).type)]
    lacking = absent([*codes, *parts], section(RESULTS, "portraits.parquet"))
    assert not lacking, f"docs/results.md, section portraits.parquet: name {lacking}"


def _parts(kind: pa.DataType) -> list[pa.Field]:
    return list(kind.value_type)


def test_every_kind_of_guidance_and_pillar() -> None:
    """Each kind of guidance and each pillar of the index, with its weight, stands in risk.md."""
    lacking = absent([kind.value for kind in Kind], section(RISK, "Guidance"))
    assert not lacking, f"docs/risk.md, Guidance: add a line for {lacking}"
    pillars = section(RISK, "The index")
    for name, reference in REFERENCES.items():
        row = next((line for line in pillars.splitlines() if line.startswith(f"| `{name}`")), "")
        assert row.endswith(f"| {reference.weight:.0%} |".replace("%", " %")), (
            f"docs/risk.md: the weight of {name} is {reference.weight:.0%}"
        )


def test_every_limit_that_the_pages_name() -> None:
    """The numbers from which the map, the index and the backtest speak are those of the code."""
    text = RISK.read_text(encoding="utf-8")
    for said in (
        f"fewer than {FEWEST_INJURIES} injuries",
        f"少于 {FEWEST_INJURIES} 起",
        f"{MIN_WEEKS + 1} weeks of records, and {MIN_INJURIES} injuries",
        f"{2 * MIN_WEEKS + 4} weeks and {2 * MIN_INJURIES} injuries",
        *(f"| {sure:.0%} | {bound} |".replace("%", " %") for _, bound, sure in STEPS),
    ):
        assert said in " ".join(text.split()), f"docs/risk.md: it should say '{said}'"


def test_every_status_of_an_assumption(risk: Path) -> None:
    """The method explains each status that an assumption has in a result."""
    told = {line["status"] for line in json.loads((risk / "risk.json").read_text(encoding="utf-8"))["assumptions"]}
    lacking = absent(sorted(told), METHOD.read_text(encoding="utf-8"))
    assert not lacking, f"docs/steward-method.md: explain the status {lacking}"


def test_what_the_known_truth_check_showed() -> None:
    """The figures that the page quotes, those that do not flatter among them, are those of a run."""
    rows = [[cell.strip() for cell in line.split("|")[2:-1]] for line in section(RISK, "known-truth").splitlines() if line.startswith("| ")]
    for place, found in enumerate(known_truth(seed=1)):
        column = " | ".join(row[place] for row in rows)
        for said in _figures(found):
            assert said in column, f"docs/risk.md, what the known-truth check showed: column {place + 1} should say '{said}'"


def _figures(found: Backtest) -> list[str]:
    by = {method.method: method for method in found.methods}
    ours, rate, planted = by["index"], by["shrunken"], found.planted
    assert planted is not None
    alerted = planted.alerts.episodes - planted.alerts.missed
    return [
        f"{found.scored:,}, {found.excesses}",
        f"{ours.brier.score:.4f}; {rate.brier.score:.4f}",
        *(f"{each.skill:.3f} ({each.low:.3f} to {each.high:.3f})".replace("-", "−") for each in found.comparisons),
        f"{ours.roc_area:.2f}; {rate.roc_area:.2f}",
        f"{ours.alerts.alerts_per_100:.1f}; {ours.alerts.precision:.0%}".replace("%", " %"),
        f"{ours.alerts.recall:.0%}".replace("%", " %"),
        f"{alerted} of {planted.alerts.episodes}",
        f"{planted.alerts_per_100_elsewhere:.1f}",
        ", ".join(str(each.found) for each in found.power),
        "; ".join(f"{each.p_value:.2f}" for each in found.placebos),
    ]
