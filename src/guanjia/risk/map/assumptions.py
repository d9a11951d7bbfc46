"""What the map and its alarms in time take for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.model.assumptions import AssumptionSet, Text, judged, recalled
from guanjia.risk.map import signals
from guanjia.risk.map.clusters import DRAWS, LENGTHS, RADIUS, SHARE, SIGNIFICANT
from guanjia.risk.map.layers import LEAST_JUDGED
from guanjia.risk.map.rates import LIMIT
from guanjia.risk.map.risk_map import FEWEST_INJURIES, HOT_SPOT_RATE
from guanjia.risk.map.signals import ALPHA, ALPHA_C3, FALSE_ALARMS, LEAST_DEVIATION, WEEKS_FOR_WEEKS
from guanjia.risk.map.strata import EVENTS_A_STRATUM

_NONE, _INJURIES, _DAYS = ("", ""), ("起", "injuries"), ("天", "days")

MAP: Final = AssumptionSet(
    Text("风险地图", "Map"),
    Text("预期风险不是已发生的伤害；单格突出不算发现。", "Expected risk is not injuries; a cell that stands out by itself is no finding."),
    (
        judged(
            ("改用实际伤害率的最少伤害", "Least injuries for observed rates"),
            FEWEST_INJURIES,
            _INJURIES,
            ("再少则全市伤害率的区间两端也差两倍以上", "with fewer even the city's rate has an interval more than a factor of two wide"),
        ),
        judged(
            ("每层最少伤害（间接标准化）", "Least injuries a stratum (indirect standardisation)"),
            EVENTS_A_STRATUM,
            _INJURIES,
            ("每估一个数约需十起事件的经验法则", "rule of thumb: ten events for each number estimated"),
        ),
        judged(
            ("超越概率所看的伤害率比", "Rate ratio whose exceedance is told"),
            LIMIT,
            _NONE,
            ("值得去看一看的差别", "a difference worth a look"),
        ),
        judged(
            ("聚集扫描的半径上限", "Largest radius of the scan"),
            RADIUS,
            ("公里", "km"),
            ("再大就不是可以处置的地方", "a larger circle is no place to act on"),
        ),
        judged(("聚集占预期伤害的上限", "Largest share of a cluster in all that is expected"), SHARE, _NONE, ("同上", "likewise")),
        judged(
            ("聚集的显著水平与模拟次数", "Significance of clusters, draws"),
            f"{SIGNIFICANT:g}, {DRAWS}",
            _NONE,
            ("已对看过的全部窗口校正", "corrected for all windows looked at"),
        ),
        judged(
            ("近期聚集的时段", "Spans of clusters that are going on"),
            ", ".join(f"{length}" for length in sorted(LENGTHS)),
            _DAYS,
            ("一天到四周", "a day to four weeks"),
        ),
        judged(
            ("预期热点中容许的偶然比例", "Share of expected hot spots that may be chance"),
            HOT_SPOT_RATE,
            _NONE,
            ("错误发现率", "false discovery rate"),
        ),
        judged(
            ("判断时限紧占比的最少在途时间", "Least riding for a share of tight promises"),
            LEAST_JUDGED / 3_600,
            ("小时", "h"),
            ("再少则比例没有意义", "with less a share means nothing"),
        ),
    ),
)

SIGNALS: Final = AssumptionSet(
    Text("时间上的信号", "Alarms in time"),
    Text("提示去看一看，不是预警；漏报和误报都多。", "A signal to look and no official warning; many are missed, many are false."),
    (
        recalled(
            ("EARS C1、C2 的单侧显著水平", "EARS C1 and C2, one-sided level"),
            ALPHA,
            _NONE,
            ("通常取值，未查原文", "the usual choice; the source was not read"),
        ),
        recalled(
            ("EARS C3 的单侧显著水平", "EARS C3, one-sided level"),
            ALPHA_C3,
            _NONE,
            ("通常取值，未查原文", "the usual choice; the source was not read"),
        ),
        judged(
            ("EARS 标准差的下限", "Least standard deviation in EARS"),
            LEAST_DEVIATION,
            _INJURIES,
            ("一周无事之后的一起伤害不算警报", "after a quiet week one injury is no alarm"),
        ),
        judged(
            ("CUSUM：要找的升幅、平静时误报", "CUSUM: rise looked for, false alarms in quiet series"),
            f"2, {FALSE_ALARMS:g}",
            _NONE,
            ("翻倍；二十条平静序列误报一条", "a doubling; one quiet series in twenty alarms"),
        ),
        judged(
            ("CUSUM 学习期的最少伤害", "Least injuries of the CUSUM's first half"),
            signals.FEWEST_INJURIES,
            _INJURIES,
            ("再少则水平和离散估不出", "with fewer neither level nor dispersion can be told"),
        ),
        judged(
            ("改按周计数的最短记录", "Records from which weeks are counted, not days"),
            WEEKS_FOR_WEEKS,
            ("周", "weeks"),
            ("一半学习、一半监测", "half to learn from, half to watch"),
        ),
    ),
)
