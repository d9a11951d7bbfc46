"""The catalogue record of a release: DCAT 3 in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping

import h3.api.numpy_int as h3

from guanjia.risk.release.release import Release
from guanjia.writers.release.method import method
from guanjia.writers.release.words import TITLE, forbidden

MEDIA = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
}


def dcat(release: Release, hashes: Mapping[str, str]) -> str:
    """The record; ``hashes`` holds the SHA-256 of each file it lists."""
    west, south, east, north = _box(release)
    box = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
    said = (*method(release).values(), *forbidden(release.unit))
    told = {
        "@context": _CONTEXT,
        "@type": "dcat:Dataset",
        "dcterms:identifier": release.name,
        "dcterms:title": _spoken(*TITLE),
        "dcterms:description": [
            {"@language": "zh", "@value": "".join(zh for zh, _ in said)},
            {"@language": "en", "@value": " ".join(en for _, en in said)},
        ],
        "dcterms:language": ["zh", "en"],
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": release.first_day.isoformat()},
            "dcat:endDate": {"@type": "xsd:date", "@value": release.last_day.isoformat()},
        },
        "dcterms:spatial": {"@type": "dcterms:Location", "dcat:bbox": {"@type": "geosparql:wktLiteral", "@value": box}},
        "dcat:keyword": ["新业态", "职业健康", "差分隐私", "occupational health", "platform work", "differential privacy"],
        "dcat:distribution": [_file(name, digest) for name, digest in hashes.items()],
    }
    if release.publisher:
        told["dcterms:publisher"] = {"@type": "foaf:Organization", "foaf:name": release.publisher}
    if release.issued:
        told["dcterms:issued"] = {"@type": "xsd:date", "@value": release.issued.isoformat()}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _file(name: str, digest: str) -> dict[str, object]:
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": name,
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": MEDIA[name[name.rindex(".") :]],
        "spdx:checksum": {"spdx:algorithm": "SHA256", "spdx:checksumValue": digest},
    }


def _spoken(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@language": "zh", "@value": zh}, {"@language": "en", "@value": en}]


def _box(release: Release) -> tuple[float, float, float, float]:
    """West, south, east, north of the grid."""
    points = [point for cell in release.grid.cells for point in h3.cell_to_boundary(int(cell))]
    lats, lngs = [lat for lat, _ in points], [lng for _, lng in points]
    return round(min(lngs), 5), round(min(lats), 5), round(max(lngs), 5), round(max(lats), 5)
