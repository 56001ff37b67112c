"""Take back or change an entry of the signing out and in book; what it marked goes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError, NothingChangedError
from officeapp.procedures.desk_entries import because, before_acts, why_back
from officeapp.procedures.sign_out import ExpectedBeforeError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import ActId
    from officeapp.domain.register import Mark
    from officeapp.domain.sign_out import SignOut


class StillOutError(OfficeError):
    """A return was to be taken back that is not in the book."""

    def __init__(self) -> None:
        super().__init__("The child is still out by that entry; there is no return to take back.")


def take_back_sign_out(office: Office, number: int, reason: str = "") -> None:
    """Take back an entry of the signing out book; it stays legible and marks nothing any more.

    What its return wrote in the register goes back to what stood before.

    Args:
        office: The office.
        number: The entry.
        reason: Why; may be blank within a minute, for the person who made it.

    Raises:
        TakenBackError: It was taken back already.
        NoReasonError: The minute is over, or somebody else made the entry, and no reason is given.
        NotAllowedError: The person signed in may not keep the book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    book = office.front_desk.out
    entry, versions = book.entry(number), book.versions(number)
    why = why_back(office, entry, versions[0][1], reason)
    _require_day(office, entry)
    pairs = _marked(office, entry, {version.line.act for version, _ in versions})
    with office.writing("take-back-sign-out", Right.KEEP_DESK, Book.OUT, Book.REGISTER) as act:
        book.amend(act, replace(entry, gone=True, correction=why))
        if pairs:
            office.register.amend_many(act, because(pairs, f"signing out book: {why}"))


def take_back_coming(office: Office, number: int, reason: str = "") -> None:
    """Take back that a child came back: it is out again, and the register as it was.

    Args:
        office: The office.
        number: The entry.
        reason: Why; may be blank within a minute, for the person who signed the child in.

    Raises:
        StillOutError: The child is out by that entry.
        TakenBackError: The entry was taken back.
        NoReasonError: The minute is over, or somebody else made the entry, and no reason is given.
        NotAllowedError: The person signed in may not keep the book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    book = office.front_desk.out
    entry, versions = book.entry(number), book.versions(number)
    came = [signature for version, signature in versions if version.back_at is not None]
    if entry.back_at is None or not came:
        raise StillOutError
    why = why_back(office, entry, came[-1], reason)
    _require_day(office, entry)
    pairs = _marked(office, entry, {version.line.act for version, _ in versions})
    with office.writing("take-back-coming", Right.KEEP_DESK, Book.OUT, Book.REGISTER) as act:
        book.amend(act, replace(entry, back_at=None, correction=f"not back: {why}"))
        if pairs:
            office.register.amend_many(act, because(pairs, f"signing out book: {why}"))


def expect_back(office: Office, number: int, expected: dt.time | None, reason: str) -> SignOut:
    """Write when a child who is out is now expected back; None where not today.

    Raises:
        StillOutError: The child is back, or the entry was taken back.
        NothingChangedError: That is what the book says already.
        NoReasonError: It was not said why.
        ExpectedBeforeError: The time is before the child left.
        NotAllowedError: The person signed in may not keep the book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    entry = office.front_desk.out.entry(number)
    if not entry.is_out:
        raise BackAlreadyError
    if expected == entry.expected:
        raise NothingChangedError
    if not reason.strip():
        raise NoReasonError
    if expected is not None and expected <= entry.left_at:
        raise ExpectedBeforeError(expected, entry.left_at)
    _require_day(office, entry)
    with office.writing("expect-back", Right.KEEP_DESK, Book.OUT) as act:
        after = replace(entry, expected=expected, correction=reason.strip())
        return office.front_desk.out.amend(act, after)


class BackAlreadyError(OfficeError):
    """A child that is not out was to be expected back."""

    def __init__(self) -> None:
        super().__init__("The child is not out any more; look at today's book again.")


def _require_day(office: Office, entry: SignOut) -> None:
    if entry.day != office.today():
        office.require(Right.AMEND_MARK)


def _marked(office: Office, entry: SignOut, acts: set[ActId]) -> list[tuple[Mark, Mark]]:
    places = [(entry.pupil, entry.day, session) for session in Session]
    return before_acts(office, places, acts)
