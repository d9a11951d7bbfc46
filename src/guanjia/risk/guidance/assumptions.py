"""What guidance takes for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.kernels.promise import DETOUR
from guanjia.kernels.time_pressure import HANDOVER
from guanjia.model.assumptions import Assumption, AssumptionSet, Status, Text
from guanjia.risk.guidance.histograms import BIKE, LANE
from guanjia.risk.guidance.lengthen import LEAST
from guanjia.risk.guidance.pause import RAIN
from guanjia.risk.guidance.rest import LEAST_LACK, REST, SLEEPY

_NONE, _SPEED, _MINUTES, _HOURS = Text("", ""), Text("公里/小时", "km/h"), Text("分钟", "min"), Text("小时", "h")


def _number(zh: str, en: str, value: float | str, unit: Text, source: Text, status: Status) -> Assumption:
    return Assumption(Text(zh, en), value, unit, source, status)


TIME_PRESSURE: Final = AssumptionSet(
    Text("时间压力（所需车速与参照车速之比）", "Time pressure (required speed against a reference speed)"),
    Text(
        "本程序自定的指标，没有公认的界值；只由承诺时间和地点算出，不用实际车速，不评价劳动者。",
        "Our own index without tested cut-offs; from promises and places alone, never from how fast anybody rode; it rates no worker.",
    ),
    (
        _number(
            *("绕行系数", "Detour", DETOUR, _NONE),
            Text("通常发表的 1.2–1.5 的中间值，可按城市估计", "a middle value of the usual 1.2 to 1.5; estimate it by city"),
            Status.JUDGEMENT,
        ),
        _number(
            *("每单交付用时", "Handover at each door", HANDOVER, _MINUTES),
            Text("2–5 分钟常见，可由记录估计", "2 to 5 are usual; estimate it from records"),
            Status.JUDGEMENT,
        ),
        _number(
            *("非机动车道限速", "Limit of the non-motor lane", LANE, _SPEED),
            Text("道路交通安全法第 58 条", "Road Traffic Safety Law art. 58"),
            Status.SEEN,
        ),
        _number(
            *("电动自行车断电车速", "Speed at which an e-bike's motor stops", BIKE, _SPEED),
            Text("GB 17761", "GB 17761"),
            Status.SEEN,
        ),
    ),
)

GUIDANCE: Final = AssumptionSet(
    Text("改进建议", "Guidance"),
    Text(
        "平台提示，不是命令，不是预警；预期效果由记录推算，不是承诺。",
        "A platform advisory, no order and no official warning; expected effects are reckoned from records and promise nothing.",
    ),
    (
        _number(
            *("最少订单数", "Least number of tasks", LEAST, _NONE),
            Text("再少则 90% 分位数没有 95% 置信上限", "with fewer the 90% quantile has no upper end at 95% confidence"),
            Status.JUDGEMENT,
        ),
        _number(
            *("雨天受伤事故倍数", "Injury accidents in rain", f"{RAIN.low:g}–{RAIN.high:g}", Text("倍", "times")),
            Text(*RAIN.source),
            Status.SEEN,
        ),
        _number(
            *("暂停的信号", "Signals that call for a pause", "橙色、红色 / orange, red", _NONE),
            Text(
                "未查到全国性停送规定；由气象台发布，本程序只转述", "no national rule to stop was found; issued by stations, relayed here"
            ),
            Status.JUDGEMENT,
        ),
        _number(
            *("一天内应有的连续休息", "Unbroken rest in a day", REST, _HOURS),
            Text("间隔不足 11 小时受伤率为 1.39 倍（其他行业）", "injuries 1.39 times as many after less than 11 h (other trades)"),
            Status.JUDGEMENT,
        ),
        _number(
            *("列入先休息名单所缺的休息", "Rest lacking from which anybody is listed", LEAST_LACK, _HOURS),
            Text("再少看不出差别", "less makes no difference"),
            Status.JUDGEMENT,
        ),
        _number(
            *("推断困倦度的起点", "Sleepiness from", SLEEPY, Text("（KSS 1–9）", "(KSS 1-9)")),
            Text("群体平均，睡眠为推断", "a mean of groups; sleep is inferred"),
            Status.JUDGEMENT,
        ),
    ),
)
