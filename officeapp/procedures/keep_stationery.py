"""Keep what stands at the head of the school's letters, and how its letters go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.stationery import HIGHEST, LOWEST, Stationery
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from officeapp.books.office import Office


class OutsideWindowError(OfficeError):
    """The address was to stand where no envelope has a window."""

    def __init__(self) -> None:
        super().__init__(
            f"The address begins between {HIGHEST} and {LOWEST} mm from the top of the sheet; "
            "measure where the window of your envelope is, and write that."
        )


def keep_stationery(office: Office, stationery: Stationery) -> Stationery:
    """Write how letters look and go, a new version of the card where there is one.

    Raises:
        OutsideWindowError: The address would stand where no window is.
        ChangedMeanwhileError: Somebody changed the card since it was read.
        NotAllowedError: The person signed in may not change the wording of letters.
    """
    if not HIGHEST <= stationery.window_top <= LOWEST:
        raise OutsideWindowError
    cards = office.letters.stationery_cards
    with office.writing("stationery", Right.CHANGE_WORDING, Book.LETTERS) as act:
        if stationery.line == UNWRITTEN and stationery.id not in cards.standing():
            return cards.enter(act, stationery)
        return cards.amend(act, stationery)
