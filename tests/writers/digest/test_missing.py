"""Words for what is missing."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import guanjia.rules
from guanjia.law import by_task, scope
from guanjia.law.law import REASONS
from guanjia.model import finding_rows
from guanjia.writers.digest.missing import missing

SAYING = {"why", "judged"}  # functions to which a rule hands the labels of what is missing


def _labels(module: ModuleType) -> Iterator[str]:
    """The labels in a module: what stands second in the pairs handed to `SAYING`, and constants that name fields."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "attr", getattr(call.func, "id", "")) not in SAYING:
            continue
        for pair in (node for node in ast.walk(call) if isinstance(node, ast.Tuple) and len(node.elts) == 2):
            word = pair.elts[1]
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                yield word.value
            elif isinstance(word, ast.JoinedStr):
                yield str(eval(compile(ast.Expression(word), "label", "eval"), dict(vars(module))))
            elif isinstance(word, ast.Name) and isinstance(value := vars(module).get(word.id), str):
                yield value
    yield from (value for name, value in vars(module).items() if name in ("FIELD", "FIELDS", "NO_NUMBER", "SHARED_VEHICLE"))


def labels() -> list[str]:
    """Every label that can be found in the code, once."""
    rules = [importlib.import_module(f"guanjia.rules.{part.name}") for part in pkgutil.iter_modules(guanjia.rules.__path__)]
    return sorted({label for module in (*rules, scope, by_task, finding_rows) for label in _labels(module)})


def _topic(name: str) -> tuple[str, str]:
    return "某题", name


@pytest.mark.parametrize("label", labels())
def test_every_label_of_a_rule_has_words_and_a_remedy(label: str) -> None:
    """What a rule may miss is said in Chinese, without a word of English but names of columns and currencies, with a remedy."""
    (zh, en), mend = missing(label, _topic)
    assert re.match("记录：|事实：|规定：", zh), f"{label!r}: give it words in writers/digest/missing.py"
    assert not re.search("[A-Za-z]{4,}", re.sub("（[a-z_]+）", "", zh)), zh
    assert en and all(mend)


def test_labels_are_found() -> None:
    """The collector sees constants, literals, formatted strings and labels that a module imports."""
    found = labels()
    for label in ("labour relation (whether there is one)", "table notices", finding_rows.UNDERSTATED, finding_rows.SHARED_VEHICLE):
        assert label in found
    assert any(re.fullmatch(r"\d+ orders: .*", label) for label in found)


def test_a_labour_relation_is_no_column() -> None:
    """Nobody fills it in: it has to be settled first."""
    assert missing("labour relation (whether there is one)", _topic)[1][0] == "请先确认是否存在劳动关系（可咨询劳动仲裁机构或 12333）"


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
        ("something new", "规则所需的记录不全（something new）"),
    ],
)
def test_fields(label: str, zh: str) -> None:
    """Fields are named in Chinese; a label nobody foresaw is shown as it is."""
    assert missing(label, _topic)[0][0] == zh
