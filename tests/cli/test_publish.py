from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from guanjia.cli.publish import publish
from guanjia.readers.errors import InputError
from guanjia.risk.release.refusal import Overspent, Refused
from guanjia.risk.release.release import Release
from guanjia.wiring.publishing import LONGEST_NUMBER, LONGEST_PUBLISHER
from guanjia.writers.release.folder import write_record
from guanjia.writers.whole_folder import OutputError
from tests.risk.release.made_up import rows

BOX = ("--grid", "121.3,31.1,121.6,31.3")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder of made-up risk."""
    folder = tmp_path / "out"
    (folder / "risk").mkdir(parents=True)
    pq.write_table(pa.table(vars(rows(200, 10, 1))), folder / "risk" / "contributions.parquet")
    tell(folder)
    return folder


def tell(out: Path, links: bool = True, platforms: int = 3, incidents: bool = True) -> None:
    """What guanjia risk says of its rows."""
    unit = {"links": links, "platforms": platforms}
    days = {"first_day": "2026-03-02", "last_day": "2026-03-30", "timezone": "Asia/Shanghai"}
    (out / "risk" / "risk.json").write_text(json.dumps({**days, "privacy_unit": unit, "incidents": incidents}))


def run(out: Path, *words: str, grid: Sequence[str] = BOX, to: str = "release") -> Result:
    """The command, with the ledger beside the output."""
    ledger = ("--ledger", str(out.parent / "ledger.jsonl"))
    return CliRunner().invoke(publish, [str(out), "--budget", "0.1", "--to", str(out.parent / to), *grid, *ledger, *words])


def told(out: Path, to: str = "release") -> dict[str, object]:
    """What the release says of itself."""
    found: dict[str, object] = json.loads((out.parent / to / "release.json").read_text(encoding="utf-8"))
    return found


def test_a_release_stands_in_its_folder(out: Path) -> None:
    """Over a box, of a month told by name, with publisher and day; nothing said holds a true count."""
    result = run(out, "--period", "2026-03", "--publisher", "某市\x01卫健委", "--issued", "2026-04-10", "--number", "2026年第3期")
    assert result.exit_code == 0, result.output
    period = told(out)["period"]
    assert isinstance(period, dict) and (period["first_day"], period["last_day"]) == ("2026-03-01", "2026-03-31")
    assert "发布者给定" in period["zh"]
    assert (told(out)["publisher"], told(out)["issued"]) == ("某市卫健委", "2026-04-10")
    bulletin = (out.parent / "release" / "bulletin.html").read_text(encoding="utf-8")
    assert all(words in bulletin for words in ("某市卫健委", "2026年第3期", "发布日期 2026-04-10"))
    assert "0.1 / 0.4" in result.output
    for count in ("200", "2000", "2,000"):
        assert count not in result.output.replace(str(out.parent), "").replace("2026", "")


def test_regions_give_areas(out: Path) -> None:
    """Over polygons that the user supplies, with their codes."""
    ring = [[121.3, 31.1], [121.6, 31.1], [121.6, 31.3], [121.3, 31.3], [121.3, 31.1]]
    district = {"type": "Feature", "properties": {"adcode": 310101, "name": "甲区"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = out.parent / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [district]}), encoding="utf-8")
    assert run(out, grid=("--regions", str(path))).exit_code == 0
    assert ",310101,AREA_WORKERS," in (out.parent / "release" / "areas.csv").read_text(encoding="utf-8")


def test_without_a_public_grid_nothing_is_published_and_why_is_said(out: Path) -> None:
    """Neither regions nor a box, or both."""
    assert "暴露人" in run(out, grid=()).output
    assert run(out, grid=()).exit_code == 2
    assert not (out.parent / "ledger.jsonl").exists()


def test_the_fifth_release_of_a_year_is_refused(out: Path) -> None:
    """Four times 0.1 under the cap of 0.4; the fifth writes nothing."""
    for number in range(4):
        assert run(out, to=f"r{number}").exit_code == 0
    result = run(out, to="r4")
    assert isinstance(result.exception, Overspent)
    assert "0.4" in str(result.exception)
    assert not (out.parent / "r4").exists()
    assert len((out.parent / "ledger.jsonl").read_bytes().splitlines()) == 4


def test_a_release_is_never_written_over(out: Path) -> None:
    """The second into the same folder is refused before it costs anything."""
    assert run(out).exit_code == 0
    assert isinstance(run(out).exception, OutputError)
    assert len((out.parent / "ledger.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("--budget", "0"), SystemExit),
        (("--budget", "-1"), SystemExit),
        (("--budget", "1e400"), SystemExit),
        (("--budget", "99"), Refused),
        (("--cells", "0"), Refused),
        (("--period", "2026-02"), InputError),
        (("--period", "2026-03-31..2026-03-01"), SystemExit),
        (("--period", "March"), SystemExit),
        (("--period", "9999-12"), SystemExit),
        (("--publisher", "局" * 256), InputError),
        (("--number", "期" * 256), InputError),
        (("--issued", "2026-03-31"), InputError),
        (("--grid", "1,2,3"), SystemExit),
        (("--grid", "122,31,121,32"), Refused),
    ],
)
def test_what_makes_no_sense_is_said_gently_and_costs_nothing(out: Path, words: tuple[str, ...], kind: type[BaseException]) -> None:
    """A plain message in both languages, no release, no spending."""
    result = run(out, *words)
    assert isinstance(result.exception, kind)
    assert not (out.parent / "ledger.jsonl").exists()
    assert not (out.parent / "release").exists()


def test_an_empty_table_is_published_like_any_other(out: Path) -> None:
    """That nobody worked is not told either."""
    pq.write_table(pa.table(vars(rows(200, 10, 1))).slice(0, 0), out / "risk" / "contributions.parquet")
    assert run(out).exit_code == 0
    assert np.isfinite(float((out.parent / "release" / "cells.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")[6]))


def test_the_days_of_the_records_are_told_nowhere(out: Path) -> None:
    """Without a period it is the whole month, told as such; records beyond a given one are refused without their dates."""
    result = run(out)
    period = told(out)["period"]
    assert isinstance(period, dict) and (period["first_day"], period["last_day"]) == ("2026-03-01", "2026-03-31")
    assert "整月" in period["zh"]
    refused = run(out, "--period", "2026-03-10..2026-03-20", to="other")
    assert isinstance(refused.exception, InputError)
    said = [result.output, str(refused.exception), *(file.read_text("utf-8", "ignore") for file in (out.parent / "release").iterdir())]
    assert not any(day in text for text in said for day in ("2026-03-02", "2026-03-30"))


def test_records_of_several_platforms_without_links_protect_accounts_only(out: Path) -> None:
    """Refused before anything is spent; with --unit account every text says so, with what it means for who has several."""
    tell(out, links=False)
    assert isinstance(run(out).exception, Refused)
    assert "--unit account" in str(run(out).exception)
    assert not (out.parent / "ledger.jsonl").exists()
    assert run(out, "--unit", "account").exit_code == 0
    folder = out.parent / "release"
    for name in ("release.json", "map.html", "bulletin.html", "dcat.jsonld"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "保护单位是账号" in text and "n²ρ" in text
        assert "一名劳动者在所有平台" not in text and "each worker" not in text
    privacy = json.loads((folder / "release.json").read_text(encoding="utf-8"))["privacy"]
    assert privacy["unit"]["name"] == "account"
    assert "n²ρ" in privacy["means"]["zh"] and "n^2 rho" in privacy["means"]["en"]
    assert "3 个账号就是 ρ=0.9" in privacy["means"]["zh"]


def test_joined_accounts_are_not_called_accounts(out: Path) -> None:
    """Their rows are bounded a worker at a time; of one platform either unit may be named."""
    assert isinstance(run(out, "--unit", "account").exception, Refused)
    tell(out, links=False, platforms=1)
    assert run(out, "--unit", "account").exit_code == 0
    assert run(out, to="r2").exit_code == 0


def test_names_as_long_as_allowed_are_published(out: Path) -> None:
    """The longest publisher and number make every page."""
    assert run(out, "--publisher", "局" * LONGEST_PUBLISHER, "--number", "期" * LONGEST_NUMBER).exit_code == 0


def test_pages_that_cannot_be_made_cost_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made once of a release of nobody before the ledger is touched."""

    def broken(*given: object) -> None:
        raise ValueError("no page")

    monkeypatch.setattr("guanjia.wiring.publishing.write_pages", broken)
    assert isinstance(run(out).exception, ValueError)
    assert not (out.parent / "ledger.jsonl").exists()


def test_a_full_disk_after_spending_says_that_it_is_spent(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on record is not given back, and the user is told."""
    real, times = write_record, iter((1, 2))

    def full(made: Release, folder: Path) -> None:
        if next(times) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(made, folder)

    monkeypatch.setattr("guanjia.wiring.publishing.write_record", full)
    result = run(out)
    assert isinstance(result.exception, OutputError) and "已经记账" in str(result.exception)
    assert len((out.parent / "ledger.jsonl").read_bytes().splitlines()) == 1
    assert not (out.parent / "release").exists()


@pytest.mark.parametrize("words", [("--ledger", "release/ledger.jsonl"), ("--to", "out/release")])
def test_ledger_and_release_stand_where_nothing_removes_them(out: Path, words: tuple[str, str]) -> None:
    """A ledger in the release would go with it; a release in OUT would go with that."""
    result = run(out, words[0], str(out.parent / words[1]))
    assert isinstance(result.exception, InputError)
    assert not list(out.parent.rglob("ledger.jsonl")) and not list(out.parent.rglob("release.json"))


def test_without_a_table_of_injuries_none_are_published_or_paid_for(out: Path) -> None:
    """No mechanism, no value, and the bulletin says why."""
    tell(out, incidents=False)
    assert run(out).exit_code == 0
    privacy = json.loads((out.parent / "release" / "release.json").read_text(encoding="utf-8"))["privacy"]
    assert "area_injured" not in {by["table"] for by in privacy["mechanisms"]}
    assert sum(by["rho"] for by in privacy["mechanisms"]) == pytest.approx(0.1)
    rows = [row.split(",") for row in (out.parent / "release" / "areas.csv").read_text(encoding="utf-8").splitlines()]
    assert {tuple(row[6:11]) for row in rows if "INJUR" in row[4]} == {("", "Q", "", "", "")}
    assert "没有受伤记录表" in (out.parent / "release" / "bulletin.html").read_text(encoding="utf-8")


def test_a_cap_that_cannot_rise_is_said(out: Path) -> None:
    """The ledger's cap stays, and the user is told so."""
    run(out)
    assert "没有采用" in run(out, "--year-cap", "1", to="r2").output


def test_a_release_without_levels_says_why(out: Path) -> None:
    """On the map and on the screen."""
    result = run(out)
    assert "没有一格分得清等级" in result.output
    assert "没有一格给出等级：每格的小时带有标准差 80 小时" in (out.parent / "release" / "map.html").read_text(encoding="utf-8")
