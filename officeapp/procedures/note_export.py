"""Note that all books left the office as lists in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from officeapp.books.office import Office


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
    with office.writing("export-books", Right.EXPORT, Book.GIVEN_OUT) as act:
        office.given_out.note_export(act, folder, lists)
