"""Every format there is: a module of this package with a ``READER`` is one, found by looking."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

from guanjia.readers.errors import InputError
from guanjia.readers.foreign import WrongFormatError
from guanjia.readers.own_layout import NAME as OWN
from guanjia.readers.own_layout import MissingColumnsError
from guanjia.readers.source import Reader, ReadOptions, Source


def _discover() -> dict[str, Reader]:
    package = __package__ or "guanjia.readers"
    found: dict[str, Reader] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        reader = getattr(importlib.import_module(f"{package}.{module.name}"), "READER", None)
        if isinstance(reader, Reader):
            found[reader.name] = reader
    return dict(sorted(found.items()))


READERS: Mapping[str, Reader] = _discover()


def open_source(path: Path, format: str | None = None, options: ReadOptions | None = None) -> Source:
    """The records at ``path``, in the format named, or in the own layout when none is; InputError says what is wrong and how to mend it."""
    name = format or OWN
    if name not in READERS:
        raise _unknown(name)
    try:
        return READERS[name].open(path, options or ReadOptions())
    except (WrongFormatError, MissingColumnsError) as error:
        fits = [reader.name for reader in READERS.values() if reader.needs and reader.needs <= set(error.header) and reader.name != name]
        if not fits:
            raise
        raise InputError(
            f"{error.zh}。看起来是 {'、'.join(fits)} 格式：请用 --format {fits[0]}",
            f"{error.en}. It looks like {', '.join(fits)}: use --format {fits[0]}",
        ) from error


def _unknown(name: str) -> InputError:
    near = difflib.get_close_matches(name.lower().replace("_", "-"), READERS, n=3, cutoff=0.4)
    near_zh = f"是否指 {'、'.join(near)}？" if near else ""
    near_en = f"Did you mean {', '.join(near)}? " if near else ""
    return InputError(
        f"没有“{name}”格式。{near_zh}可用：{'、'.join(READERS)}", f"There is no format '{name}'. {near_en}Formats: {', '.join(READERS)}"
    )
