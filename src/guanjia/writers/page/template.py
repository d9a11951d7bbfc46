"""The templates beside the writers, with autoescape on and the filters they use."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from guanjia.writers.page import show


def render(name: str, values: Mapping[str, object]) -> str:
    """A template of writers/templates with these values."""
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    folder = resources.files("guanjia.writers").joinpath("templates")
    sources = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith((".html", ".css"))}
    environment = Environment(loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(count=show.count, share=show.share, drawn=Markup)
    return environment.get_template(name).render(values)
