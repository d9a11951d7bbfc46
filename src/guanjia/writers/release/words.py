"""What a release says of itself, Chinese first and English beside it."""

from __future__ import annotations

from itertools import pairwise

from guanjia.model.wording import Text
from guanjia.risk.release.bounding import LEAST_RISK, MIDDLE_RISK, MOST_RISK, Caps
from guanjia.risk.release.levels import BLANK, EDGES, FEWEST_WORKERS, NOISE, WIDEST
from guanjia.risk.release.release import Release

TITLE: Text = (
    "新业态职业健康预期风险地图（加噪发布）",
    "Expected risk map of occupational health in new forms of work (released with noise)",
)

MEASURES: dict[str, tuple[Text, str]] = {  # code in the tables -> words, unit of measure (SDMX CL_UNIT_MEASURE style)
    "EXPECTED_RISK": (("在路一小时的预期相对风险", "expected relative risk of an hour on the road"), "RATIO"),
    "WORKERS": (("劳动者人数（每人最多计入若干格）", "workers (each counted in a limited number of cells)"), "PS"),
    "HOURS": (("在路小时（每人每格有上限）", "hours on the road (limited for each worker and cell)"), "H"),
    "HOURS_PER_WORKER": (("每名劳动者在路小时", "hours on the road for each worker"), "H_PS"),
    "EXCESS_HOURS": (
        (
            f"在路小时 ×（预期相对风险 − {MIDDLE_RISK:g}）：合并各格用",
            f"hours x (expected risk - {MIDDLE_RISK:g}), for adding cells up",
        ),
        "H",
    ),
    "AREA_WORKERS": (("主要在此区工作的劳动者人数", "workers who worked mostly in this area"), "PS"),
    "AREA_INJURED": (("其中有受伤记录的人数", "of those, workers with an injury on record"), "PS"),
    "INJURED_PER_1000": (("每千名劳动者中有受伤记录的人数", "workers with an injury on record, of a thousand"), "PER_1000_PS"),
    "AREA_EXPECTED_RISK": (("此区各格合计的预期相对风险", "expected relative risk of the area's cells together"), "RATIO"),
}

_STEPS = [f"{low:g}–{high:g}" for low, high in pairwise(EDGES)]
LEVELS: dict[int, Text] = {
    BLANK: (f"空白：加噪后的劳动者不足 {FEWEST_WORKERS} 人", f"blank: fewer than {FEWEST_WORKERS} workers after noise"),
    NOISE: ("噪声为主：分不清等级", "the noise dominates: no level can be told"),
    **dict(enumerate([(f"低于 {EDGES[0]:g}", f"below {EDGES[0]:g}"), *zip(_STEPS, _STEPS, strict=True)])),
    len(EDGES): (f"{EDGES[-1]:g} 及以上", f"{EDGES[-1]:g} or more"),
}

NO_INDEX: Text = (
    "本发布不含预警指数：指数按区、按周计算，要用每周的真实受伤数；本期加噪的只有整个时段的数，从中算不出每周的指数，若用真实数计算则不受隐私预算保护。",
    "There is no early-warning index in this release: it is made by area and week and needs each week's true injuries. What has noise here "
    "are totals of the whole period, from which no weekly index can be worked out; one made of true counts would not be protected.",
)

FORBIDDEN: tuple[Text, ...] = (
    (
        "不得据此推断任何一名劳动者在哪里、工作多久、是否受伤。",
        "Nothing may be concluded about any one worker: where, how long, whether injured.",
    ),
    ("不得用于处罚、考核或派单限制任何劳动者。", "Not to be used to punish, score or restrict any worker."),
    (
        "这是平台提示，不是法定预警；预警由政府发布，气象预警由气象台站发布。",
        "This is an advisory, not a statutory warning; those are issued by government, and weather warnings by meteorological stations.",
    ),
    (
        "预期风险由工作时间推算，是先验，不是已发生的伤害，不含道路、天气和时限；等级低不等于安全，不证明任何排班安全。",
        "Expected risk is inferred from working time: a prior, not injuries that happened; it leaves out roads, weather and promises. "
        "A low level does not mean safe and certifies no roster.",
    ),
    (
        "人数、小时和预期风险有上限，偏低（工时长的人计得少）；各格人数相加不是劳动者总数（一人可计入几格）。",
        "Counts, hours and expected risk are limited and so understated (long hours count for less); workers of cells do not add up to all "
        "workers (one may count in several cells).",
    ),
    (
        "负数和零附近的数是噪声，不表示没有人或有人。小于误差的差别、两期之间小于误差的变化都不能当真。",
        "Negative numbers and numbers near zero are noise and tell neither of presence nor absence. Differences within the error, "
        "and changes between two releases within the error, mean nothing.",
    ),
    (
        "受伤按劳动者的主要工作区计，不是事发地点；比例不说明原因，也不说明哪个平台或路口危险。",
        "Injuries are counted in the area a worker mostly works in, not where they happened; a ratio tells no cause and names no "
        "platform or junction.",
    ),
    (
        "区间只含为保护隐私而加的误差，不含漏报、定位误差和随机波动。",
        "Intervals hold the error added for privacy only, not under-reporting, errors of position, or chance.",
    ),
)


def method(release: Release) -> tuple[Text, ...]:
    """How the numbers came about, a sentence each."""
    caps, mechanisms = release.caps, release.mechanisms
    return (
        (
            "保护单位：一名劳动者在所有平台、整个时段的全部记录。",
            "Unit of privacy: everything on record of one worker, over all platforms and the whole period.",
        ),
        (
            "预期相对风险：每人每刻的 HSE 风险指数（Spencer 等 2006）按在路时间平均；1 约为值勤首日、班中、各钟点平均的一小时。"
            f"每人每格的均值限在 {LEAST_RISK:g}–{MOST_RISK:g}，格的值由加噪的两数相除得出。",
            "Expected relative risk: the HSE Risk Index (Spencer et al. 2006) of each person and moment, averaged over time on the road; "
            "1 is about an hour in the middle of a first duty, at the mean of all clock hours. A person's mean in a cell is moved into "
            f"{LEAST_RISK:g}-{MOST_RISK:g}; a cell's value divides noisy parts.",
        ),
        (
            f"上限：每人最多计入 {caps.cells} 格（用每次新生成的密钥随机抽取），每格最多 {caps.hours} 小时（按整刻钟计），"
            "只计入一个区（抽到的时间最多的区），受伤最多计一次。",
            f"Limits: a worker counts in at most {caps.cells} cells (sampled at random under a key made for this release), with at most "
            f"{caps.hours} "
            "hours in each (in whole quarters), in one area (that of most of the sampled time), and as injured once at most.",
        ),
        (
            "噪声：OpenDP 0.16 整数离散高斯机制；标准差："
            f"人数 {mechanisms['workers'].scale:.2f}、小时 {release.hours.sd:.2f}、小时×（风险−{MIDDLE_RISK:g}） {release.excess.sd:.2f}、"
            f"区内人数 {mechanisms['area_workers'].scale:.2f}、"
            f"区内受伤人数 {mechanisms['area_injured'].scale:.2f}。",
            "Noise: the integer discrete Gaussian of OpenDP 0.16; standard deviations: "
            f"workers {mechanisms['workers'].scale:.2f}, hours {release.hours.sd:.2f}, "
            f"hours x (risk - {MIDDLE_RISK:g}) {release.excess.sd:.2f}, "
            f"workers of an area "
            f"{mechanisms['area_workers'].scale:.2f}, "
            f"injured of an area {mechanisms['area_injured'].scale:.2f}.",
        ),
        (
            "格网：H3 第 7 级，由公开的区域边界或给定范围得出，与劳动者在哪里无关；所有格都发布，包括零和负数。",
            "Grid: H3 resolution 7, from public boundaries or a given box and not from where workers were; every cell is released, "
            "zeros and negatives too.",
        ),
        (
            f"比例由加噪后的两数相除，附 95% 区间（Fieller 法）；区间触到 0 的只给区间、不给数；加噪人数不足 {FEWEST_WORKERS} "
            f"的留空（{FEWEST_WORKERS} 是本项目的选择，不是国家标准）。",
            "Ratios divide noisy parts and carry 95% intervals (Fieller); an interval that reaches 0 is told without a value; "
            f"blank below {FEWEST_WORKERS} noisy workers "
            f"({FEWEST_WORKERS} is a choice of this project, not a national standard).",
        ),
        (
            f"等级分界固定，与数据和噪声无关；95% 区间的上限超过下限 {WIDEST:.2f} 倍（两级）或越过相邻等级的，只写“噪声为主”。"
            "小时不到噪声标准差三倍的不写在地图上。",
            f"Edges of levels are fixed, whatever the data and the noise; a 95% interval whose upper bound is above {WIDEST:.2f} times the "
            "lower (two levels), or that reaches past a neighbouring level, says only that the noise dominates. Hours below three standard "
            "deviations of the noise are not on the map.",
        ),
    )


def guarantee(rho: float, epsilon: float, delta: float) -> Text:
    """What the spending means."""
    return (
        f"ρ={rho:g} 的零集中差分隐私，相当于 (ε={epsilon:.2f}, δ={delta:g})：有没有某一名劳动者，任何人看到这份发布后的判断最多差这么多。",
        f"Zero-concentrated differential privacy with rho={rho:g}, which implies (epsilon={epsilon:.2f}, delta={delta:g}): that is how "
        f"much, at most, "
        "what anyone can conclude from this release changes with whether one worker's records were in it.",
    )


def level_code(level: int) -> str:
    """How the files name a level.

    >>> level_code(BLANK), level_code(NOISE), level_code(3)
    ('blank', 'noise', '3')
    """
    return {BLANK: "blank", NOISE: "noise"}.get(level, str(level))


def caps_told(caps: Caps) -> dict[str, int]:
    """The limits as data."""
    return {"cells_per_worker": caps.cells, "hours_per_worker_and_cell": caps.hours, "areas_per_worker": 1, "injuries_per_worker": 1}
