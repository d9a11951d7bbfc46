"""What the backtest takes for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.model.assumptions import AssumptionSet, Text, judged
from guanjia.risk.backtest.backtest import AHEAD
from guanjia.risk.backtest.bootstrap import BLOCK
from guanjia.risk.backtest.known_truth import CALM
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.backtest.power import RAISED
from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS

_NONE, _WEEKS = ("", ""), ("周", "weeks")
_PLAN: Final = Plan()
_BEFORE = ("检验之前定下", "set before the test")

BACKTEST: Final = AssumptionSet(
    Text("回测", "Backtest"),
    Text(
        "滚动检验按伤害当周即知晓来算，因而偏乐观；合成数据只证明程序没错。",
        "Every injury counts as known by the end of its week, which is optimistic; synthetic data prove the code and not the index.",
    ),
    (
        judged(
            ("开始检验的最少周数、伤害", "Least weeks and injuries for a test"),
            f"{2 * MIN_WEEKS + 4}, {2 * MIN_INJURIES}",
            _NONE,
            ("一半训练，一半检验", "half to train on, half to test on"),
        ),
        judged(("训练期占比", "Share of the weeks that train"), _PLAN.train_share, _NONE, _BEFORE),
        judged(
            ("提示预算：每百区周", "Alert budget: per 100 area-weeks"),
            _PLAN.alerts_per_100,
            _NONE,
            ("在训练期定下门槛，此后不动", "sets the thresholds on the training weeks, frozen after them"),
        ),
        judged(
            ("提示所看的伤害率比", "Rate ratio that alerts look for"),
            RAISED,
            _NONE,
            ("不看超额概率：它偏向工时少的区域", "not the probability of an excess, which leans to areas of few hours"),
        ),
        judged(("Brier 分解的分组数", "Bins of the Brier decomposition"), _PLAN.bins, _NONE, _BEFORE),
        judged(
            ("自助法：一同抽取的周数、次数", "Bootstrap: weeks drawn together, draws"),
            f"{BLOCK}, {_PLAN.draws}",
            _NONE,
            ("相邻的周彼此相像", "weeks in a row are alike"),
        ),
        judged(("提示算作提前的最多周数", "Most weeks ahead that an alert counts as early"), AHEAD, _WEEKS, _BEFORE),
        judged(("安慰剂次数（每种）", "Placebos of each kind"), _PLAN.placebos, _NONE, ("使 p 可小到 0.05", "lets p fall to 0.05")),
        judged(
            ("注入的超额：倍数、最少次数、周数", "Injected excesses: times, least number, weeks"),
            f"{', '.join(f'{each:g}' for each in _PLAN.injected)}; {_PLAN.clusters}; {_PLAN.length}",
            _NONE,
            _BEFORE,
        ),
        judged(
            ("已知真值：算作未升高的伤害率比", "Known truth: rate ratio below which nothing is raised"),
            CALM,
            _NONE,
            ("最低一级颜色所说的比值", "the lowest ratio that a colour speaks of"),
        ),
    ),
)
