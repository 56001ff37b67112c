"""Every act of every part: each module `acts…` of this folder has a `TABLE` and `ACTS` of its own.

A table has a line an act: its name in 36 columns, then a cell a role: W for may, S for may with the
PIN once more, P for may with a second person, 2 for may with both, - for refused.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from officeapp.domain.rights import Care
from officeapp.domain.school import Role

CARES = {
    "W": Care.NOTHING,
    "S": Care.PIN_AGAIN,
    "P": Care.SECOND,
    "2": Care.PIN_AGAIN | Care.SECOND,
}

_FOUND = [
    importlib.import_module(f"tests.procedures.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("acts*.py"))
]
ACTS: dict[str, Any] = {name: act for module in _FOUND for name, act in module.ACTS.items()}


def rights():
    """Return who may do each act, by its name."""
    return {name: set(cells) for name, cells in cares().items()}


def cares():
    """Return what each act takes of those who may do it, by its name."""
    found = {}
    for module in _FOUND:
        for line in module.TABLE.strip().splitlines():
            name, cells = line[:36].strip(), line[36:].split()
            pairs = zip(Role, cells, strict=True)
            found[name] = {role: CARES[cell] for role, cell in pairs if cell in CARES}
    return found
