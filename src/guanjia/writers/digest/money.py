"""Money as people read it: minor units to units of the currency."""

from __future__ import annotations

from guanjia.writers.digest.words import Text

_WHOLE = {"JPY", "KRW", "VND"}  # ISO 4217 currencies without minor units that platforms pay in
_SIGNS = {"CNY": "¥", "USD": "US$"}


def minor_units(currency: str) -> int:
    """How many minor units make one unit of the currency."""
    return 1 if currency in _WHOLE else 100


def amount(minor: int, currency: str) -> Text:
    """An amount in words, exact to the minor unit.

    >>> amount(123456789, "CNY")
    ('¥1,234,567.89', '¥1,234,567.89')
    """
    unit = minor_units(currency)
    whole, rest = divmod(abs(minor), unit)
    digits = f"{whole:,}.{rest:02d}" if unit == 100 else f"{whole:,}"
    if currency == "*":
        return f"{digits}（多种货币）", f"{digits} (several currencies)"
    text = ("-" if minor < 0 else "") + _SIGNS.get(currency, f"{currency} " if currency else "") + digits
    return text, text
