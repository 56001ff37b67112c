"""How much of a proof is run: all where OFFICEAPP_PROOF=full, else what every change bears."""

from __future__ import annotations

import os


def size(fast: int, full: int) -> int:
    """Return how often to try."""
    return full if os.environ.get("OFFICEAPP_PROOF") == "full" else fast
