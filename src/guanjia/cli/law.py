"""``guanjia law``: what a rule's number is, where and when, and where it is written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from guanjia.cli.asking import Day

TOPICS_MEANT = {"minimum-wage": ("minimum-hourly-wage", "minimum-monthly-wage", "holiday-hourly-wage")}


@click.command(short_help="查规定 / look up the law")
@click.argument("topic", required=False)
@click.option("--region", help="地区：代码或名称 / place, code or name")
@click.option("--on", "day", type=Day(), help="哪一天的规定；不写则列出全部沿革 / the law of which day; all of its history if left out")
@click.option(
    "--lawbook", "lawbooks", multiple=True, type=click.Path(exists=True, file_okay=False), help="另加的规定文件夹 / a lawbook folder"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 打印 / print as JSON")
def law(topic: str | None, region: str | None, day: date | None, lawbooks: tuple[str, ...], as_json: bool) -> None:
    """列出 TOPIC 的数值、效力、出处，例如：guanjia law minimum-wage --region 上海 --on 2026-03-01.

    List the numbers of TOPIC with force and source; without TOPIC, list the topics.
    """
    from guanjia.cli.show import show_law
    from guanjia.law.law import load

    book = load([Path(folder) for folder in lawbooks])
    topics = sorted({entry.topic for entry in book.entries})
    if topic is None:
        click.echo(json.dumps(topics, indent=2) if as_json else "\n".join(topics))
        return
    asked = TOPICS_MEANT.get(topic, (topic,))
    if not set(asked) & set(topics):
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(topic, topics)) or ", ".join(topics)
        raise click.UsageError(f"没有主题“{topic}”。可查：{near}\nno topic '{topic}'. There are: {near}")
    code = None if region is None else book.places.code(region)
    entries = [entry for name in asked for entry in book.entries_of(name, code, day)]
    if as_json:
        click.echo(json.dumps([entry_words(entry) for entry in entries], ensure_ascii=False, indent=2, allow_nan=False))
    else:
        show_law(entries, book.places, region, code, day)
    if not entries:
        raise click.exceptions.Exit(1)


def entry_words(entry: object) -> dict[str, object]:
    """An entry as plain words and numbers for JSON; a value that was not found is null."""
    return {name: value if isinstance(value, int | list | tuple) else _word(value) for name, value in vars(entry).items()}


def _word(value: object) -> object:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    return dict(value) if isinstance(value, Mapping) else None if value is None else str(value)
