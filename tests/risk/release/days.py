"""The period of the tests."""

from datetime import date

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
