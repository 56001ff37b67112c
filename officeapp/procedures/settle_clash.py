"""Clashes between desks: list them, and decide what is to stand. Nothing is settled by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.take_register import check_code

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.clashes import Clash


def clashes(office: Office) -> list[Clash]:
    """Return the sessions for which different marks stand, by day, session and pupil."""
    return office.clashes.mark_clashes()


def settle_clash(
    office: Office,
    clash: Clash,
    code: str,
    reason: str,
    *,
    minutes: int | None = None,
    note: str = "",
) -> None:
    """Write what is to stand, correcting every line that clashes.

    Args:
        office: The office whose register it is.
        clash: The clash as it was listed.
        code: The code that is to stand, of a side or another; empty for no mark.
        reason: Why, in the clerk's own words.
        minutes: Whole minutes late, where known.
        note: What is to be added to the mark.

    Raises:
        NoReasonError: The reason is blank.
        ChangedMeanwhileError: Other lines stand there by now; look at the clash again.
        OfficeError: The code may not be written there; nothing was changed.
        NotAllowedError: The person signed in may not amend marks.
    """
    if not reason.strip():
        raise NoReasonError
    place = (clash.pupil, clash.day, clash.session)
    sides = [side.mark for side in clash.sides]
    if _standing(office, clash.day).get(place) != sides:
        raise ChangedMeanwhileError
    if code:
        _require_code(office, place, code)
    later = Mark(*place, code, minutes, note, reason.strip(), UNWRITTEN)
    with office.writing("settle-clash", Right.AMEND_MARK, Book.REGISTER) as act:
        office.register.settle(act, sides, later)


def _standing(office: Office, day: dt.date) -> dict[Place, list[Mark]]:
    found: dict[Place, list[Mark]] = {}
    for mark in office.register.marks_of_day(day):
        found.setdefault((mark.pupil, mark.day, mark.session), []).append(mark)
    return found


def _require_code(office: Office, place: Place, code: str) -> None:
    pupil = office.roll.pupil(place[0])
    placement = office.roll.placed(pupil.id, place[1])
    if placement:
        check_code(office, Sheet(placement.school_class, place[1], place[2]), pupil, code)
