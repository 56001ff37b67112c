"""Every act of every part: each module `acts…` of this folder has a `TABLE` and `ACTS` of its own.

A table has a line an act: its name in 36 columns, then a cell a role, W for may and - for refused.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from officeapp.domain.school import Role

_FOUND = [
    importlib.import_module(f"tests.procedures.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("acts*.py"))
]
ACTS: dict[str, Any] = {name: act for module in _FOUND for name, act in module.ACTS.items()}


def rights():
    """Return who may do each act, by its name."""
    found = {}
    for module in _FOUND:
        for line in module.TABLE.strip().splitlines():
            name, cells = line[:36].strip(), line[36:].split()
            found[name] = {role for role, cell in zip(Role, cells, strict=True) if cell == "W"}
    return found
