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
