"""Guanjia (管家): what the law makes of platform work, from its records, with the article and the arithmetic.

>>> import guanjia
>>> callable(guanjia.assess)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "truth"]

if TYPE_CHECKING:
    from guanjia.wiring.assessing import assess as assess
    from guanjia.wiring.scoring import truth as truth


def __getattr__(name: str) -> Any:
    """``guanjia.assess`` and ``guanjia.truth`` on first use, so that importing the package stays quick."""
    if name == "assess":
        from guanjia.wiring.assessing import assess

        return assess
    if name == "truth":
        from guanjia.wiring.scoring import truth

        return truth
    raise AttributeError(f"module 'guanjia' has no attribute '{name}'")
