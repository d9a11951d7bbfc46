"""Words for what is missing."""

from __future__ import annotations

import pytest

from guanjia.law.law import REASONS
from guanjia.writers.digest.words import force, missing, platform, region, scenario


def _topic(name: str) -> tuple[str, str]:
    return "某题", name


@pytest.mark.parametrize("reason", [words for code, words in REASONS.items() if code])
def test_every_reason_of_the_law_has_words_and_a_remedy(reason: str) -> None:
    """Nothing of the law can be missing without Chinese words and a way to mend it."""
    (zh, en), mend = missing(f"law:some-topic:{reason}", _topic)
    assert zh.startswith("法规：某题——") and reason not in zh
    assert en == f"Law: some-topic – {reason}"
    assert all(mend)


@pytest.mark.parametrize(
    ("label", "zh"),
    [
        ("tasks.dispatch_time", "记录：缺 订单/任务·接单时间"),
        ("presence", "记录：缺 在线时段表"),
        ("tasks.dispatch_time or tasks.end_time", "记录：缺 订单/任务·接单时间 或 订单/任务·结束时间"),
        ("coverage: the records do not cover the whole week", "记录：未覆盖整周"),
        ("something new", "记录：缺 something new"),
    ],
)
def test_fields(label: str, zh: str) -> None:
    """Fields are named in Chinese; a label nobody foresaw is shown as it is."""
    assert missing(label, _topic)[0][0] == zh


def test_names() -> None:
    """Codes become names where they are known, and stay codes where not."""
    assert region("310000")[0] == "上海市 310000"
    assert region("") == ("未填地区", "region not given")
    assert region("nowhere") == ("nowhere", "nowhere")
    assert force("guidance")[0] == "指引" and force("odd") == ("odd", "odd")
    assert platform("*")[1] == "all platforms together"
    assert scenario("allowance agreed 5%")[0] == "宽放（协议） 5%"
