"""Names and codes of places."""

from __future__ import annotations

import pytest

from guanjia.law.errors import UnknownRegion
from guanjia.law.places import Place, Places, ancestors, region_code, region_name, timezone_of

THE_31 = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("上海", "310000"),
        ("上海市", "310000"),
        ("Shanghai", "310000"),
        ("310000", "310000"),
        ("大连", "210200"),
        ("辽宁省大连市", "210200"),
        ("广东深圳南山区", "440305"),
        ("北京市朝阳区", "110105"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("xi'an", "610100"),
        ("内蒙古", "150000"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(written: str, code: str) -> None:
    """Chinese with and without suffix, English, code, and one place written after another."""
    assert region_code(written) == code


@pytest.mark.parametrize("prefix", THE_31)
def test_every_province_has_two_names_and_a_time_zone(prefix: int) -> None:
    """Names lead back to the code."""
    code = f"{prefix}0000"
    zh, en = region_name(code)
    assert region_code(zh) == region_code(en) == code
    assert timezone_of(code) == "Asia/Shanghai"


def test_an_unlisted_district_belongs_to_its_city_and_province() -> None:
    """Its digits say so."""
    assert ancestors("440399") == ("440399", "440300", "440000", "CN")
    assert region_name("440399") == ("深圳市 440399", "Shenzhen 440399")


@pytest.mark.parametrize("written", ["999999", "990000", "Atlantis", "12345", ""])
def test_what_no_lawbook_knows_is_refused(written: str) -> None:
    """A code with an unknown province is as unknown as a name nobody bears."""
    with pytest.raises(UnknownRegion):
        region_code(written)


def test_a_misspelt_or_ambiguous_name_gets_near_names() -> None:
    """大练 is close to 大连; 朝阳区 is in two cities."""
    with pytest.raises(UnknownRegion, match="大连市 210200"):
        region_code("大练")
    with pytest.raises(UnknownRegion, match=r"110105.*220104"):
        region_code("朝阳区")


def test_a_declared_place_has_its_own_chain_and_zone() -> None:
    """A lawbook beyond China declares places inside places."""
    places = Places({"XX": Place("XX", "某国", "Xland", "Europe/Paris"), "XX-1": Place("XX-1", "某市", "Xtown", "Europe/Paris", "XX")})
    assert places.ancestors("XX-1") == ("XX-1", "XX")
    assert places.zone("XX-1") == "Europe/Paris"
    assert places.code("xtown") == "XX-1"
