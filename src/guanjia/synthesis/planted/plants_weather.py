"""Plants for the rules that read the weather: work in heat, and supplements promised for orders under an official warning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import hours, moment
from guanjia.synthesis.planted.plants_platforms import Firm
from guanjia.synthesis.planted.script import SHANGHAI, Person
from guanjia.synthesis.planted.stage import GENEROUS, HIRE, HOT_PLACE, ICE, PLAIN, Stage
from guanjia.synthesis.planted.statute import FOOD, Number
from guanjia.synthesis.planted.town import Sky

HEAT, SUPPLEMENT = "work_in_heat", "weather_supplement"
# Forecast maxima of the hot place, Monday to Sunday: at and below each step of the article, and one day without any.
FORECASTS: Final = (40.0, 39.9, 37.0, 36.9, 35.0, 34.9, None)
FORTY, BELOW_FORTY, THIRTY_SEVEN, BELOW_37, THIRTY_FIVE, BELOW_35, UNKNOWN = range(7)
HOTTEST: Final = range(12, 15)  # o'clock
CORRECTED: Final = 6  # o'clock, from which on the forecast is the one above; before it, two degrees less
GAP_HOUR: Final = 3  # without an observed temperature on the days of 37.0
ICE_DAY: Final = 2  # Wednesdays: ice from 13:00 to 14:00, its end announced at 15:00, rain from 17:00 to 18:00
MILD: Final = 19.0
UNSEEN_PLACE: Final = "440300"


def sky(stage: Stage) -> tuple[Sky, ...]:
    """The weather of the stage's region (mild, with the warnings of Wednesdays) and of the hot place."""
    spans: list[Sky] = []
    for number in range(-1, stage.days + 2):
        day = stage.first + timedelta(days=number)
        start, end = moment(day, "00:00", SHANGHAI), moment(day, "24:00", SHANGHAI)
        spans.append(Sky(stage.region, start, end, forecast=MILD))
        if number % 7 == ICE_DAY:
            for hour, warning in ((13, f"{ICE}黄色"), (15, f"解除{ICE}黄色预警"), (17, "暴雨橙色")):
                begun, done = (moment(day, f"{hour + n}:00", SHANGHAI) for n in (0, 1))
                spans.append(Sky(stage.region, begun, done, warning=warning))
        forecast = FORECASTS[number % 7]
        for hour in range(24):
            begun, done = (moment(day, f"{hour + n:02}:00", SHANGHAI) for n in (0, 1))
            gap = number % 7 == THIRTY_SEVEN and hour == GAP_HOUR
            said = forecast if hour >= CORRECTED or forecast is None else forecast - 2
            spans.append(Sky(HOT_PLACE, begun, done, None if gap else 33.0 + 3 * (hour in HOTTEST), said))
    return tuple(spans)


def heat(stage: Stage) -> Iterator[Person]:
    """防暑降温措施管理办法 art. 8: by the forecast maximum none, six hours and not the hottest three, or rotation."""
    morning, evening = ("08:00", "12:00"), ("15:00", "17:00")
    for what, firm, weekday, spans, verdict, time, limit in (
        ("forty degrees, a firm that agreed", GENEROUS, FORTY, (("08:00", "08:30"),), BREACH, "0:30", 0.0),
        ("forty degrees, no labour relation known", PLAIN, FORTY, (("08:00", "08:30"),), CANNOT, "0:30", 0.0),
        ("39.9 degrees, six hours exactly", GENEROUS, BELOW_FORTY, (morning, evening), MET, "6:00", 6.0),
        ("39.9 degrees, one second more", GENEROUS, BELOW_FORTY, (morning, ("15:00", "17:00:01")), BREACH, "6:00:01", 6.0),
        ("39.9 degrees, one second more, no relation known", PLAIN, BELOW_FORTY, (morning, ("15:00", "17:00:01")), CANNOT, "6:00:01", 6.0),
        ("two orders at once count once", GENEROUS, BELOW_FORTY, (("08:00", "11:00"), ("09:00", "12:00"), evening), MET, "6:00", 6.0),
        ("to the second the hottest hours begin", GENEROUS, BELOW_FORTY, (morning,), MET, "0:00", 0.0),
        ("one second into the hottest hours", GENEROUS, BELOW_FORTY, (("08:00", "12:00:01"),), BREACH, "0:00:01", 0.0),
        ("from the second they end", GENEROUS, BELOW_FORTY, (evening,), MET, "0:00", 0.0),
        ("one second before they end", GENEROUS, BELOW_FORTY, (("14:59:59", "17:00"),), BREACH, "0:00:01", 0.0),
        ("thirty-seven degrees, and an hour without a temperature", GENEROUS, THIRTY_SEVEN, (morning,), CANNOT, "0:00", 0.0),
        ("36.9 degrees: rotation has no number", GENEROUS, BELOW_37, (("10:00", "12:00"),), CANNOT, "2:00", None),
        ("thirty-five degrees", PLAIN, THIRTY_FIVE, (("10:00", "12:00"),), CANNOT, "2:00", None),
    ):
        name = f"{HEAT}: {what}"
        person, day = _there(stage, name, firm), stage.week(name) + weekday
        for begun, done in spans:
            person = person.task(day, begun, done)
        yield person.earns(HEAT, verdict, measured=hours(time), limit=limit, period="day")
    name = f"{HEAT}: the small hours of a day of 39.9 degrees count to its date"
    day, person = stage.week(name) + FORTY, _there(stage, name, GENEROUS)
    person = person.task(day, "24:30", "27:00").task(day + 1, "08:00", "11:30").task(day + 1, "16:00", "16:00:01")
    yield person.earns(HEAT, BREACH, measured=hours("6:00:01"), limit=6.0)
    name = f"{HEAT}: an evening of 39.9 degrees and the night after it"
    day, person = stage.week(name) + BELOW_FORTY, _there(stage, name, GENEROUS)
    person = person.task(day, "08:00", "10:30").task(day, "20:30", "26:00")
    yield person.earns(HEAT, MET, measured=6.0, limit=6.0)
    name = f"{HEAT}: a day whose forecast is not known"
    yield _there(stage, name, PLAIN).task(stage.week(name) + UNKNOWN, "10:00", "12:00").earns(HEAT, CANNOT, period="month", count=1)
    name = f"{HEAT}: 34.9 degrees, nothing is asked"
    yield _there(stage, name, GENEROUS).task(stage.week(name) + BELOW_35, "10:00", "20:00")
    name = f"{HEAT}: a driver in a car, not concerned"
    yield _there(stage, name, HIRE).task(stage.week(name) + FORTY, "10:00", "12:00")


def _there(stage: Stage, name: str, firm: str) -> Person:
    return stage.person(name, firm, moved=False, region=HOT_PLACE)


def supplement(stage: Stage) -> Iterator[Person]:
    """A firm's promise of two yuan for each order dispatched while a warning of ice stands."""
    for what, dispatched, paid, verdict, owed in (
        ("paid as promised", ("13:00", "13:20", "13:59:59"), 600, MET, None),
        ("one fen short", ("13:00", "13:20", "13:59:59"), 599, BREACH, 1),
        ("one fen more", ("13:00", "13:20", "13:59:59"), 601, MET, None),
        ("an order when the warning is over is not owed for", ("13:59:59", "14:00"), 200, MET, None),
        ("an order one second before it is not", ("12:59:59", "13:00"), 199, BREACH, 1),
        ("nothing paid", ("13:30",), 0, BREACH, 200),
    ):
        name = f"{SUPPLEMENT}: {what}"
        person, day = _on_ice(stage, name)
        for begun in dispatched:
            person = person.task(day, begun, "14:30")
        person = person.line(day, "20:00", "supplement_weather", paid) if paid else person
        yield person.earns(SUPPLEMENT, verdict, owed=owed, limit=len([at for at in dispatched if "13:00" <= at < "14:00"]) * 2.0)
    name = f"{SUPPLEMENT}: an incentive is no weather supplement"
    person, day = _on_ice(stage, name)
    yield person.task(day, "13:30", "14:30").line(day, "20:00", "incentive", 200).earns(SUPPLEMENT, BREACH, owed=200)
    name = f"{SUPPLEMENT}: a cancelled and a refused order are not promised for"
    person, day = _on_ice(stage, name)
    person = person.task(day, "13:10", "13:15", status="cancelled").task(day, "13:20", "13:25", status="refused")
    yield person.task(day, "13:30", "14:30").line(day, "20:00", "supplement_weather", 200).earns(SUPPLEMENT, MET, count=1)
    name = f"{SUPPLEMENT}: the message that lifts a warning, and another warning"
    person, day = _on_ice(stage, name)
    yield person.task(day, "15:10", "15:30").task(day, "17:10", "17:30")


def unseen(stage: Stage) -> Iterator[Firm]:
    """The same promise in a place whose weather nobody recorded."""
    name = f"{SUPPLEMENT}: no weather of the place on record"
    person = replace(stage.person(name, moved=False, region=UNSEEN_PLACE), platform="雨雪1号")
    promise = Number("weather-supplement", 2, stage.first.replace(month=1, day=1), f"platform:{person.platform}", (FOOD,), condition=ICE)
    yield Firm(person.task(stage.day(name), "13:30", "14:30").earns(SUPPLEMENT, CANNOT, count=0), agreed=(promise,))


def _on_ice(stage: Stage, name: str) -> tuple[Person, int]:
    return stage.person(name, GENEROUS, moved=False), stage.week(name) + ICE_DAY


ALL = (heat, supplement)
FIRMS = (unseen,)
