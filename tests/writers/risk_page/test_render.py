"""The analyst's page: basis in the title, layers without script, cautions and status of assumptions told."""

from __future__ import annotations

from dataclasses import replace

import h3

from guanjia.writers.drawing.levels import STEPS
from guanjia.writers.risk_page.render import MOST_ROWS, layer_rules, render
from guanjia.writers.risk_page.view import Assumption, Backtest, Figures, GuidanceLine, IndexLine, Layer, Replayed, RiskCell, RiskPageView
from tests.writers.offline import check

CELLS = sorted(h3.grid_disk(h3.latlng_to_cell(30.27, 120.15, 8), 2))


def layer(name: str) -> Layer:
    """A layer of this name."""
    return Layer((name, name), ("按道路时间", "by time on the road"), ("a", "b", "c", "d", "e"))


def made_up() -> RiskPageView:
    """A small page with everything on it."""
    line = IndexLine("87309a42effffff", ("杭州", "Hangzhou"), None, "80", "", "", ("历史不足 12 周", "fewer than 12 weeks"))
    methods = Figures(
        (("方法", "method"), ("布里尔分", "Brier score"), ("可靠性", "reliability")), ((("上周", "last week"), "0.08", "0.01"),)
    )
    power = Figures((("注入强度", "injected"), ("发现", "found")), ((("3 倍", "x 3"), "15 <"),))
    tested = Replayed(("合成", "synthetic"), methods, power, (("没有增加什么", "adds nothing"),))
    return RiskPageView(
        "2026-03",
        "expected",
        ("事故太少", "too few incidents"),
        (layer("负荷"), layer("夜间")),
        tuple(RiskCell(cell, (at % 5, None), f"{cell} <1>") for at, cell in enumerate(CELLS)),
        (line, replace(line, level=4, probability="0.42")),
        Backtest(("没有胜过基线", "beats no baseline"), (tested,), (("偏乐观", "optimistic"),)),
        (GuidanceLine("87309a42effffff", ("周五", "Fri"), ("延长 6 分钟", "6 min longer"), ("车速", "speed"), ("降低", "down"), "120"),),
        (Assumption(("下限", "floor"), "1.0", "RR446", "memory"),),
        (("按路径", "by path"),),
    )


def test_it_stands_alone_and_runs_no_script() -> None:
    """Well-formed, labelled, nothing fetched."""
    assert "<script" not in render(made_up())
    check(render(made_up()))


def test_the_basis_is_said_in_the_title_of_the_map() -> None:
    """Expected risk is never taken for injuries that happened."""
    text = render(made_up())
    assert "依据：预期风险，不是已发生的伤害" in text[text.index('<h2 id="map">') :][:200]
    assert "依据：已记录的伤害" in render(replace(made_up(), basis="observed"))


def test_each_layer_paints_each_of_its_levels_and_shows_its_own_legend() -> None:
    """Seven rules a layer, five levels and blank among them."""
    rules = layer_rules(2, STEPS)
    for letter in "ab":
        for level in "01234b":
            assert f".map .{letter}{level} {{ fill:" in rules
    assert "#layer-1:checked ~ .legends .of-1 { display: block; }" in rules


def test_cannot_judge_is_no_level_and_colours_have_words() -> None:
    """An area that cannot be judged is not shown as none; red says red."""
    text = render(made_up())
    assert "不能判断" in text and "红色提示" in text and "凭记忆，未核" in text


def test_the_backtest_in_full() -> None:
    """Every cell of both tables under its heading, escaped, with what is said of the history and of all."""
    text = render(made_up())
    for words in (
        "reliability",
        "Scores of each method: synthetic",
        "Injected excesses found: synthetic",
        "15 &lt;",
        "adds nothing",
        "optimistic",
    ):
        assert words in text
    tested = made_up().backtest
    assert tested is not None
    quiet = replace(tested, tests=tuple(replace(each, power=replace(each.power, rows=())) for each in tested.tests))
    assert "Injected excesses" not in render(replace(made_up(), backtest=quiet))


def test_what_choices_do_and_what_cannot_be_told() -> None:
    """Sobol's totals below the index, the number of untold lines below the guidance; neither where there is nothing to say."""
    text = render(replace(made_up(), sensitivity=("权重 0.5", "weights 0.50"), untold=7))
    assert "weights 0.50" in text and "7 more cannot be told" in text
    assert "cannot be told for want of data" not in render(made_up())


def test_long_lists_say_that_they_are_cut() -> None:
    """More areas than rows: the page says how many there are."""
    view = made_up()
    text = render(replace(view, index=view.index * MOST_ROWS))
    assert f"共 {2 * MOST_ROWS} 个" in text


def test_without_history_there_is_no_backtest_and_the_page_says_so() -> None:
    """No made-up probability stands in for one."""
    text = render(replace(made_up(), backtest=None, cells=(), index=(), guidance=(), week=None))
    check(text)
    assert "历史太短，不能回测" in text
