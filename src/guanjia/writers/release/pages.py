"""The pages of a release folder, made from its own files: nothing but what is published can get onto them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from guanjia.writers.bulletin.document import render as render_document
from guanjia.writers.bulletin.of_release import bulletin_of_release
from guanjia.writers.bulletin.page import render as render_bulletin
from guanjia.writers.risk_map.of_release import map_of_release
from guanjia.writers.risk_map.render import render as render_map


def write_pages(folder: Path, number: str = "", issued: date | None = None) -> None:
    """``map.html``, ``bulletin.html`` and ``bulletin.docx`` of the release in ``folder``."""
    told = _read(folder / "release.json"), _read(folder / "cells.geojson"), _read(folder / "areas.geojson")
    bulletin = bulletin_of_release(*told, number, issued)
    (folder / "map.html").write_text(render_map(map_of_release(*told)), encoding="utf-8")
    (folder / "bulletin.html").write_text(render_bulletin(bulletin), encoding="utf-8")
    (folder / "bulletin.docx").write_bytes(render_document(bulletin))


def _read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told
