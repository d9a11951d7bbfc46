"""A zip archive with one date on all its members, so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date

UNDATED = date(1980, 1, 1)  # the first day that a zip archive can tell


def dated(archive: bytes, day: date) -> bytes:
    """The archive with every member dated to the first moment of ``day``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in given.infolist():
            entry = zipfile.ZipInfo(member.filename, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(member))
    return out.getvalue()
