"""Note that all books left the office as lists in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import StaffId
from officeapp.domain.rights import Right
from officeapp.domain.school import Person, Role

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office


def command_line(day: dt.date) -> Person:
    """Return in whose place an export is noted that a command made with nobody named."""
    return Person(StaffId(0), "Command line", "nobody was named", Role.TECHNICIAN, day)


def require_export(office: Office) -> None:
    """Refuse unless the person signed in may take all books out and a second person stands by.

    Raises:
        NotAllowedError: They may not, or a PIN is still to be typed.
    """
    office.require(Right.EXPORT)
    office.require_confirmed(Right.EXPORT)


def note_export(office: Office, folder: str, lists: int) -> None:
    """Note that all books were written into a folder.

    Args:
        office: The office.
        folder: Where.
        lists: How many lists.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed.
        NotSavedError: The file could not be written.
    """
    right = Right.EXPORT if office.may(Right.EXPORT) else Right.NOTE_EXPORT
    with office.writing("export-books", right, Book.GIVEN_OUT) as act:
        office.given_out.note_export(act, folder, lists)
