"""Guanjia (管家): what the law makes of platform work, from its records, with the article and the arithmetic.

>>> import guanjia
>>> callable(guanjia.assess)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "assess"]

if TYPE_CHECKING:
    from guanjia.wiring import assess as assess


def __getattr__(name: str) -> Any:
    """``guanjia.assess`` on first use, so that importing the package stays quick."""
    if name == "assess":
        from guanjia.wiring import assess

        return assess
    raise AttributeError(f"module 'guanjia' has no attribute '{name}'")
