"""What the index takes for granted, as reports print it."""

from __future__ import annotations

import math
from typing import Final

from guanjia.model.assumptions import AssumptionSet, Text, judged
from guanjia.risk.area_weeks import FEWEST_HOURS, SUSTAINED, TOO_LONG
from guanjia.risk.index.aggregate import FLOOR
from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS, PRIOR_PRECISION
from guanjia.risk.index.excess import SELDOM
from guanjia.risk.index.expected_counts import RECENT
from guanjia.risk.index.incident_signal import PRIOR_VARIANCE, PRIOR_WEIGHT, SIGNAL_MEMORY
from guanjia.risk.index.levels import NAMES, STEPS
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.index.reported_counts import Delay
from guanjia.risk.index.shrunken_rate import MEMORIES
from guanjia.risk.index.stability import CONCENTRATION, SPAN
from guanjia.risk.on_road import LONG_AFTER

_NONE, _WEEKS = ("", ""), ("周", "weeks")
_COLOUR = ("未在骑手中检验，待按提示预算调整", "never tested on riders; to be tuned to an alert budget")
_REPORTS = Delay().shares


def _half_life(memory: float) -> str:
    """Weeks until what a week brought counts half; infinite where nothing is forgotten."""
    return "∞" if memory == 1 else f"{math.log(0.5) / math.log(memory):.0f}"


INDEX: Final = AssumptionSet(
    Text("提示指数", "Index"),
    Text(
        "平台提示，不是预警；未证明比收缩伤害率更好。",
        "A platform advisory, no official warning; not shown to beat the shrunken rate.",
    ),
    (
        *(
            judged((each.zh, each.en), f"{each.begins:g} – {each.ends:g}, {each.weight:.0%}", _NONE, (each.source, each.source))
            for each in REFERENCES.values()
        ),
        judged(
            ("区域每周平均在途时间的下限", "Least hours on the road in the mean week"),
            FEWEST_HOURS,
            ("小时", "h"),
            ("少数路过的时间说明不了一个地方", "a handful of passing hours tells nothing of a place"),
        ),
        judged(
            ("每项至少留下的安全分", "Least safety that a pillar leaves"),
            FLOOR,
            ("分（满分 100）", "of 100"),
            ("使最差的一项不能独自决定", "so that one at its worst does not decide alone"),
        ),
        judged(
            ("超额：仅凭工时一周内出现的机会不超过", "Excess: hours alone would reach the count in a week with a chance of at most"),
            SELDOM,
            _NONE,
            ("十周里至多一周", "one week in ten"),
        ),
        *(
            judged(
                (f"{NAMES[colour][0]}：伤害率比超过 {bound:g} 的概率", f"{NAMES[colour][1]}: probability of a rate ratio above {bound:g}"),
                sure,
                _NONE,
                _COLOUR,
            )
            for colour, bound, sure in STEPS
        ),
        judged(
            ("校准所需的最少周数、伤害", "Least weeks and injuries for calibration"),
            f"{MIN_WEEKS + 1}, {MIN_INJURIES}",
            _NONE,
            ("每个参数约十起", "ten for each parameter"),
        ),
        judged(
            ("校准先验：水平、斜率的标准差", "Prior of the calibration: sd of level and slope"),
            ", ".join(f"{float(each) ** -0.5:g}" for each in PRIOR_PRECISION),
            _NONE,
            ("数据少时不让曲线乱走", "keeps the curve still where data are few"),
        ),
        judged(
            ("区域伤害率差异的先验方差、分量", "Prior variance of areas' rates, its weight"),
            f"{PRIOR_VARIANCE:g}, {PRIOR_WEIGHT:g}",
            _NONE,
            ("很快由数据取代", "soon overruled by data"),
        ),
        judged(
            ("伤害信号的半衰期", "Half-life of the incident pillar"),
            _half_life(SIGNAL_MEMORY),
            _WEEKS,
            ("近期的周更要紧", "recent weeks matter more"),
        ),
        judged(
            ("区域自身伤害率的半衰期（择优）", "Half-lives of an area's own rate, the best so far is taken"),
            ", ".join(_half_life(each) for each in MEMORIES),
            _WEEKS,
            ("短的跟聚集，长的稳定安静的区域", "short ones follow clusters, long ones settle quiet areas"),
        ),
        judged(
            ("下周工时取前几周平均", "Hours of the week to come: mean of the last"),
            RECENT,
            _WEEKS,
            ("跟得上季节", "follows the seasons"),
        ),
        judged(
            ("伤害报告的时间：当周末已知的比例", "Reporting delay: share of a week's injuries known at its end"),
            ", ".join(f"{share:.0%}" for share in _REPORTS),
            _NONE,
            (
                "记录里没有报告日期，假定当周即全部知晓（Delay 的默认值）；实际会晚，所以滚动检验偏乐观",
                "the records hold no day of report: all count as known at once (the default of Delay). Reports are later, so the "
                "rolling test is optimistic",
            ),
        ),
        judged(
            ("稳定性：参照点距离的变动、权重的集中度", "Stability: stretch of the marks, concentration of the weights"),
            f"{SPAN[0]:g} – {SPAN[1]:g}, {CONCENTRATION:g}",
            _NONE,
            ("变动的幅度本身也是取定的", "how far to vary is itself chosen"),
        ),
    ),
)

VETOES: Final = AssumptionSet(
    Text("硬性超限（直接列红）", "Hard breaches (red at once)"),
    Text("是本项目的取舍，不是法律认定的违法。", "Our choice of what weighs that much; no finding of a breach of law."),
    (
        judged(
            (f"在岗满 {LONG_AFTER:g} 小时后的在途时间占比", f"Share of riding after {LONG_AFTER:g} hours on duty"),
            TOO_LONG,
            _NONE,
            ("四分之一", "a quarter"),
        ),
        judged(
            ("须超过 15 公里/小时的在途时间占比", "Share of riding on promises above 15 km/h"),
            SUSTAINED,
            _NONE,
            ("一半，整周如此", "half of it, over the whole week"),
        ),
    ),
)
