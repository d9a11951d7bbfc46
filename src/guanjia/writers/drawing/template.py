"""Templates of one page's own folder, beside the drawing's pieces and the report's words and style."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_SHARED = ("guanjia.writers.templates", "guanjia.writers.drawing.templates")
_KINDS = (".html", ".css", ".js")


def render(folder: str, name: str, values: Mapping[str, object]) -> str:
    """The template ``name`` of the writers' package ``folder`` with these values; everything is escaped but what is marked as drawn."""
    text: str = _environment(folder).get_template(name).render(values)
    return text


def source(folder: str, name: str) -> str:
    """A file of templates as it stands."""
    return _sources(folder)[name]


@cache
def _environment(folder: str) -> Any:
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=DictLoader(_sources(folder)), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["drawn"] = Markup
    return environment


@cache
def _sources(folder: str) -> dict[str, str]:
    found = {}
    for package in (*_SHARED, f"guanjia.writers.{folder}.templates"):
        root, *parts = package.split(".")
        for file in resources.files(root).joinpath(*parts).iterdir():
            if file.name.endswith(_KINDS):
                found[file.name] = file.read_text(encoding="utf-8")
    return found
