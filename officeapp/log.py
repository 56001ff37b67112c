"""The program's log: one file beside this person's own, kept small.

It holds numbers of things, kinds of acts and traces of faults; never a name, a note or a message.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "officeapp.log"
LARGEST_BYTES = 1_000_000
KEPT_FILES = 3


def start(folder: Path) -> Path:
    """Begin to write the log in a folder; return the file."""
    file = folder / FILE_NAME
    handler = RotatingFileHandler(
        file, maxBytes=LARGEST_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("officeapp")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    return file


def stop() -> None:
    """Close the log's file."""
    root = logging.getLogger("officeapp")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
