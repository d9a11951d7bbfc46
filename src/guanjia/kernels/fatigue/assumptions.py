"""What the fatigue kernels take for granted, as reports print it: each number with its unit, its source, and how well that is known."""

from __future__ import annotations

from guanjia.kernels.fatigue import alertness_walk, risk_terms, sleep, three_process, unified
from guanjia.model.assumptions import Assumption, AssumptionSet, Status, Text

_NONE, _RISK = Text("", ""), Text("倍", "times")
_HOURS, _MINUTES, _DAYS = Text("小时", "h"), Text("分钟", "min"), Text("天", "days")
_RR446 = Text("HSE RR446 (2006) 的公开转录，未见报告原文", "public transcription of HSE RR446 (2006); the report itself was not read")
_FIPS = Text(
    "R 软件包 FIPS，引 Ingre 等 (2014) PLoS ONE 9(10) e108679", "R package FIPS, citing Ingre et al. (2014) PLoS ONE 9(10) e108679"
)
_UNIFIED = Text("R 软件包 FIPS，引 Ramakrishnan 等 (2016)", "R package FIPS, citing Ramakrishnan et al. (2016)")


def _seen(zh: str, en: str, value: float | str, unit: Text, source: Text) -> Assumption:
    return Assumption(Text(zh, en), value, unit, source, Status.SEEN)


def _judged(zh: str, en: str, value: float | str, unit: Text, why_zh: str, why_en: str) -> Assumption:
    return Assumption(Text(zh, en), value, unit, Text(why_zh, why_en), Status.JUDGEMENT)


RISK_INDEX = AssumptionSet(
    Text("风险指数（只用工作时刻）", "Risk Index (work times only)"),
    Text(
        "相对风险是先验值，可被本地数据推翻；不与其他已发表的倍数相乘，不证明任何排班安全。",
        "Priors that local data can overrule; never multiplied by other published ratios, never proof that a roster is safe.",
    ),
    (
        _seen("午夜与全天平均之差", "Midnight above the mean of the day", risk_terms.CLOCK_AMPLITUDE, _RISK, _RR446),
        _seen("在岗时长曲线转折", "Hours on duty after which risk rises", round(risk_terms.PLATEAU_END, 3), _HOURS, _RR446),
        _seen("不休息时风险的上限", "Ceiling of risk without a break", risk_terms.SINCE_BREAK_CEILING, _RISK, _RR446),
        _seen("超额风险减半所需休息", "Break that halves the excess risk", risk_terms.BREAK_HALF, _MINUTES, _RR446),
        _seen("连续多日每日递增（平均）", "Rise per duty in a run (mean)", risk_terms.CUMULATIVE_MEAN, _RISK, _RR446),
        _judged(
            *("每分钟价格下限", "Floor of the price of each minute on duty", 1.0, _RISK),
            *(
                "曲线给首小时 0.65，而驾驶研究首小时偏高 (Hanowski 2009)",
                "the curve prices hour one at 0.65; drivers had more incidents in it (Hanowski 2009)",
            ),
        ),
        _judged(
            *("离岗多久重计在岗时长", "Rest after which duty hours start anew", risk_terms.DUTY_ENDING_REST, _HOURS),
            *("工具没有为零散工作定义班次", "the tool does not define a duty for gig work"),
        ),
        _judged(
            *("算作休息的最短间隔", "Shortest gap that counts as a break", risk_terms.BREAK_AT_LEAST, _MINUTES),
            *("更短的等待几乎不减风险", "shorter waits lower risk by next to nothing"),
        ),
        _judged(
            *("连续多日累积上限", "Ceiling of the run of duties", risk_terms.CUMULATIVE_CEILING, _RISK),
            *("约八个班；更长的连续没有测量", "about eight duties; longer runs were not measured"),
        ),
        _judged(
            *("算作一夜的时段", "Hours that count as a night's sleep", "23:00–07:00", _NONE),
            *("与工具在已核对的排班上一致，其余更连贯", "as the tool on the rosters checked, and without its steps elsewhere"),
        ),
        _judged(
            *("参照状态（倍数为 1）", "Reference state (ratio 1)", "4.2–8.1 h", _NONE),
            *("班次中段、全天平均时刻、约两小时一休、首日", "middle of a duty, mean clock hour, about two hours between breaks, first day"),
        ),
    ),
)

THREE_PROCESS = AssumptionSet(
    Text("三过程模型（困倦度）", "Three-process model (sleepiness)"),
    Text(
        "按睡眠情景给出区间，是群体平均，不是某人的测量；9 分制数值仅显示时截断到 1–9。",
        "A band over scenarios of sleep: a mean of groups, not a measurement of anyone. Clipped to 1-9 for display only.",
    ),
    (
        _seen("清醒时稳态下降率", "Decay of S awake", three_process.WAKE_RATE, Text("每小时", "per h"), _FIPS),
        _seen("睡眠时恢复率", "Recovery of S asleep", round(three_process.SLEEP_RATE, 7), Text("每小时", "per h"), _FIPS),
        _seen(
            "昼夜节律振幅与峰值时刻", "Rhythm: amplitude, peak", f"{three_process.RHYTHM:g}, {three_process.RHYTHM_PEAK:g} h", _NONE, _FIPS
        ),
        _seen("醒后惯性", "Inertia on waking", three_process.INERTIA, _NONE, _FIPS),
        _judged(
            *("在高水平入睡", "Falling asleep above the break level", three_process.BREAK_LEVEL, _NONE),
            *("原式在此处跳变，已改为连续", "the published form jumps there; made continuous"),
        ),
        _judged(
            *("首个已知班次之前", "Before the first known duty", alertness_walk.RESTED_BEFORE, _HOURS),
            *("假定休息充足（每晚 8 小时的稳态）", "rested is assumed (steady state of eight-hour nights, computed)"),
        ),
        _judged(
            *("预热期，其内结果加注", "Warm-up, results within are flagged", alertness_walk.WARM_UP / 86400, _DAYS),
            *("初值误差每天缩到约 13%（计算）", "an initial error shrinks to about 13% a day (computed)"),
        ),
    ),
)

UNIFIED = AssumptionSet(
    Text("统一模型（对照）", "Unified model (check)"),
    Text("只用来看结论是否依赖模型。", "Only shows whether a conclusion depends on the model."),
    (
        _seen("睡眠债时间常数", "Time constant of sleep debt", unified.DEBT_TIME, _HOURS, _UNIFIED),
        _seen("清醒时间常数", "Time constant awake", unified.WAKE_TIME, _HOURS, _UNIFIED),
        _seen("渐近上限", "Upper asymptote", unified.UPPER, Text("次失误", "lapses"), _UNIFIED),
    ),
)

BEDTIMES = _judged(
    *("试算的就寝时刻", "Bedtimes tried", ", ".join(alertness_walk.SCENARIOS[:3]), _NONE),
    *("铁路与航空排班的推定规则；骑手可能更晚", "rules of rail and flight rosters; riders may go to bed later"),
)

SLEEP = AssumptionSet(
    Text("由离岗时段推断的睡眠", "Sleep inferred from hours off duty"),
    Text(
        "全部睡眠都是推断，其他平台上的工作看不到；未在骑手中检验。",
        "All sleep is inferred, and work for other platforms is invisible; never tested on riders.",
    ),
    (
        BEDTIMES,
        _judged(
            *("23:00 就寝的自然睡眠", "Natural sleep from 23:00", round(sleep.natural_length(23.0), 2), _HOURS),
            *(
                "RR446 公开转录中的曲线，读作睡眠时长是推断",
                "a curve of the transcription of RR446; reading it as hours of sleep is inferred",
            ),
        ),
        _judged(
            *("分开两个班的间隔", "Gap that parts two duty spells", alertness_walk.DUTY_SPLIT / 3600, _HOURS),
            *("2 至 4 小时均可辩护", "2 to 4 hours are defensible"),
        ),
        _judged(
            *("下班到就寝", "From work to bed", sleep.BEFORE_SLEEP, _HOURS),
            *("通勤与洗漱", "way home, washing"),
        ),
        _judged(
            *("起床到上班", "From bed to work", sleep.AFTER_SLEEP, _HOURS),
            *("起床与通勤", "getting up, way to work"),
        ),
        _judged(
            *("少于此时长不入睡", "No sleep in less than", sleep.LEAST_SLEEP, _HOURS),
            *("短于此不计", "shorter stays are not counted"),
        ),
        _judged(
            *("晚班、夜班前的小睡（另一情景）", "Nap before evening and night duties (a scenario of its own)", sleep.NAP, _HOURS),
            *("规则对中午收工后的夜班给不出睡眠", "the rule gives no sleep before a night that follows a midday finish"),
        ),
    ),
)

FATIGUE = (RISK_INDEX, THREE_PROCESS, UNIFIED, SLEEP)
