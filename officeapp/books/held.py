"""Files that another program holds for a moment, as an antivirus program or an indexer does.

On Windows such a program makes a file refuse to be opened, moved or removed; a moment later it
does not. What is truly forbidden is said at once.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, TypeVar

from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

HELD = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation
TRIES, WAIT = 50, 0.05  # two and a half seconds


class HeldError(OfficeError):
    """Another program did not let go of a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is holding {path}; it may be an antivirus program or an indexer. "
            "Nothing was changed; wait a moment, then try again."
        )


def patiently(act: Callable[[], T], path: Path, wait: Callable[[float], None] = time.sleep) -> T:
    """Do something with a file, again and again while another program holds it.

    Args:
        act: What to do.
        path: The file it is about.
        wait: Waits so many seconds.

    Raises:
        HeldError: The other program did not let go.
        OSError: It failed for another reason, or is forbidden.
    """
    left = TRIES
    while True:
        try:
            return act()
        except OSError as error:
            if not _is_held(error, path):
                raise
            if not left:
                raise HeldError(path) from error
        left -= 1
        wait(WAIT)


def _is_held(error: OSError, path: Path) -> bool:
    """Say whether a failure may pass by itself; a folder or a file to be read only does not."""
    code = getattr(error, "winerror", None)
    forbidden = path.is_dir() or (path.exists() and not os.access(path, os.W_OK))
    return code in HELD and not (code == 5 and forbidden)
