"""The roll call as a list, and files that are there whole or as they were."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from officeapp.exchange.table_files import CannotWriteError, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from officeapp.domain.roll_call import Called

HEADINGS = ("Class", "Name", "Where", "Since")


def roll_call_rows(called: Iterable[Called]) -> list[tuple[str, str, str, str]]:
    """Return a roll call as rows: class, name, where and since when; nothing else of a child."""
    return [
        (
            one.school_class,
            one.name,
            one.seen.where.value,
            f"{one.seen.since:%H:%M}" if one.seen.since else "",
        )
        for one in called
    ]


def write_roll_call(path: Path, called: Iterable[Called]) -> None:
    """Write a roll call as a list, replacing the one before only once it is whole.

    Raises:
        CannotWriteError: It cannot be written; the one before stands.
    """
    replaced(path, lambda part: write_table(part, HEADINGS, roll_call_rows(called)))


def write_paper_whole(path: Path, paper: bytes) -> None:
    """Write a PDF, replacing the one before only once it is whole.

    Raises:
        CannotWriteError: It cannot be written; the one before stands.
    """
    replaced(path, lambda part: part.write_bytes(paper))


def replaced(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside another, put it safely on the disk, then in the other's place.

    Raises:
        CannotWriteError: It cannot be written; the one before stands.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise CannotWriteError(path, error.strerror or "unknown reason") from error


def make_folder(folder: Path) -> Path:
    """Return a folder, made if need be.

    Raises:
        CannotWriteError: It cannot be made.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWriteError(folder, error.strerror or "unknown reason") from error
    return folder
