"""Papers made from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.exchange.table_files import CannotWriteError

if TYPE_CHECKING:
    from pathlib import Path


def write_paper(path: Path, paper: bytes) -> None:
    """Write a PDF where it was asked for.

    Raises:
        CannotWriteError: The place cannot be written to.
    """
    try:
        path.write_bytes(paper)
    except OSError as error:
        raise CannotWriteError(path, error.strerror or "unknown reason") from error


def make_folder(folder: Path) -> None:
    """Make the folder that papers go to, before a number is given to any.

    Raises:
        CannotWriteError: It cannot be made, or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(folder, error.strerror or "unknown reason") from error
