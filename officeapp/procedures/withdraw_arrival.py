"""Take back or change an entry of the late book; the register goes back to what stood before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.codes import NOTHING
from officeapp.domain.late import UNDO_SECONDS
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.record import ActId, Signature

AT_ONCE = "taken back at once"


class TakenBackError(OfficeError):
    """An entry that was taken back was to be taken back again."""

    def __init__(self) -> None:
        super().__init__("That entry was taken back already.")


def may_undo(office: Office, by: Signature) -> bool:
    """Say whether an entry may be taken back now with one key: a minute, by the same person."""
    person = office.person
    if person is None:
        return False
    since = (office.now() - by.at).total_seconds()
    return (by.name, by.post) == (person.name, person.post) and 0 <= since < UNDO_SECONDS


def undo_until(office: Office, entry: LateArrival) -> dt.datetime | None:
    """Return until when an entry may be undone with one key; None where it may not."""
    by = office.front_desk.late.versions(entry.id)[0][1]
    return by.at + dt.timedelta(seconds=UNDO_SECONDS) if may_undo(office, by) else None


def take_back_arrival(office: Office, number: int, reason: str = "") -> bool:
    """Take back an entry of the late book; the entry and the mark stay legible.

    Args:
        office: The office.
        number: The entry.
        reason: Why; may be blank within a minute, for the person who made it.

    Returns:
        Whether the register went back to what stood before. It does not where somebody has
        corrected the mark meanwhile: that correction stands.

    Raises:
        NoReasonError: The minute is over, or somebody else made the entry, and no reason is given.
        TakenBackError: It was taken back already.
        NotAllowedError: The person signed in may not keep the late book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    versions = office.front_desk.late.versions(number)
    entry = office.front_desk.late.entry(number)
    if entry.gone:
        raise TakenBackError
    if not reason.strip() and not may_undo(office, versions[0][1]):
        raise NoReasonError
    if entry.day != office.today():
        office.require(Right.AMEND_MARK)
    why = reason.strip() or AT_ONCE
    acts = {version.line.act for version, _ in versions}
    pair = mark_and_before(office, entry, acts)
    with office.writing("take-back-arrival", Right.KEEP_DESK, Book.LATE, Book.REGISTER) as act:
        office.front_desk.late.amend(act, replace(entry, gone=True, correction=why))
        if pair:
            stands, before = pair
            office.register.amend(act, stands, replace(before, reason=f"late book: {why}"))
    return pair is not None or not entry.code


def mark_and_before(
    office: Office, entry: LateArrival, acts: set[ActId]
) -> tuple[Mark, Mark] | None:
    """Return the mark that an entry wrote and what stood before; None where its mark is gone."""
    stands = office.register.standing(entry.pupil, entry.day, entry.session)
    if stands is None or stands.line.act not in acts:
        return None
    history = office.register.history(entry.pupil, entry.day, entry.session)
    earlier = [one.mark for one in history if one.mark.line.act not in acts]
    blank = Mark(entry.pupil, entry.day, entry.session, NOTHING)
    before = earlier[-1] if earlier else blank
    return stands, replace(before, line=UNWRITTEN)
