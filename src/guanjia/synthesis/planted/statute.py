"""The law's numbers, written a second time for the answer key, each with the text it stands in; no number here comes from the lawbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

CHINA: Final = "CN"
CITY_OF_NEW_YORK: Final = "US-NYC"
PROVINCES: Final = frozenset({"11", "12", "31", "41", "44", "50"})  # those that scripts use; any other code is nobody's
Insurance = Literal["inside", "outside", "unknown"]
Reason = Literal["", "no region", "unknown region", "no law", "not yet", "not found"]


@dataclass(frozen=True, eq=False)
class Number:
    """One number of the law: where and from when to when it holds, for which work, and where it is written. None: sought and not found."""

    topic: str
    value: float | None
    first: date
    where: str = CHINA  # a place's code, or platform:name, or platform:name@code
    kinds: tuple[str, ...] = ()
    last: date | None = None
    product: str = ""
    cites: str = ""
    insurance: Insurance = "unknown"  # own social insurance, against a minimum wage
    relation: bool = False  # binds within a labour relation only
    condition: str = ""  # word of the warning that sets it off

    def stands(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


FOOD, PARCEL, RIDE, FREIGHT, HOME, STREAM = "food_delivery", "parcel_delivery", "ride_hailing", "freight", "domestic_work", "streaming"
KINDS: Final = (FOOD, PARCEL, RIDE, FREIGHT, HOME, STREAM)
_WORK = (FOOD, PARCEL, RIDE, FREIGHT, HOME)
_STANDARD = "外卖平台服务管理基本要求 (recommended national standard, published 2025-12-04)"
_DRIVING = "道路交通安全法实施条例 art. 62(7), in force 2004-05-01"
_HEAT = "防暑降温措施管理办法 (安监总安健〔2012〕89号) art. 8"
_DIDI = "滴滴网约车驾驶员防疲劳驾驶规则, news of 2019-06-18"
_CUTS = "announcements of August 2025, http://xinwen.mobi/486678.html"
_NYC = "6 RCNY § 7-810(b)"
_S, _D, _C, _H = date(2025, 12, 4), date(2004, 5, 1), date(2019, 6, 18), date(2012, 6, 29)
_GUIDELINE, _YEAR26, _PREMIUM = date(2023, 11, 8), date(2026, 1, 1), date(2025, 7, 1)
_PILOT = ("110000", "310000", "440000", "500000")
_JOINED = (*_PILOT, "120000")

NATIONAL: Final = (
    Number("daily-task-time", 8, _S, kinds=(FOOD,), cites=_STANDARD),
    Number("continuous-task-time", 4, _S, kinds=(FOOD,), cites=_STANDARD),
    Number("rest-after-continuous-task-time", 20, _S, kinds=(FOOD,), cites=_STANDARD),  # minutes
    Number("weekly-rest-days", 1, _S, kinds=(FOOD,), cites=_STANDARD),
    Number("delivery-speed-standard", 15, _S, kinds=(FOOD,), cites=f"{_STANDARD}: average at most 15 km/h"),
    Number("e-bike-lane-speed", 15, _D, kinds=(FOOD, PARCEL), cites="道路交通安全法 art. 58"),
    Number("e-bike-design-speed", 25, date(2025, 9, 1), kinds=(FOOD, PARCEL), cites="GB 17761-2024, in force 2025-09-01"),
    Number("continuous-driving", 4, _D, kinds=(RIDE, FREIGHT), cites=_DRIVING),
    Number("rest-after-driving", 20, _D, kinds=(RIDE, FREIGHT), cites=_DRIVING),
    Number("heat-stop", 40, _H, cites=_HEAT, relation=True),
    Number("heat-limit", 37, _H, cites=_HEAT, relation=True),
    Number("heat-rotate", 35, _H, cites=_HEAT, relation=True),
    Number("heat-limit-hours", 6, _H, cites=_HEAT, relation=True),
    Number("heat-hottest-hours", 3, _H, cites=_HEAT, relation=True),
    Number("holiday-pay-above-normal", 1, _GUIDELINE, kinds=_WORK, cites="人社厅发〔2023〕50号: reasonable pay above the normal"),
    Number("pay-interval", 1, _GUIDELINE, kinds=_WORK, cites="人社厅发〔2023〕50号: at least monthly"),
    Number("deduction-limit", 20, date(1995, 1, 1), cites="工资支付暂行规定 art. 16", relation=True),
    Number("deposit-forbidden", 0, date(2008, 1, 1), cites="劳动合同法 art. 9", relation=True),
    Number("rule-change-notice", 7, date(2019, 1, 1), last=date(2023, 11, 7), cites="电子商务法 art. 34"),
    Number("rule-change-notice", 7, _GUIDELINE, cites="劳动规则公示指引 (人社厅发〔2023〕50号)"),
    Number("injury-scheme", 1, _YEAR26, cites="人社部发〔2025〕24号 art. 1: all platforms of its sectors during 2026"),
)
WAGES: Final = (
    Number("minimum-hourly-wage", 24, date(2023, 7, 1), "310000", last=date(2025, 6, 30), cites="上海 2023", insurance="outside"),
    Number("minimum-hourly-wage", 25, date(2025, 7, 1), "310000", cites="上海 2740 / 25, 2025-07-01", insurance="outside"),
    Number("minimum-hourly-wage", 26.4, date(2023, 9, 1), "110000", last=date(2025, 8, 31), cites="北京 2023", insurance="outside"),
    Number("minimum-hourly-wage", 27.7, date(2025, 9, 1), "110000", cites="京人社劳发〔2025〕7号 (非全日制)", insurance="outside"),
    Number(
        "minimum-hourly-wage", 24.4, date(2023, 11, 1), "120000", last=date(2025, 8, 31), cites="津人社规字〔2023〕8号", insurance="inside"
    ),
    Number("minimum-hourly-wage", 26.6, date(2025, 9, 1), "120000", cites="天津 2510 / 26.6", insurance="inside"),
    Number("minimum-hourly-wage", 22.2, date(2021, 12, 1), "440100", last=date(2025, 2, 28), cites="广东 2021, 广州"),
    Number("minimum-hourly-wage", 23.7, date(2025, 3, 1), "440100", cites="粤府函〔2025〕23号, 1-广州"),
    Number("minimum-hourly-wage", 23.7, date(2025, 3, 1), "440300", cites="粤府函〔2025〕23号, 1-深圳"),
    Number("minimum-hourly-wage", 19.8, date(2025, 3, 1), "440600", cites="粤府函〔2025〕23号, class 2 (佛山)"),
    Number("minimum-hourly-wage", 18.3, date(2025, 3, 1), "441300", cites="粤府函〔2025〕23号, class 3 (惠州)"),
    Number("minimum-hourly-wage", 17.4, date(2025, 3, 1), "445200", cites="粤府函〔2025〕23号, class 4 (揭阳)"),
    Number("holiday-hourly-wage", 65.1, date(2025, 9, 1), "110000", cites="京人社劳发〔2025〕7号, statutory holidays"),
)
PROMISES: Final = (
    Number("platform-daily-prompt", 8, date(2024, 12, 30), "platform:美团", (FOOD,), cites="美团公告（防疲劳）"),
    Number("platform-prompt-interval", 1, date(2024, 12, 30), "platform:美团", (FOOD,), cites="美团公告（防疲劳）"),
    Number("platform-daily-stop", 12, date(2024, 12, 30), "platform:美团", (FOOD,), cites="美团公告（防疲劳）"),
    Number("platform-continuous-service", 4, _C, "platform:滴滴", (RIDE,), cites=_DIDI),
    Number("platform-continuous-rest", 20, _C, "platform:滴滴", (RIDE,), cites=_DIDI),
    Number("platform-billed-time", 10, _C, "platform:滴滴", (RIDE,), product="快车", cites=_DIDI),
    Number("platform-billed-time", 9, _C, "platform:滴滴", (RIDE,), product="专车", cites=_DIDI),
    Number("platform-billed-time", 6, _C, "platform:滴滴", (RIDE,), product="豪华车", cites=_DIDI),
    Number("platform-billed-rest", 6, _C, "platform:滴滴", (RIDE,), product="快车", cites=_DIDI),
    Number("platform-billed-rest", 6, _C, "platform:滴滴", (RIDE,), product="专车", cites=_DIDI),
    Number("commission-per-order", 27, date(2025, 12, 31), "platform:滴滴", (RIDE,), cites=_CUTS),
    Number("commission-per-order", 27, date(2025, 9, 1), "platform:T3", (RIDE,), cites=_CUTS),
    Number("commission-per-order", 22.5, date(2025, 9, 1), "platform:曹操", (RIDE,), cites=_CUTS),
    Number("commission-monthly-mean", 25, date(2025, 8, 15), "platform:滴滴", (RIDE,), cites=_CUTS),
    Number("commission-monthly-mean-orders", 50, date(2025, 8, 15), "platform:滴滴", (RIDE,), cites=_CUTS),
    Number("commission-monthly-mean", 25, date(2025, 9, 1), "platform:T3", (RIDE,), cites=_CUTS),
    Number("commission-monthly-mean-orders", 50, date(2025, 9, 1), "platform:T3", (RIDE,), cites=_CUTS),
    Number("injury-scheme", 1, date(2022, 7, 1), "platform:曹操", last=date(2025, 6, 30), cites="人社部发〔2021〕110号: named"),
    Number("injury-scheme", 1, _PREMIUM, "platform:曹操", cites="人社部发〔2025〕24号: named in July 2025"),
    Number("injury-scheme", 1, _PREMIUM, "platform:滴滴", cites="人社部发〔2025〕24号: named in July 2025"),
    Number("injury-scheme", 1, date(2022, 7, 1), "platform:美团", last=date(2025, 6, 30), cites="人社部发〔2021〕110号: named"),
    Number("injury-scheme", 1, _PREMIUM, "platform:美团", cites="人社部发〔2025〕24号: named in July 2025"),
)
PREMIUMS: Final = (
    *(
        Number("injury-premium", rate, date(2022, 7, 1), place, (kind,), date(2025, 6, 30), cites="人社部发〔2021〕110号 (pilot)")
        for place in _PILOT
        for kind, rate in ((RIDE, 0.04), (FOOD, 0.06), (PARCEL, 0.04), (FREIGHT, 0.20))
    ),
    *(
        Number(
            "injury-premium", rate, _PREMIUM, place, kinds, cites="人社部发〔2025〕24号; of 0.07 and 0.25 the platform's history decides"
        )
        for place in _JOINED
        for kinds, rate in (((RIDE,), 0.01), ((FOOD, PARCEL), None), ((FREIGHT,), 0.18))
    ),
    Number("injury-premium", None, _YEAR26, "410000", (RIDE, FOOD, PARCEL, FREIGHT), cites="河南 joins during 2026; its day was not seen"),
)
NEW_YORK_RATES: Final = tuple(
    Number(f"minimum-pay-{which}", rate, first, CITY_OF_NEW_YORK, (FOOD,), last, cites=f"{_NYC}: {rate or 'rate of 2026 not found'}")
    for which in ("individual", "aggregate")
    for rate, first, last in (
        (19.56, date(2024, 4, 1), date(2025, 3, 31)),
        (21.44, date(2025, 4, 1), date(2026, 3, 31)),
        (None, date(2026, 4, 1), None),
    )
)
LAW: Final[tuple[Number, ...]] = (*NATIONAL, *WAGES, *PROMISES, *PREMIUMS, *NEW_YORK_RATES)

# 全国年节及纪念日放假办法 (国务院令第795号): New Year, Spring Festival and its eve, Qingming, Labour, Dragon Boat, Mid-Autumn, National
HOLIDAYS: Final = frozenset(
    date(year, month, day)
    for year, month, days in (
        *((2025, 1, (1, 28, 29, 30, 31)), (2025, 4, (4,)), (2025, 5, (1, 2, 31)), (2025, 10, (1, 2, 3, 6))),
        *((2026, 1, (1,)), (2026, 2, (16, 17, 18, 19)), (2026, 4, (5,)), (2026, 5, (1, 2)), (2026, 6, (19,))),
        *((2026, 9, (25,)), (2026, 10, (1, 2, 3))),
    )
    for day in days
)
PROMPT_TOLERANCE_MINUTES: Final = 10  # docs/method.md: the project's own, the texts give none
DETOUR: Final = 1.35  # docs/method.md: road metres for each straight metre
FEWEST_FOR_A_MEAN: Final = 10  # docs/method.md


@dataclass(frozen=True)
class Found:
    """The number that holds, or why there is none."""

    number: Number | None
    reason: Reason

    @property
    def value(self) -> float | None:
        """The number's value; None where there is none or it was not found."""
        return None if self.number is None else self.number.value

    @property
    def limit(self) -> float | None:
        """The value as a finding states it."""
        return None if self.value is None else float(self.value)


def chain(region: str | None) -> tuple[str, ...]:
    """A place and all it lies in, most local first; nothing for no place or one that nobody knows."""
    if region == CITY_OF_NEW_YORK:
        return (CITY_OF_NEW_YORK,)
    if not region or region[:2] not in PROVINCES:
        return ()
    return tuple(dict.fromkeys((region, region[:4] + "00", region[:2] + "0000", CHINA)))


@lru_cache(maxsize=1 << 16)
def look_up(
    agreed: tuple[Number, ...], topic: str, day: date, region: str | None, platform: str = "", kind: str = "", product: str = ""
) -> Found:
    """What holds on a calendar day: the platform's own number before the place's, the more local before the wider."""
    places = chain(region)
    own = (*(f"platform:{platform}@{code}" for code in places), f"platform:{platform}") if platform else ()
    index = _index(agreed)
    layers = [found for where in (*own, *places) if (found := _fitting(index.get((topic, where), []), kind, product))]
    for layer in layers:
        standing = [number for number in layer if number.stands(day)]
        if standing:
            return Found(standing[0], "" if standing[0].value is not None else "not found")
    return Found(None, "not yet" if layers else "no law" if places else "unknown region" if region else "no region")


@lru_cache(maxsize=16)
def _index(agreed: tuple[Number, ...]) -> dict[tuple[str, str], list[Number]]:
    """All numbers by topic and place, a platform's agreed ones before those it published."""
    found: dict[tuple[str, str], list[Number]] = {}
    for number in (*agreed, *LAW):
        found.setdefault((number.topic, number.where), []).append(number)
    return found


def _fitting(found: list[Number], kind: str, product: str) -> list[Number]:
    """The numbers for a kind of work and product line; those that name it before those that name none."""
    lines = [(n.product,) if n.product else () for n in found]
    found = [n for n in found if product and n.product == product] or _general(found, lines, product)
    return [n for n in found if kind and kind in n.kinds] or _general(found, [n.kinds for n in found], kind)


def _general(found: list[Number], said: Sequence[tuple[str, ...]], asked: str) -> list[Number]:
    general = [number for number, names in zip(found, said, strict=True) if not names]
    return found if not asked and not general and len(set(said)) == 1 else general
