"""Options that several commands share."""

from __future__ import annotations

import re
from datetime import date, datetime

import click

LEAST_MEMORY = 1 << 30  # libraries and the batches at hand take most of this


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


class Memory(click.ParamType[int]):
    """An amount of memory: 3G, 2500M."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes; a usage error for what is no size, or too little for anything."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([MG])i?B?", str(value).strip(), re.IGNORECASE)
        if found is None:
            self.fail(f"“{value}”不是内存的大小，请写成 3G 或 2500M / '{value}' is not a size; write it as 3G or 2500M", param, ctx)
        size = round(float(found[1]) * (1 << (30 if found[2] in "Gg" else 20)))
        if size < LEAST_MEMORY:
            self.fail(f"{value} 太小，至少要 1G / {value} is too little; 1G at least", param, ctx)
        return size


class Count(click.ParamType[int]):
    """A whole number from 1 on."""

    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error for anything else."""
        if re.fullmatch(r"0*[1-9]\d{0,3}", str(value)):
            return int(str(value))
        self.fail(f"“{value}”须是 1 到 9999 的整数 / '{value}' must be a whole number from 1 to 9999", param, ctx)
