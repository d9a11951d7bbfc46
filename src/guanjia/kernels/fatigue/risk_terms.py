"""The terms of the HSE/RR446 Risk Index, each integrated in closed form, so that every stretch of work can be priced by itself.

Spencer, Robertson and Folkard, "The development of a fatigue/risk index for shiftworkers", HSE research report RR446 (2006); the constants
were read in a public transcription of the tool and not in the report. The relative risk of a stretch from t1 to t2 is

    mean time-of-day term * (hours(h2) - hours(h1)) / (h2 - h1) * mean since-break term / MEAN_SINCE_BREAK * cumulative term

with h the hours on duty since the last rest of ``DUTY_ENDING_REST`` or more. It is a prior that local data can overrule. It never shows a
roster to be safe, and must not be multiplied by other published ratios. Hours are float hours; the clock is local, midnight 0.
"""

from __future__ import annotations

import math

from guanjia.kernels.compiled import compiled

CLOCK_MEAN, CLOCK_AMPLITUDE = 1.0106, 0.1057  # peak at midnight
EARLY_LEVEL, EARLY_DIP, EARLY_RATE = 1.0359, 0.8012, 0.7315
LATE_LEVEL, LATE_GAIN, LATE_RATE = 0.5713, 0.1501, 0.129
# The tool changes branch at 4.25 and 8.13 h, where the branches miss each other by 0.0001 and 0.0003. Priced by the minute, such a jump
# would be a spike; so here they change where they meet.
PLATEAU_START = math.log(EARLY_DIP / (EARLY_LEVEL - 1.0)) / EARLY_RATE  # 4.245 h
PLATEAU_END = math.log((1.0 - LATE_LEVEL) / LATE_GAIN) / LATE_RATE  # 8.135 h
FLOOR_END = 1.2177715798627637  # hours on duty at which the price of the next minute reaches 1.0 (Newton's method; see the tests)
SINCE_BREAK_CEILING, SINCE_BREAK_RATE = 1.826297414, 1.146457295  # rate in 1/h
MEAN_SINCE_BREAK = 1.4858  # the tool's divisor; about the mean of two hours without a break
BREAK_GAIN, BREAK_RATE, BREAK_HALF = 0.24 / 0.2388, 0.395, 13.3  # rate in 1/min, half in min
CUMULATIVE_MEAN, CUMULATIVE_AMPLITUDE = 0.0886, 0.0359
QUICK_RETURN, QUICK_RETURN_BELOW = 0.06, 9.0  # a missing hour of rest; hours
RECOVERY_ABOVE, RECOVERY_RATE = 24.0, 1.118  # hours of rest; per night slept
TRAVEL = 1.0  # hours of a gap between duties that the tool takes off for the way home and back
DUTY_ENDING_REST = 9.0  # judgement: hours of rest after which duty hours count from zero
BREAK_AT_LEAST = 5.0  # judgement: minutes off task that count as a break
CUMULATIVE_CEILING = 1.0 + 7 * CUMULATIVE_MEAN  # judgement: a run of duties weighs no more than eight; longer runs were not measured
_DAY_HAND = math.pi / 12.0


@compiled
def time_of_day(start: float, end: float) -> float:
    """Mean relative risk over the clock hours from ``start`` to ``end`` (end may pass 24); at ``start`` if they are one.

    >>> round(time_of_day(0.0, 0.0), 4), round(time_of_day(12.0, 12.0), 4), round(time_of_day(5.0, 29.0), 4)
    (1.1163, 0.9049, 1.0106)
    """
    half = 0.5 * (end - start) * _DAY_HAND
    spread = math.sin(half) / half if abs(half) > 1e-9 else 1.0
    return CLOCK_MEAN + CLOCK_AMPLITUDE * math.cos(0.5 * (start + end) * _DAY_HAND) * spread


@compiled
def mean_over_duty(hours: float) -> float:
    """Mean relative risk over a duty of so many hours, the same at all clock hours: 1 between 4.2 and 8.1 h.

    >>> [round(mean_over_duty(h), 3) for h in (1.0, 6.0, 10.0, 12.0)]
    [0.65, 1.0, 1.117, 1.277]
    """
    if hours < PLATEAU_START:
        return EARLY_LEVEL - EARLY_DIP * math.exp(-EARLY_RATE * hours)
    if hours <= PLATEAU_END:
        return 1.0
    return LATE_LEVEL + LATE_GAIN * math.exp(LATE_RATE * hours)


@compiled
def length_integral(hours: float) -> float:
    """Integral of the risk over the first ``hours`` on duty, so that a stretch from h1 to h2 costs the difference of two.

    The twelfth hour costs more than double an hour of the plateau (Folkard and Tucker 2003):

    >>> round(length_integral(12.0) - length_integral(11.0), 3), length_integral(6.0) - length_integral(5.0)
    (2.217, 1.0)
    """
    return hours * mean_over_duty(hours)


@compiled
def floored_length_integral(hours: float) -> float:
    """The same with no minute priced below 1.0.

    The curve prices the first hour at 0.65; drivers were found to have more, not fewer, incidents in it (Hanowski 2009), so without local
    data the first 1.2 hours cost 1.0 (judgement). The floor lies on the price of each minute and not on the mean of an interval: cutting
    an interval changes no total. It lifts the whole of an eight-hour duty by 4.5 percent.

    >>> floored_length_integral(1.0), round(floored_length_integral(8.0) / 8, 3)
    (1.0, 1.045)
    """
    if hours <= FLOOR_END:
        return hours
    return FLOOR_END + length_integral(hours) - length_integral(FLOOR_END)


@compiled
def risk_since_break(risk: float, hours: float) -> tuple[float, float]:
    """``hours`` of work without a break from a state of ``risk`` (1 when rested): (state at the end, integral of the state).

    A quarter of an hour after a full break risk is up by a fifth, after two hours by three quarters:

    >>> round(risk_since_break(1.0, 0.25)[0], 6), round(risk_since_break(1.0, 2.0)[0], 6)
    (1.205912, 1.742865)
    """
    missing = SINCE_BREAK_CEILING - risk
    kept = math.exp(-SINCE_BREAK_RATE * hours)
    return SINCE_BREAK_CEILING - missing * kept, SINCE_BREAK_CEILING * hours - missing * (1.0 - kept) / SINCE_BREAK_RATE


@compiled
def after_break(risk: float, minutes: float) -> float:
    """The state after a break: of the excess over 1, 79 percent stays after ten minutes and 0.1 percent after thirty.

    A break must be passed whole: two of ten minutes in a row are not one of twenty.

    >>> round(after_break(2.0, 10.0), 6), round(after_break(2.0, 30.0), 5)
    (1.790375, 1.00137)
    """
    odds = math.exp(min(BREAK_RATE * (minutes - BREAK_HALF), 700.0))
    return 1.0 + (risk - 1.0) * BREAK_GAIN / (1.0 + odds)


@compiled
def cumulative_increment(mid_duty: float) -> float:
    """What one duty in a run adds, by the clock hour of its middle: most at midnight.

    >>> round(cumulative_increment(0.0), 4), round(cumulative_increment(12.0), 4)
    (0.1245, 0.0527)
    """
    return CUMULATIVE_MEAN + CUMULATIVE_AMPLITUDE * math.cos(mid_duty * _DAY_HAND)


@compiled
def cumulative_step(risk: float, gap: float, mid_before: float, mid_after: float, nights: float, ceiling: float) -> float:
    """The cumulative state of the next duty (1 for the first): up after a short rest, back towards 1 after more than a day off.

    ``gap`` is hours off between the duties less ``TRAVEL``; ``mid_*`` the clock hours of the middles of the duties around it (where the
    next duty's end is not known yet, twelve hours from the middle of the gap serves for both); ``nights`` from `night_sleeps`;
    ``ceiling`` is `CUMULATIVE_CEILING`, or infinity for the tool's own value, which grows without end for who never has a day off.

    >>> round(cumulative_step(1.0, 14.0, 18.0, 6.0, 1.0, math.inf), 4), round(cumulative_step(1.5, 47.0, 12.0, 12.0, 2.0, math.inf), 4)
    (1.0886, 1.1635)
    """
    if gap < QUICK_RETURN_BELOW:
        stepped = risk + QUICK_RETURN * (QUICK_RETURN_BELOW - gap)
    elif gap <= RECOVERY_ABOVE:
        stepped = risk + 0.5 * (cumulative_increment(mid_before) + cumulative_increment(mid_after))
    else:
        stepped = 1.0 + (risk - 1.0) * math.exp(-RECOVERY_RATE * (nights - 1.0))
    return min(stepped, ceiling)


@compiled
def night_sleeps(end: float, start: float) -> float:
    """Nights (23:00 to 07:00) in the gap from ``end`` to the next ``start``; a part of one counts in part.

    Half of ``TRAVEL`` is off at each side; hours from any midnight. From Friday 18:00
    to Monday 06:00 there are two nights, and six and a half hours of the third:

    >>> night_sleeps(18.0, 78.0)
    2.8125
    """
    opening, closing = end + 0.5 * TRAVEL, start - 0.5 * TRAVEL
    return max(0.0, (_asleep_before(closing) - _asleep_before(opening)) / 8.0)


@compiled
def _asleep_before(hour: float) -> float:
    """Hours between 23:00 and 07:00 from 23:00 before hour 0 until ``hour``."""
    since = hour + 1.0
    night = math.floor(since / 24.0)
    return 8.0 * night + min(since - 24.0 * night, 8.0)


@compiled
def relative_risk(clock: float, length: float, since_break: float, cumulative: float, hours: float) -> float:
    """Relative risk of ``hours`` of work from `time_of_day`, a difference of length integrals, the integral since the break, and the run.

    1 is an hour of the middle of a duty, at the mean of all clock hours (less 0.01), with breaks as in the tool's reference, on the first
    day of a run. The integrals add up exactly when a stretch is cut; their product nearly, within 0.7 percent for an hour that does not
    cross `PLATEAU_END`, where the price of the next minute jumps (2.5 percent): see `risk_hours`.

    >>> round(relative_risk(1.0, 0.5, 0.5 * 1.4858, 1.0, 0.5), 12)
    1.0
    """
    return clock * (length / hours) * (since_break / hours / MEAN_SINCE_BREAK) * cumulative


@compiled
def risk_hours(clock: float, hours: float, on_duty: float, since_break: float, cumulative: float) -> tuple[float, float]:
    """(hours times relative risk, since-break state at the end) of ``hours`` of work from clock hour ``clock``, after ``on_duty`` hours.

    The floored price of each minute is used, and the stretch is cut at `PLATEAU_END`, so that where a caller cuts hardly matters.
    The twelfth hour of a duty, from 19:00 to 20:00, two hours after a full break:

    >>> weighed, state = risk_hours(19.0, 1.0, 11.0, 1.743, 1.0); round(weighed, 2), round(state, 3)
    (2.79, 1.8)
    """
    total, done = 0.0, 0.0
    before = min(max(PLATEAU_END - on_duty, 0.0), hours)
    for end in (before, hours):
        part = end - done
        if part > 0.0:
            length = floored_length_integral(on_duty + end) - floored_length_integral(on_duty + done)
            since_break, integral = risk_since_break(since_break, part)
            total += part * relative_risk(time_of_day(clock + done, clock + end), length, integral, cumulative, part)
            done = end
    return total, since_break
