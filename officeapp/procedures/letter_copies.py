"""A letter of the book on paper again, as it was sent, for those who may still be written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.letter_paper import COPY, LetterPaper
from officeapp.domain.letters import CLOSING, GREETING
from officeapp.domain.recipients import Recipient, recipient_of, stop_for
from officeapp.domain.record import PupilId
from officeapp.errors import OfficeError
from officeapp.procedures.draft_letters import letter_date

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.roll import Contact


class NoCopyError(OfficeError):
    """A copy was to be printed for people who may not be written to any more."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"No copy of {number} can be printed: everybody who had it may not be written to now, "
            "or their address is withheld. Ask the safeguarding lead."
        )


def papers_of(office: Office, letter: Letter, mark: str = COPY) -> list[LetterPaper]:
    """Return a letter of the book as it was sent, for those who may still be written to.

    Args:
        office: The office.
        letter: The letter.
        mark: What stands across its head; a second print says that it is a copy.

    Raises:
        NoCopyError: Nobody who had it may be written to now.
    """
    now = office.contacts.contacts()
    kind = office.letters.templates().get(letter.kind)
    by_hand = bool(kind and kind.goes_to)
    found = []
    for copy in letter.copies:
        people = [_as_sent(office, *one) for one in copy]
        if any(one.id not in now or stop_for(now[one.id], by_hand=by_hand) for one in people):
            continue
        found.append(_paper(office, letter, recipient_of(people), mark))
    if not found:
        raise NoCopyError(letter.number)
    return found


def _paper(office: Office, letter: Letter, to: Recipient, mark: str) -> LetterPaper:
    about = "; ".join(office.roll.pupil(PupilId(one)).called for one in letter.children)
    return LetterPaper(
        letter.number,
        letter_date(letter.day),
        to,
        letter.text,
        tuple((words, value) for words, value in letter.figures),
        letter.signed_by,
        about,
        mark,
        letter.large,
        letter.greeting or GREETING,
        letter.closing or CLOSING,
    )


def _as_sent(office: Office, contact: int, act: int, n: int) -> Contact:
    """Return a contact's card as it was when a letter was sent."""
    versions = office.contacts.cards.versions(contact)
    found = [card for card, _ in versions if card.line == (act, n)]
    return found[0] if found else office.contacts.contacts()[contact]
