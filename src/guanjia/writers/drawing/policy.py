"""The content security policy of an offline page: nothing is fetched, and no script runs but the one whose hash is given."""

from __future__ import annotations

import base64
import hashlib


def policy(script: str = "") -> str:
    """The policy of a page with this inline script, or with none."""
    scripts = f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'"
