"""Saves that take a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.procedures.confirm import countersign, seconds
from officeapp.procedures.note_export import note_export

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def _export(office: Office) -> None:
    countersign(office, seconds(office)[0])
    note_export(office, "A folder", 25)


SAVES: dict[str, Save] = {"export-books": _export}
