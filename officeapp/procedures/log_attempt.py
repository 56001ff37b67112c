"""Write down an attempt to find out why a child is away, and take one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.reasons import reasons
from officeapp.domain.first_day import Attempt, Step
from officeapp.domain.late import NOBODY
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.desk_entries import at_school, minute_of, why_back

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Contact


class UnknownOutcomeError(OfficeError):
    """What came of an attempt is not in the list of its kind."""

    def __init__(self, step: Step, outcome: str) -> None:
        known = ", ".join(reasons().outcomes[step])
        super().__init__(f"'{outcome}' cannot come of a {step}; choose one of: {known}.")


class DoNotContactError(OfficeError):
    """Somebody was to be contacted who is not to be."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            f"{contact.called} is not to be contacted; choose somebody else on the card, "
            "or change the card where that is over."
        )


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt that was made.

    Attributes:
        pupil: Who is away.
        step: How.
        outcome: What came of it, in the words of the list.
        contact: Whom; 0 for nobody on the card.
        words: What was said, or what was to be done.
        at: When; now if not given.
    """

    pupil: PupilId
    step: Step
    outcome: str
    contact: ContactId = NOBODY
    words: str = ""
    at: dt.time | None = None


def log_attempt(office: Office, *tried: NewAttempt) -> list[Attempt]:
    """Write down attempts of today, as one act.

    Returns:
        The entries, in the order given.

    Raises:
        UnknownOutcomeError: An outcome is not in the list; nothing was written.
        DoNotContactError: Somebody is not to be contacted; nothing was.
        OfficeError: A child is not on roll, or a time has not come yet; nothing was.
        NotAllowedError: The person signed in may not keep the books of the desk.
        NotSavedError: The file could not be written; nothing was.
    """
    entries = [_entry(office, one) for one in tried]
    with office.writing("log-attempt", Right.KEEP_DESK, Book.CONTACT) as act:
        return [office.front_desk.attempts.enter(act, entry) for entry in entries]


def take_back_attempt(office: Office, *numbers: int, reason: str = "") -> None:
    """Take back attempts that were written down by mistake, as one act; they stay legible.

    Args:
        office: The office.
        numbers: The entries.
        reason: Why; may be blank within a minute, for the person who made them.

    Raises:
        NoReasonError: The minute is over, or somebody else made one, and no reason is given.
        TakenBackError: One was taken back already.
        NotAllowedError: The person signed in may not keep the books of the desk.
        NotSavedError: The file could not be written; nothing was changed.
    """
    book = office.front_desk.attempts
    after = []
    for number in numbers:
        entry, made = book.entry(number), book.versions(number)[0][1]
        why = why_back(office, entry, made, reason)
        after.append(replace(entry, gone=True, correction=why))
    with office.writing("take-back-attempt", Right.KEEP_DESK, Book.CONTACT) as act:
        for entry in after:
            book.amend(act, entry)


def _entry(office: Office, tried: NewAttempt) -> Attempt:
    """Return the entry of an attempt, having asked whether it may be written."""
    today = office.today()
    at_school(office, office.roll.pupil(tried.pupil), today)
    at = minute_of(office, today, tried.at or office.now().time())
    step = Step(tried.step)
    if tried.outcome not in reasons().outcomes[step]:
        raise UnknownOutcomeError(step, tried.outcome)
    contact = office.contacts.contacts().get(tried.contact)
    if contact is not None and contact.do_not_contact:
        raise DoNotContactError(contact)
    return Attempt(
        id=office.new_number(),
        pupil=tried.pupil,
        day=today,
        at=at,
        step=step,
        outcome=tried.outcome,
        contact=tried.contact,
        words=tried.words.strip(),
    )
