"""Papers opened to be printed: kept in one folder, thrown away at the start and at the lock."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from officeapp import paths

if TYPE_CHECKING:
    from pathlib import Path


def paper_folder() -> Path:
    """Return where papers stand while the system's reader shows them."""
    return paths.own_folder() / "paper"


def throw_papers_away() -> None:
    """Delete every paper that was opened; one that another program holds goes the next time."""
    for paper in paper_folder().glob("*.pdf"):
        with contextlib.suppress(OSError):
            paper.unlink()
