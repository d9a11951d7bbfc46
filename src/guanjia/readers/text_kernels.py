"""Times and decimals read straight from Arrow string buffers: exact integers, no Python object per row.

``times`` reads the calendar forms people write (2026-03-01 08:30:00, 2026/3/1 8:30, 2026年3月1日 8时30分, 20260301083000, with
or without a zone) and bare numbers (Unix seconds, milliseconds, microseconds; spreadsheet days); ``decimals`` reads 12.50, ¥1,234.5
and 12.5元. Calendar arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

UNREADABLE, EMPTY, LOCAL, ZONED, SECONDS, DAYS = -1, 0, 1, 2, 3, 4
WHOLE, FRACTION, ROUNDED = 1, 2, 3

Bytes = NDArray[np.uint8]
Int64 = NDArray[np.int64]
Int8 = NDArray[np.int8]


@compiled
def _days(year: int, month: int, day: int) -> int:
    y = year - 1 if month <= 2 else year
    era = y // 400
    yoe = y - era * 400
    shifted = month - 3 if month > 2 else month + 9
    doy = (153 * shifted + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468


@compiled
def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


@compiled
def _calendar(out: Int64, kinds: Int8, i: int, parts: Int64, micros: int, zone: int) -> None:
    year, month, day, hour, minute, second = parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]
    kinds[i] = -1
    if year < 1970 or year > 2200 or month < 1 or month > 12 or day < 1 or day > _month_length(year, month):
        return
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute > 0 or second > 0)):
        return
    out[i] = (_days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second) * 1000000 + micros
    kinds[i] = 1
    if zone != 99999:
        out[i] -= zone * 60000000
        kinds[i] = 2


@compiled
def _zone(data: Bytes, at: int, stop: int) -> int:
    # minutes east of UTC; -99999 when what stands there is no zone
    if data[at] == 90 or data[at] == 122:
        return 0 if at + 1 == stop else -99999
    sign = 1 if data[at] == 43 else -1
    digits = 0
    count = 0
    for k in range(at + 1, stop):
        if data[k] >= 48 and data[k] <= 57:
            digits = digits * 10 + data[k] - 48
            count += 1
        elif data[k] != 58 or count != 2:
            return -99999
    if count == 2:
        digits *= 100
    elif count != 4:
        return -99999
    return sign * (digits // 100 * 60 + digits % 100)


@compiled
def _mark(data: Bytes, at: int, stop: int) -> int:
    # 年月日时分秒 as 1..6, 0 for any other
    if at + 3 > stop:
        return 0
    a, b, c = data[at], data[at + 1], data[at + 2]
    if a == 0xE5 and b == 0xB9 and c == 0xB4:
        return 1
    if a == 0xE6 and b == 0x9C and c == 0x88:
        return 2
    if a == 0xE6 and b == 0x97 and c == 0xA5:
        return 3
    if a == 0xE6 and b == 0x97 and c == 0xB6:
        return 4
    if a == 0xE5 and b == 0x88 and c == 0x86:
        return 5
    if a == 0xE7 and b == 0xA7 and c == 0x92:
        return 6
    return 0


@compiled
def _number(data: Bytes, at: int, stop: int, out: Int64, kinds: Int8, i: int) -> bool:
    # bare number: Unix s, ms, us, ns by size; days since 1899-12-30 in a spreadsheet; 14 digits are left to the calendar
    whole = 0
    frac = 0
    scale = 1
    seen = 0
    dot = False
    for k in range(at, stop):
        c = data[k]
        if c >= 48 and c <= 57:
            if dot:
                if scale < 100000000000:
                    frac = frac * 10 + c - 48
                    scale *= 10
            else:
                whole = whole * 10 + c - 48
                seen += 1
        elif c == 46 and not dot and seen > 0:
            dot = True
        else:
            return False
    if seen > 19 or (seen == 14 and not dot) or (seen == 8 and not dot):
        return False
    kinds[i] = 3
    if 600000000 <= whole < 6000000000:
        out[i] = whole * 1000000 + frac * 1000000 // scale
    elif 600000000000 <= whole < 6000000000000:
        out[i] = whole * 1000 + frac * 1000 // scale
    elif 600000000000000 <= whole < 6000000000000000:
        out[i] = whole
    elif 600000000000000000 <= whole < 6000000000000000000:
        out[i] = whole // 1000
    elif 20000 <= whole < 80000:
        # spreadsheets keep the time as a binary fraction of a day: whole seconds are what was meant
        out[i] = ((whole - 25569) * 86400 + (frac * 86400 * 2 + scale) // (2 * scale)) * 1000000
        kinds[i] = 4
    elif whole == 0 and frac == 0:
        kinds[i] = 0
    else:
        kinds[i] = -1
    return True


@compiled
def _compact(data: Bytes, at: int, parts: Int64, digits: int) -> None:
    parts[0] = (data[at] - 48) * 1000 + (data[at + 1] - 48) * 100 + (data[at + 2] - 48) * 10 + data[at + 3] - 48
    for k in range(1, 6):
        parts[k] = 0 if 4 + 2 * k > digits else (data[at + 2 + 2 * k] - 48) * 10 + data[at + 3 + 2 * k] - 48


@compiled
def _written(data: Bytes, at: int, stop: int, parts: Int64, out: Int64, kinds: Int8, i: int) -> None:
    # groups of digits with the separators people put between them
    kinds[i] = -1
    for k in range(6):
        parts[k] = 0
    group = 0
    length = 0
    micros = 0
    zone = 99999
    k = at
    while k < stop:
        c = data[k]
        if c >= 48 and c <= 57:
            if group > 5 or length > 3:
                return
            parts[group] = parts[group] * 10 + c - 48
            length += 1
            k += 1
            continue
        if length == 0:
            if c == 32 and group > 0:
                k += 1
                continue
            if (c == 90 or c == 122 or c == 43) and group > 3:
                break
            return
        if group == 5 and c == 46:
            weight = 100000
            k += 1
            while k < stop and data[k] >= 48 and data[k] <= 57:
                micros += (data[k] - 48) * weight
                weight //= 10
                k += 1
            continue
        if group >= 4 and (c == 90 or c == 122 or c == 43 or c == 45):
            break
        mark = _mark(data, k, stop)
        if mark > 0:
            if mark != group + 1:
                return
            k += 3
        elif (
            (group < 2 and (c == 45 or c == 47 or c == 46))
            or (group == 2 and (c == 32 or c == 84 or c == 116))
            or (group >= 3 and group < 5 and c == 58)
            or (group >= 4 and c == 32)
        ):
            k += 1
        else:
            return
        group += 1
        length = 0
    if k < stop:
        zone = _zone(data, k, stop)
        if zone == -99999:
            return
    last = group if length > 0 else group - 1
    if last < 2 or parts[0] < 1000:
        return
    _calendar(out, kinds, i, parts, micros, zone)


@compiled
def times(offsets: NDArray[np.int64], data: Bytes, parts: Int64, out: Int64, kinds: Int8) -> None:
    """Microseconds and kind of every string: LOCAL clock, ZONED and SECONDS (UTC), DAYS (spreadsheet, local), EMPTY, UNREADABLE."""
    for i in range(len(out)):
        at, stop = offsets[i], offsets[i + 1]
        while at < stop and (data[at] == 32 or data[at] == 9):
            at += 1
        while stop > at and (data[stop - 1] == 32 or data[stop - 1] == 9):
            stop -= 1
        if at == stop:
            kinds[i] = 0
        elif not _number(data, at, stop, out, kinds, i):
            plain = True
            for k in range(at, stop):
                plain = plain and data[k] >= 48 and data[k] <= 57
            if plain and (stop - at == 14 or stop - at == 8):
                _compact(data, at, parts, stop - at)
                _calendar(out, kinds, i, parts, 0, 99999)
            else:
                _written(data, at, stop, parts, out, kinds, i)


@compiled
def decimals(offsets: NDArray[np.int64], data: Bytes, places: int, out: Int64, kinds: Int8) -> None:
    """Each string times ``10**places`` as an exact integer, half up: WHOLE (no decimals), FRACTION, ROUNDED, EMPTY or UNREADABLE."""
    for i in range(len(out)):
        at, stop = offsets[i], offsets[i + 1]
        while at < stop and (data[at] == 32 or data[at] == 9 or data[at] == 36):
            at += 1
        while stop > at and (data[stop - 1] == 32 or data[stop - 1] == 9):
            stop -= 1
        if stop - at >= 3 and data[stop - 3] == 0xE5 and data[stop - 2] == 0x85 and data[stop - 1] == 0x83:  # 元
            stop -= 3
        if at == stop:
            kinds[i] = 0
            continue
        sign = 1
        signed = False
        value = 0
        digits = 0
        after = -1
        kind = 1
        up = False
        k = at
        while k < stop:
            c = data[k]
            if c >= 48 and c <= 57:
                digits += 1 if after < 0 else 0
                if after < 0 or after < places:
                    value = value * 10 + c - 48
                elif after == places:
                    up = c >= 53
                if after >= 0:
                    if after >= places and c != 48:
                        kind = 3
                    after += 1
            elif c == 46 and after < 0:
                after = 0
                kind = max(kind, 2)
            elif (c == 45 or c == 43) and digits == 0 and after < 0 and not signed:
                sign = -1 if c == 45 else 1
                signed = True
            elif c == 44 and digits > 0 and after < 0:
                pass
            elif c == 0xC2 and k + 1 < stop and data[k + 1] == 0xA5 and digits == 0:  # ¥
                k += 1
            elif c == 0xEF and k + 2 < stop and data[k + 1] == 0xBF and data[k + 2] == 0xA5 and digits == 0:  # ￥
                k += 2
            else:
                kind = -1
                break
            k += 1
        if digits == 0 or digits > 15:
            kind = -1
        for _ in range(places - max(after, 0)):
            value *= 10
        kinds[i] = kind
        out[i] = sign * (value + (1 if up else 0))
