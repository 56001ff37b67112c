"""Every kind of save of every part, and the school they are made on.

Each module `saves…` of this folder has `SAVES` of its own, and `make_ready` where its saves need
something in the school first.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.proofs import saves
from tests.proofs.small_school import opened

if TYPE_CHECKING:
    from tests.proofs.saves import Save

_FOUND = [
    importlib.import_module(f"tests.proofs.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("saves*.py"))
]
SAVES: dict[str, Save] = {kind: save for module in _FOUND for kind, save in module.SAVES.items()}


def make(path: Path) -> None:
    """Make the file of a school that has one of everything."""
    saves.make(path)
    with opened(path) as office:
        for module in _FOUND:
            if hasattr(module, "make_ready"):
                module.make_ready(office)
