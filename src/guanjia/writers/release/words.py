"""What a release says of itself, Chinese first and English beside it."""

from __future__ import annotations

from itertools import pairwise

from guanjia.model.wording import Text
from guanjia.risk.release.bounding import MIDDLE_RISK, Caps
from guanjia.risk.release.levels import BLANK, EDGES, FEWEST_WORKERS, NOISE
from guanjia.risk.release.release import Release
from guanjia.risk.release.unit import ACCOUNT, Unit

TITLE: Text = (
    "新业态职业健康预期风险地图（加噪发布）",
    "Expected risk map of occupational health in new forms of work (released with noise)",
)

_UNITS: dict[str, str] = {  # measure -> unit (SDMX CL_UNIT_MEASURE style)
    "EXPECTED_RISK": "RATIO",
    "WORKERS": "PS",
    "HOURS": "H",
    "HOURS_PER_WORKER": "H_PS",
    "EXCESS_HOURS": "H",
    "AREA_WORKERS": "PS",
    "AREA_INJURED": "PS",
    "INJURED_PER_1000": "PER_1000_PS",
    "AREA_EXPECTED_RISK": "RATIO",
}


def unit_of(measure: str, it: Unit) -> str:
    """The unit of a measure; accounts are not counted in persons.

    >>> from guanjia.risk.release.unit import WORKER
    >>> unit_of("HOURS_PER_WORKER", WORKER), unit_of("HOURS_PER_WORKER", ACCOUNT)
    ('H_PS', 'H_ACCOUNT')
    """
    return _UNITS[measure].replace("PS", "ACCOUNT") if it == ACCOUNT else _UNITS[measure]


def measures(it: Unit) -> dict[str, Text]:
    """What each code in the tables means."""
    return {
        "EXPECTED_RISK": ("设限后在路一小时的预期相对风险", "bounded expected relative risk of an hour on the road"),
        "WORKERS": (f"{it.count}（{it.each}最多计入若干格）", f"{it.name}s (each counted in a limited number of cells)"),
        "HOURS": (f"在路小时（{it.each}每格有上限）", f"hours on the road (limited for each {it.name} and cell)"),
        "HOURS_PER_WORKER": (f"{it.of_each}在路小时", f"hours on the road for each {it.name}"),
        "EXCESS_HOURS": (
            f"在路小时 ×（预期相对风险 − {MIDDLE_RISK:g}）：合并各格用",
            f"hours x (expected risk - {MIDDLE_RISK:g}), for adding cells up",
        ),
        "AREA_WORKERS": (f"主要在此区工作的{it.count}", f"{it.name}s who worked mostly in this area"),
        "AREA_INJURED": (f"其中有受伤记录的{it.number}", f"of those, {it.name}s with an injury on record"),
        "INJURED_PER_1000": (f"{it.of_thousand}中有受伤记录的{it.number}", f"{it.name}s with an injury on record, of a thousand"),
        "AREA_EXPECTED_RISK": ("此区各格合计的设限后预期相对风险", "bounded expected relative risk of the area's cells together"),
    }


_STEPS = [f"{low:g}–{high:g}" for low, high in pairwise(EDGES)]


def levels(it: Unit) -> dict[int, Text]:
    """What each level means."""
    return {
        BLANK: (f"空白：加噪后的{it.zh}不足 {FEWEST_WORKERS} {it.counter}", f"blank: fewer than {FEWEST_WORKERS} {it.name}s after noise"),
        NOISE: ("噪声为主：分不清等级", "the noise dominates: no level can be told"),
        **dict(enumerate([(f"低于 {EDGES[0]:g}", f"below {EDGES[0]:g}"), *zip(_STEPS, _STEPS, strict=True)])),
        len(EDGES): (f"{EDGES[-1]:g} 及以上", f"{EDGES[-1]:g} or more"),
    }


NO_INDEX: Text = (
    "本发布不含提示指数：指数按区、按周计算，要用每周的真实受伤数；本期加噪的只有整个时段的数，从中算不出每周的指数，若用真实数计算则不受隐私预算保护。",
    "There is no advisory index in this release: it is made by area and week and needs each week's true injuries. What has noise here "
    "are totals of the whole period, from which no weekly index can be worked out; one made of true counts would not be protected.",
)


def forbidden(it: Unit) -> tuple[Text, ...]:
    """What must not be concluded."""
    return (*_ACCOUNTS_ONLY, *_forbidden(it)) if it == ACCOUNT else _forbidden(it)


_ACCOUNTS_ONLY: tuple[Text, ...] = (
    (
        "保护单位是账号，不是人：有 n 个账号的人，隐私损失最多是 n²ρ；账号数不是人数。",
        "The unit of privacy is an account, not a person: with n accounts the loss is up to n²ρ; accounts are not people.",
    ),
)


def _forbidden(it: Unit) -> tuple[Text, ...]:
    return (
        (
            "不得据此推断任何一名劳动者在哪里、工作多久、是否受伤。",
            "Nothing may be concluded about any one worker: where, how long, whether injured.",
        ),
        ("不得用于处罚、考核或派单限制任何劳动者。", "Not to be used to punish, score or restrict any worker."),
        (
            "这是平台提示，不是法定预警；预警由政府发布，气象预警由气象台站发布。",
            "This is an advisory, not a statutory warning: government issues those, meteorological stations those of weather.",
        ),
        (
            "预期风险由工作时间推算，是先验，不是已发生的伤害，不含道路、天气和时限；等级低不等于安全，不证明任何排班安全。",
            "Expected risk is inferred from working time: a prior, not injuries that happened; it leaves out roads, weather and promises. "
            "A low level does not mean safe and certifies no roster.",
        ),
        (
            f"{it.number}、小时和预期风险有上限，偏低（工时长的计得少）；各格{it.number}相加不是总数（{it.each}可计入几格）。",
            "Counts, hours and expected risk are limited and so understated (long hours count for less); "
            f"{it.name}s of cells do not add up to all {it.name}s (one may count in several cells).",
        ),
        (
            "负数和零附近的数是噪声，不表示没有人或有人。小于误差的差别、两期之间小于误差的变化都不能当真。",
            "Negative numbers and numbers near zero are noise and tell neither of presence nor absence. Differences within the error, "
            "and changes between two releases within the error, mean nothing.",
        ),
        (
            f"受伤按{it.zh}的主要工作区计，不是事发地点；比例不说明原因，也不说明哪个平台或路口危险。",
            f"Injuries count in the area {it.article} mostly works in, not where they happened; no cause, platform or junction is told.",
        ),
        (
            "区间只对设限后的数、只含隐私噪声：不含上限造成的偏低、漏报、定位误差和随机波动。",
            "Intervals are of limited figures and hold privacy noise only: neither what limits take off, nor reporting, nor chance.",
        ),
    )


def guarantee(it: Unit, rho: float, epsilon: float, delta: float) -> Text:
    """What the spending means."""
    zh = f"ρ={rho:g} 的零集中差分隐私，相当于 (ε={epsilon:.2f}, δ={delta:g})：有没有某{it.one}，任何人看到这份发布后的判断最多差这么多。"
    en = (
        f"Zero-concentrated differential privacy with rho={rho:g}, which implies (epsilon={epsilon:.2f}, delta={delta:g}): that is how "
        f"much, at most, what anyone can conclude from this release changes with whether one {it.name}'s records were in it."
    )
    if it != ACCOUNT:
        return zh, en
    return (
        f"{zh}有 n 个账号的人，损失最多是 n²ρ：3 个账号就是 ρ={9 * rho:g}。",
        f"{en} For a person with n accounts the loss is up to n^2 rho: rho={9 * rho:g} with 3 accounts.",
    )


def unit_told(it: Unit) -> Text:
    """The unit of privacy."""
    if it == ACCOUNT:
        return "一个平台上的一个账号，整个时段；不是一名劳动者", "one account on one platform, the whole period; not one worker"
    return "一名劳动者，所有平台，整个时段", "one worker, all platforms, the whole period"


def period_told(release: Release) -> Text:
    """What the period is."""
    if release.whole_months:
        return "含有全部记录的整月，不是记录的起止日", "the whole calendar months that hold the records, not the days they begin and end on"
    return "发布者给定的时段，全部记录都在其中", "a period that the publisher gave; all records lie within it"


def level_code(level: int) -> str:
    """How the files name a level.

    >>> level_code(BLANK), level_code(NOISE), level_code(3)
    ('blank', 'noise', '3')
    """
    return {BLANK: "blank", NOISE: "noise"}.get(level, str(level))


def caps_told(caps: Caps) -> dict[str, int]:
    """The limits as data."""
    return {"cells_per_worker": caps.cells, "hours_per_worker_and_cell": caps.hours, "areas_per_worker": 1, "injuries_per_worker": 1}
