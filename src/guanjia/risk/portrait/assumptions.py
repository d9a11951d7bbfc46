"""What a portrait takes for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.model.assumptions import AssumptionSet, Text, judged
from guanjia.risk.portrait.belief import LEAST_LOG, PRIOR_MEAN, PRIOR_SPREAD
from guanjia.risk.portrait.table import DAILY_REST, FEWEST_FALL, HEATED, MOST_NAMED, NIGHTLY, SLEEPY, TERM_NAMED, TIGHT

_NONE = ("", "")

PORTRAIT: Final = AssumptionSet(
    Text("画像", "Portrait"),
    Text(
        "给劳动者本人看；不评分，不用于处罚，不证明排班安全。",
        "For the worker's own eyes: no score, no ground for punishment, no proof that a roster is safe.",
    ),
    (
        judged(
            ("先验：风险随指数变化的幂", "Prior: power by which risk follows the index"),
            f"{PRIOR_MEAN:g} ± {PRIOR_SPREAD:.2f}",
            _NONE,
            ("已发表倍数对数的一半，留足余地；本地伤害可移动它", "half the logarithm of published ratios; local injuries move it"),
        ),
        judged(
            ("与参照分不开的指数（对数）", "Index not told apart from the reference (logarithm)"),
            LEAST_LOG,
            _NONE,
            ("使区间不会缩成一点", "so that no interval shrinks to a point"),
        ),
        judged(
            ("欠休息的参照", "Rest below which there is a debt"),
            DAILY_REST,
            ("小时", "h"),
            (
                "间隔不足 11 小时受伤率为 1.39 倍（其他行业，已读）；没有法律为平台劳动规定",
                "1.39 times the injuries after less (other trades, seen); no Chinese law sets it for platform work",
            ),
        ),
        judged(
            ("列为改变所需的风险下降", "Fall of risk from which a change is named"),
            FEWEST_FALL,
            _NONE,
            (f"更小的不值一提；最多列 {MOST_NAMED} 项", f"less is not worth naming; at most {MOST_NAMED} are"),
        ),
        judged(
            ("列出困倦的起点", "Sleepiness from which it is named"),
            SLEEPY,
            ("（KSS 1–9）", "(KSS 1-9)"),
            ("困倦而尚不费力保持清醒", "sleepy, but no effort to stay awake"),
        ),
        judged(
            ("列出时限紧、夜间、高温的起点", "Tight promises, night and heat are named from"),
            f"{TIGHT:.0%}, {NIGHTLY:.0%}, {HEATED:g}",
            ("（占比、占比、度·时）", "(share, share, degree-hours)"),
            ("只决定列不列出，不改变风险", "they decide what is named, not the risk"),
        ),
        judged(
            ("列出指数各项的起点", "Terms of the index are named from"),
            TERM_NAMED,
            ("倍", "times"),
            ("同上", "likewise"),
        ),
    ),
)
