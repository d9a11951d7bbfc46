"""What the rules that judge order by order say of a person's months: commission, promised speed, and supplements for bad weather."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer
from guanjia.synthesis.planted.daybook import ACROSS, Account, Day, months_of, sum_of
from guanjia.synthesis.planted.moments import HOUR, calendar_day, month_first, month_span, worker_day
from guanjia.synthesis.planted.script import Place, Task
from guanjia.synthesis.planted.statute import DETOUR, FEWEST_FOR_A_MEAN, FOOD, FREIGHT, PARCEL, RIDE, Found, Number, chain, look_up
from guanjia.synthesis.planted.town import Town

EARTH = 6_371_000  # metres, docs/method.md


def kept(task: Task) -> int | None:
    """Minor units that the platform kept of the fare."""
    if task.commission is not None:
        return task.commission
    return None if task.fare is None or task.pay is None else task.fare - task.pay


def beyond_cap(taken: int, fare: int, percent: float) -> int:
    """Minor units kept beyond ``percent`` of the fare, the cap rounded down to a whole one."""
    return max(taken - round(percent * 100) * fare // 10_000, 0)


def _months(account: Account, kinds: tuple[str, ...]) -> Iterator[tuple[date, list[Task]]]:
    """Completed tasks of some kinds by month of their worker's day."""
    months: dict[date, list[Task]] = {}
    for task in account.tasks:
        if task.kind in kinds and task.completed:
            months.setdefault(month_first(worker_day(task.start, account.zone)), []).append(task)
    yield from months.items()


def _law(town: Town, topic: str, account: Account, task: Task) -> Found:
    day = calendar_day(task.start, account.zone)
    return look_up(town.agreed, topic, day, task.region, account.platform, task.kind or "", task.product or "")


def _slots(told: Sequence[tuple[Task, Found]]) -> dict[tuple[int, str], list[tuple[Task, Found]]]:
    """Orders by the number that holds for them, or the reason for having none."""
    slots: dict[tuple[int, str], list[tuple[Task, Found]]] = {}
    for task, found in told:
        slots.setdefault((id(found.number) if not found.reason else 0, found.reason), []).append((task, found))
    return slots


def _monthly(rule: str, account: Account, month: date, task: Task, unit: str, verdict: str, **told: Any) -> Answer:
    who = (rule, account.worker, account.platform, task.region or "", "month", *month_span(month, account.zone), unit, verdict)
    return Answer(*who, **told)


def per_order(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """The highest commission on an order, against the declared cap; one row for each cap or reason."""
    if account.platform == ACROSS:
        return
    for month, tasks in _months(account, (RIDE, FREIGHT)):
        told = [(task, _law(town, "commission-per-order", account, task)) for task in tasks if (task.fare or 0) > 0]
        silent = [(task, found) for task, found in told if not found.reason and kept(task) is None]
        if silent:
            yield _monthly("commission_per_order", account, month, silent[0][0], "percent", CANNOT, count=0)
        for its in _slots([pair for pair in told if pair not in silent]).values():
            found, cap = its[0][1], its[0][1].value
            if cap is None:
                yield _monthly("commission_per_order", account, month, its[0][0], "percent", CANNOT, count=0)
                continue
            over = [beyond_cap(kept(task) or 0, task.fare or 0, cap) for task, _ in its]
            worst = max((kept(task) or 0) * 100 / (task.fare or 1) for task, _ in its)
            breach = any(over)
            yield _monthly(
                "commission_per_order",
                account,
                month,
                its[0][0],
                "percent",
                BREACH if breach else MET,
                measured=worst,
                limit=found.limit,
                owed=sum(over) if breach else None,
                count=sum(excess > 0 for excess in over),
            )


def monthly_mean(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """All that was kept over all fares of a month, where the platform promised a mean to drivers with many orders."""
    if account.platform == ACROSS:
        return
    for month, tasks in _months(account, (RIDE, FREIGHT)):
        told = [(task, _law(town, "commission-monthly-mean", account, task)) for task in tasks if task.fare is not None]
        told = [(task, found) for task, found in told if found.reason != "no law"]
        if not told:
            continue
        silent = any(kept(task) is None and not found.reason for task, found in told)
        lawful = [(task, found) for task, found in told if not found.reason and kept(task) is not None]
        first = told[0][0]
        asked = [
            look_up(town.agreed, "commission-monthly-mean-orders", month, first.region, account.platform, kind).value
            for kind in (RIDE, FREIGHT)
        ]
        fewest = max((number for number in asked if number is not None), default=None)
        if lawful and fewest is not None and len(lawful) < fewest:
            continue
        parts = len(_slots([pair for pair in told if pair in lawful or pair[1].reason])) + silent
        taken, fare = sum(kept(task) or 0 for task, _ in lawful), sum(task.fare or 0 for task, _ in lawful)
        unsure = not lawful or parts > 1 or len(lawful) < FEWEST_FOR_A_MEAN or fare <= 0
        cap = lawful[0][1].value if lawful else None
        over = beyond_cap(taken, fare, cap) if cap is not None else 0
        verdict = CANNOT if unsure else BREACH if over else MET
        yield _monthly(
            "commission_monthly_mean",
            account,
            month,
            first,
            "percent",
            verdict,
            measured=None if unsure else taken * 100 / fare,
            limit=None if cap is None else float(cap),
            owed=over if verdict == BREACH else None,
            count=len(lawful),
        )


def mended(place: Place | None) -> Place | None:
    """A place as a reader should take it: 0,0 is none, and one written longitude first is put back."""
    if place is None or place == (0.0, 0.0):
        return None
    return place if abs(place[0]) <= 90 else (place[1], place[0])


def asked_speed(task: Task) -> float | None:
    """Average km/h that a promise asks for, to a millionth; infinite where it had run out at the pick-up."""
    ends = mended(task.origin), mended(task.target)
    if task.promised is None or task.picked is None or ends[0] is None or ends[1] is None:
        return None
    if task.promised <= task.picked:
        return math.inf
    (lat_a, lng_a), (lat_b, lng_b) = ((math.radians(lat), math.radians(lng)) for lat, lng in (ends[0], ends[1]))
    chord = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lng_b - lng_a) / 2) ** 2
    metres = 2 * EARTH * math.asin(math.sqrt(min(chord, 1.0)))
    return round(metres * DETOUR / 1000 / ((task.promised - task.picked) / HOUR), 6)


def speeds(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """The highest speed that promises ask for, against 15 km/h of the standard (or the lane's, shown beside), and 25 of the vehicle."""
    if account.platform == ACROSS:
        return
    for month, tasks in _months(account, (FOOD, PARCEL)):
        standard = []
        for task in tasks:
            found, lane = (_law(town, topic, account, task) for topic in ("delivery-speed-standard", "e-bike-lane-speed"))
            standard.append((task, lane if found.reason and not lane.reason else found))
        product = [(task, _law(town, "e-bike-design-speed", account, task)) for task in tasks]
        for rule, told in (("promise_speed_standard", standard), ("promise_speed_product", product)):
            yield from _promised(rule, account, month, told)


def _promised(rule: str, account: Account, month: date, told: Sequence[tuple[Task, Found]]) -> Iterator[Answer]:
    silent = [task for task, found in told if not found.reason and asked_speed(task) is None]
    run_out = [task for task, found in told if not found.reason and asked_speed(task) == math.inf]
    for tasks in (silent, run_out):
        if tasks:
            yield _monthly(rule, account, month, tasks[0], "km/h", CANNOT, count=0)
    rest = [(task, found) for task, found in told if task not in silent and task not in run_out]
    for its in _slots(rest).values():
        found = its[0][1]
        if found.value is None:
            yield _monthly(rule, account, month, its[0][0], "km/h", CANNOT, count=0)
            continue
        asked = [asked_speed(task) or 0.0 for task, _ in its]
        beyond = sum(speed > found.value for speed in asked)
        shown = found.number is not None and found.number.topic == "e-bike-lane-speed"
        verdict = CANNOT if shown else BREACH if beyond else MET
        yield _monthly(rule, account, month, its[0][0], "km/h", verdict, measured=max(asked), limit=found.limit, count=beyond)


def weather_supplement(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """What a platform promised for orders dispatched under an official warning, against the month's supplements."""
    promises = [number for number in town.agreed if number.topic == "weather-supplement"]
    months = months_of(days)
    kinds = tuple({task.kind for task in account.tasks if task.kind})
    for month, tasks in _months(account, kinds):
        fit = {id(task): [number for number in promises if _fits(number, account, task)] for task in tasks}
        due = {
            id(task): max((number.value or 0 for number in fit[id(task)] if _warned(town, number, task)), default=None) for task in tasks
        }
        under = [task for task in tasks if due[id(task)] is not None]
        blind = [task for task in tasks if fit[id(task)] and due[id(task)] is None and not _sky(town, task)]
        if not under and not blind:
            continue
        total = sum(round((due[id(task)] or 0) * 100) for task in under)
        paid, no_lines = sum_of(months[month], ("supplement_weather",)), "pay_lines" in town.absent
        short = paid < total
        verdict = CANNOT if no_lines or (blind and not short) else BREACH if short else MET
        yield _monthly(
            "weather_supplement",
            account,
            month,
            min([*under, *blind], key=lambda task: task.start),
            "CNY",
            verdict,
            measured=None if no_lines else paid / 100,
            limit=None if blind and not total else total / 100,
            owed=total - paid if verdict == BREACH else None,
            count=len(under),
        )


def _fits(number: Number, account: Account, task: Task) -> bool:
    firm, _, place = number.where.removeprefix("platform:").partition("@")
    here = not place or place in chain(task.region)
    kind = not number.kinds or task.kind in number.kinds
    return firm == account.platform and here and kind and number.stands(calendar_day(task.start, account.zone))


def _sky(town: Town, task: Task) -> bool:
    """Whether the weather table speaks of the task's place, or one it lies in but the country."""
    return any(span.region in chain(task.region)[:-1] for span in town.sky) and "weather" not in town.absent


def _warned(town: Town, number: Number, task: Task) -> bool:
    return _sky(town, task) and any(
        span.region in chain(task.region)[:-1]
        and span.start <= task.start < span.end
        and span.warning is not None
        and number.condition in span.warning
        and "解除" not in span.warning
        for span in town.sky
    )
