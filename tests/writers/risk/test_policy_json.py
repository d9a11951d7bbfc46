"""Guidance as MDS Policy: against the schemas, and refused where it must not go out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import h3
import pytest
from jsonschema import Draft202012Validator, ValidationError

from guanjia.risk.guidance.lines import NAN, Effect, Guidance, Kind, Relayed
from guanjia.writers.risk.policy_json import Issue, geographies, policies, write_policies
from guanjia.writers.risk.rest_json import rest_list, write_rest_list

SCHEMAS = Path(__file__).parents[3] / "schemas"
ISSUE = Issue(1_780_000_000_000, 1_780_000_000_000 + 3_600_000)
AREA = h3.str_to_int(h3.latlng_to_cell(31.23, 121.47, 7))
EFFECT = Effect(("占比下降", "fall of the share"), 0.2, 0.1, 0.3, ("重新计算", "recomputed"))
LENGTHEN = Guidance(Kind.LENGTHEN_15, 4.0, 3.0, float("inf"), "minute", ("因为", "because"), EFFECT, 120, AREA, 35)
CAP = replace(LENGTHEN, kind=Kind.CAP_CARRIED, value=2.0, unit="task", hour=167)
UNTOLD = replace(LENGTHEN, value=NAN, low=NAN, high=NAN, effect=replace(EFFECT, value=NAN, low=NAN, high=NAN))
PAUSE = replace(
    LENGTHEN,
    kind=Kind.PAUSE,
    unit="hour",
    hour=None,
    relayed=(Relayed("暴雨红色", "市气象台", 1_779_000_000_000_000, 1_779_003_600_000_000),),
)
REST = replace(LENGTHEN, kind=Kind.REST_FIRST, unit="hour", area=None, hour=None, platform="甲", worker="w1")


def check(name: str, content: Any) -> None:
    schema = json.loads((SCHEMAS / f"guidance_{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(content)


def test_files_fit_their_schemas_and_each_other(tmp_path: Path) -> None:
    """Each rule stands for one line, names a geography that the other file holds, and its time is the line's hour."""
    written = write_policies([LENGTHEN, CAP, PAUSE, UNTOLD, CAP], tmp_path, ISSUE)
    found, areas = (json.loads(path.read_text(encoding="utf-8")) for path in written)
    check("policies", found)
    check("geographies", areas)
    assert [policy["guanjia"]["kind"] for policy in found["policies"]] == ["lengthen_promise_15", "cap_carried", "pause_in_severe_weather"]
    rules = [rule for policy in found["policies"] for rule in policy["rules"]]
    beside = [line["rule_id"] for policy in found["policies"] for line in policy["guanjia"]["guidance"]]
    assert [rule["rule_id"] for rule in rules] == beside and len(set(beside)) == 4
    assert {g for rule in rules for g in rule["geographies"]} == {area["geography_id"] for area in areas["geographies"]}
    assert (rules[0]["days"], rules[0]["start_time"], rules[0]["end_time"]) == (["tue"], "11:00:00", "11:59:59")
    assert (rules[1]["days"], rules[1]["end_time"]) == (["sun"], "23:59:59")
    assert "4 分钟" in rules[0]["messages"]["zh-CN"] and "days" not in rules[3]
    assert found["policies"][0]["guanjia"]["guidance"][0]["high"] is None
    told = [(line["kind"], line["tasks"], line["hours_of_week"]) for line in found["guanjia"]["cannot_tell"]]
    assert told == [("lengthen_promise_15", 120, [35])]
    assert found["policies"][1]["guanjia"]["effects"][0]["basis"]["en"] == "recomputed"
    assert found["policies"][2]["guanjia"]["guidance"][0]["relayed"][0] == {
        "signal": "暴雨红色", "station": "市气象台", "start": 1_779_000_000_000, "end": 1_779_003_600_000,
    }  # fmt: skip


def test_the_polygon_is_the_cell() -> None:
    """A closed ring around the cell's centre, longitude first."""
    (area,) = geographies([LENGTHEN], ISSUE)["geographies"]
    (ring,) = area["geography_json"]["features"][0]["geometry"]["coordinates"]
    assert ring[0] == ring[-1] and len(ring) == 7
    lat, lng = h3.cell_to_latlng(h3.int_to_str(AREA))
    assert sum(x for x, _ in ring[:-1]) / 6 == pytest.approx(lng, abs=1e-3)
    assert sum(y for _, y in ring[:-1]) / 6 == pytest.approx(lat, abs=1e-3)


def test_same_guidance_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the clock or on chance."""
    both = [[path.read_bytes() for path in write_policies([LENGTHEN, PAUSE], folder, ISSUE)] for folder in folders(tmp_path)]
    assert both[0] == both[1]


def folders(parent: Path) -> list[Path]:
    made = [parent / name for name in "ab"]
    for folder in made:
        folder.mkdir()
    return made


def test_nothing_to_say() -> None:
    """No line at all, or only lines that cannot tell: no policy, for MDS wants a rule in each."""
    for lines in ([], [UNTOLD]):
        found = policies(lines, ISSUE)
        check("policies", found)
        assert found["policies"] == []


def test_hours_that_cannot_be_told_stand_together() -> None:
    """By area and reason: the hours as a list, the tasks as a sum; their areas need no geography."""
    few = replace(UNTOLD, effect=replace(EFFECT, value=NAN, basis=("订单太少", "too few tasks")))
    lines = [replace(few, hour=40, tasks=3), replace(few, hour=7, tasks=2), UNTOLD, replace(few, kind=Kind.PAUSE, hour=None, tasks=1)]
    found = policies(lines, ISSUE)
    check("policies", found)
    untold = [(line["kind"], line["reason"]["en"], line["hours_of_week"], line["tasks"]) for line in found["guanjia"]["cannot_tell"]]
    assert untold == [
        ("lengthen_promise_15", "too few tasks", [7, 40], 5),
        ("lengthen_promise_15", "recomputed", [35], 120),
        ("pause_in_severe_weather", "too few tasks", [], 1),
    ]
    assert geographies(lines, ISSUE)["geographies"] == []


def test_what_is_refused() -> None:
    """A line for one platform only, and less notice than MDS asks."""
    with pytest.raises(ValueError, match="one platform"):
        policies([LENGTHEN, REST], ISSUE)
    with pytest.raises(ValueError, match="20 minutes"):
        policies([LENGTHEN], Issue(ISSUE.published, ISSUE.published + 60_000))


def test_the_schema_refuses_what_mds_does_not_know() -> None:
    """A rule with a field of its own, a rule without area, and a user rule with units do not pass."""
    changes: tuple[dict[str, Any], ...] = ({"extra_minutes": 4}, {"geographies": []}, {"rule_units": "minutes"}, {"rule_type": "promise"})
    for change in changes:
        found = policies([LENGTHEN], ISSUE)
        found["policies"][0]["rules"][0] |= change
        with pytest.raises(ValidationError):
            check("policies", found)


def test_rest_list(tmp_path: Path) -> None:
    """In order, with the note that it is no basis for punishment; another platform's line is refused."""
    path = write_rest_list([REST, replace(REST, worker="w2", value=NAN)], "甲", tmp_path / "rest.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    check("rest_first", found)
    assert [(person["place"], person["worker"], person["rest_lacking_hours"]) for person in found["rest_first"]] == [
        (1, "w1", 4.0),
        (2, "w2", None),
    ]
    reasons = [person["reason"]["en"] for person in found["rest_first"]]
    assert reasons == ["4.0 h of rest short of 11 h before starting", "by the hours worked, rest is advisable"]
    assert "处罚" in found["note"]["zh"] and "punishment" in found["note"]["en"]
    with pytest.raises(ValueError, match="乙"):
        rest_list([REST], "乙")
    with pytest.raises(ValueError, match="甲"):
        rest_list([LENGTHEN], "甲")
