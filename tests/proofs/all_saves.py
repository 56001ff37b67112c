"""Every kind of save of every part: each module `saves…` of this folder has `SAVES` of its own."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.proofs.saves import Save

_FOUND = [
    importlib.import_module(f"tests.proofs.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("saves*.py"))
]
SAVES: dict[str, Save] = {kind: save for module in _FOUND for kind, save in module.SAVES.items()}
