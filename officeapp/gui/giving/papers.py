"""Papers and lists made off the window's thread, then saved where it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from officeapp.errors import OfficeError
from officeapp.exchange.table_files import CannotWriteError, write_table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FILES = {".pdf": "Papers (*.pdf)", ".csv": "Lists (*.csv)"}


class LettersMissingError(OfficeError):
    """The typeface has no such letters; the person is told before anything is printed."""

    def __init__(self, letters: str) -> None:
        super().__init__(
            f"The paper would lack these letters: {letters}. Press again to print it all the "
            "same, and write them in by hand."
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A paper or list that was made and stands nowhere yet.

    Attributes:
        name: What its file is called, without the ending.
        paper: The PDF; empty for a list.
        headings: The headings of a list.
        rows: The rows of a list.
        missing: Letters that the typeface cannot print.
        entries: How many marks are in it.
    """

    name: str
    paper: bytes = b""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    missing: str = ""
    entries: int = 0


def safe_name(*parts: str) -> str:
    """Return a file's name, without what a file's name may not hold."""
    name = " ".join(filter(None, parts))
    return "".join(c if c.isalnum() or c in " -" else "_" for c in name)[:120]


def ask_place(parent: QWidget, name: str, ending: str) -> Path | None:
    """Ask where a file is to be saved; None where the person changed their mind."""
    folder = Path.home() / "Documents"
    start = (folder if folder.is_dir() else Path.home()) / f"{name}{ending}"
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save", str(start), FILES[ending])
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(ending)


def save(made: Made, path: Path) -> None:
    """Write a paper or list where it was asked for.

    Raises:
        CannotWriteError: The place cannot be written to.
    """
    if not made.paper:
        write_table(path, made.headings, made.rows)
        return
    try:
        path.write_bytes(made.paper)
    except OSError as error:
        raise CannotWriteError(path, error.strerror or "unknown reason") from error
