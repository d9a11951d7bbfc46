"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime

import click


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2026-03-01 / '{value}' is not a day; write it as 2026-03-01", param, ctx)


class Month(click.ParamType[str]):
    """A calendar month, YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month as written; a usage error for anything else."""
        try:
            datetime.strptime(str(value), "%Y-%m")
        except ValueError:
            self.fail(f"“{value}”不是年月，请写成 2026-03 / '{value}' is not a month; write it as 2026-03", param, ctx)
        return str(value)


class Tier(click.ParamType[tuple[str, str]]):
    """A place (or platform) and its tier: 210200=1."""

    name = "PLACE=TIER"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair; a usage error without an equals sign."""
        if isinstance(value, tuple):
            return value[0], value[1]
        place, equals, tier = str(value).partition("=")
        if not (place and equals and tier):
            self.fail(f"请写成 210200=1 / write it as 210200=1, not '{value}'", param, ctx)
        return place, tier
