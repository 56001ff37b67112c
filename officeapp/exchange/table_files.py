"""Lists for others as CSV, written so that no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError
from officeapp.exchange.tables import RISKY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NEEDS_QUOTE = re.compile(rf"'*[{re.escape(RISKY)}]|'+[0-9]")
_FIRST = frozenset(RISKY + "'")


class CannotWriteError(OfficeError):
    """A list could not be written where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be written ({reason}); close it elsewhere or choose another place."
        )


def quoted(cell: str) -> str:
    """Return a cell with an apostrophe before it where a spreadsheet would see a formula.

    Reading the list with `tables.read_table` gives back exactly what was written.
    """
    return "'" + cell if cell[:1] in _FIRST and _NEEDS_QUOTE.match(cell) else cell


def write_table(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list as UTF-8 with mark, so that spreadsheets show every name as it is.

    Raises:
        CannotWriteError: The place cannot be written to.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([quoted(heading) for heading in headings])
            writer.writerows([quoted(cell) for cell in row] for row in rows)
    except OSError as error:
        raise CannotWriteError(path, error.strerror or "unknown reason") from error
