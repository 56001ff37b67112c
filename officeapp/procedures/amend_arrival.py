"""Change an entry of the late book: another time, reason, or who brought the child.

The register follows, as far as its mark is still the one that the late book wrote. The entry as it
was first written stays legible.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.codes import NOTHING
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.arrive_late import (
    check_register,
    effect_over,
    late_for,
    refuse_to_come,
)
from officeapp.procedures.withdraw_arrival import TakenBackError, mark_and_before, may_undo

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.school_year import Session
    from officeapp.procedures.arrive_late import Coming, Effect

CORRECTED_AT_ONCE = "corrected at once"


class OtherSessionError(OfficeError):
    """An entry was to be moved to the other half of the day."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            f"That time is not of the {session.word} this entry is for; "
            "take the entry back and make another."
        )


class OtherChildError(OfficeError):
    """An entry was to be given to another child."""

    def __init__(self) -> None:
        super().__init__(
            "An entry stays with its child; take it back and make another for the right child."
        )


def effect_of_change(office: Office, number: int, coming: Coming) -> Effect:
    """Return what an entry would say if it were changed so; nothing is written.

    Raises:
        OfficeError: As `amend_arrival` says.
    """
    return _effect(office, office.front_desk.late.entry(number), coming)[0]


def amend_arrival(office: Office, number: int, coming: Coming, why: str) -> LateArrival:
    """Write another version of an entry of the late book; the register follows.

    Args:
        office: The office.
        number: The entry.
        coming: The arrival as it should have been written, all of it.
        why: Why it is changed; may be blank within a minute, for the person who made it.

    Returns:
        The entry as it stands now.

    Raises:
        NoReasonError: No reason is given, and the minute is over or somebody else made the entry.
        TakenBackError: It was taken back already.
        OtherSessionError: The time belongs to the other half of the day.
        OtherChildError: The arrival is of another child.
        OfficeError: The child would not be late, or the time has not come; nothing was written.
        NotAllowedError: The person signed in may not keep the late book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    versions = office.front_desk.late.versions(number)
    entry = office.front_desk.late.entry(number)
    effect, pair = _effect(office, entry, coming)
    if not why.strip() and not may_undo(office, versions[0][1]):
        raise NoReasonError
    if entry.day != office.today():
        office.require(Right.AMEND_MARK)
    said = why.strip() or CORRECTED_AT_ONCE
    amended = _amended(entry, coming, effect, said)
    with office.writing("amend-arrival", Right.KEEP_DESK, Book.LATE, Book.REGISTER) as act:
        written = office.front_desk.late.amend(act, amended)
        if pair:
            later = _mark(written, effect)
            if (pair[0].code, pair[0].minutes) != (later.code, later.minutes):
                check_register(office, later)
                office.register.amend(act, pair[0], replace(later, reason=f"late book: {said}"))
    return written


def _effect(
    office: Office, entry: LateArrival, coming: Coming
) -> tuple[Effect, tuple[Mark, Mark] | None]:
    """Return what a change would say, and the mark the entry wrote with what stood before it."""
    if entry.gone:
        raise TakenBackError
    if coming.pupil != entry.pupil:
        raise OtherChildError
    refuse_to_come(office, coming.at, entry.day)
    bell, lies = late_for(office, coming, entry.day)
    if bell.session is not entry.session:
        raise OtherSessionError(entry.session)
    versions = office.front_desk.late.versions(entry.id)
    pair = mark_and_before(office, entry, {version.line.act for version, _ in versions})
    stands = pair[1] if pair else office.register.standing(entry.pupil, entry.day, entry.session)
    under = stands if stands and stands.code != NOTHING else None
    return effect_over(office, coming, bell, lies, under, entry.day), pair


def _amended(entry: LateArrival, coming: Coming, effect: Effect, why: str) -> LateArrival:
    return replace(
        entry,
        at=coming.at.replace(second=0, microsecond=0),
        reason=coming.words.strip() or coming.reason.words,
        code=effect.code,
        minutes=effect.minutes,
        brought_by=coming.brought_by,
        brought=coming.brought.strip(),
        lunch=coming.lunch,
        evidence=coming.evidence.strip(),
        correction=why,
    )


def _mark(entry: LateArrival, effect: Effect) -> Mark:
    """Return the mark the register should have; one that explains the absence stays as it was."""
    if effect.stands is not None and effect.stands.code == effect.code:
        return replace(effect.stands, line=UNWRITTEN)
    late = entry.code in ("L", "U")
    return Mark(entry.pupil, entry.day, entry.session, entry.code, entry.minutes if late else None)
