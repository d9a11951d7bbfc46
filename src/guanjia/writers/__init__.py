"""Writers: one file each. A writer puts an assessment, or a part of it, into one file of a folder.

A writer's module has a function ``write(assessment, folder) -> path`` and is found by itself; nothing else is edited.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from guanjia.model.assessment import Assessment

Writer = Callable[[Assessment, Path], Path]


@cache
def all_writers() -> dict[str, Writer]:
    """Every writer found in this folder, by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module.write for name, module in modules.items() if hasattr(module, "write")}
