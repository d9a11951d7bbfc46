"""Words for codes."""

from __future__ import annotations

from guanjia.writers.digest.words import force, platform, region, scenario


def test_names() -> None:
    """Codes become names where they are known, and stay codes where not."""
    assert region("310000")[0] == "上海市 310000"
    assert region("") == ("未填地区", "region not given")
    assert region("nowhere") == ("nowhere", "nowhere")
    assert force("guidance")[0] == "指引" and force("odd") == ("odd", "odd")
    assert platform("*")[1] == "across platforms"
    assert scenario("allowance agreed 5%")[0] == "宽放（协议） 5%"
