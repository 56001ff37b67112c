"""Follow a leave to the return: mark absence without leave, note enquiries and who is back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.leave_days import has_begun
from officeapp.books.leave_ink import histories_of
from officeapp.books.leave_watch import Watched, refused_sessions
from officeapp.domain.leave import UNEXPLAINED, LeaveNote, NoteKind
from officeapp.domain.record import PupilId
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.leave_marks import MarkChange, write

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest

ALL_CHILDREN = PupilId(0)
AWAY = "away without leave"


class NothingToMarkError(OfficeError):
    """No refused session has gone in which the child can have been away."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to mark: no refused session has begun yet, or each of them has a "
            "mark that says otherwise."
        )


class MarkedMeanwhileError(OfficeError):
    """What was confirmed is not what stands."""

    def __init__(self) -> None:
        super().__init__(
            "The register changed since these sessions were shown; look at them again."
        )


class NotOnThisRequestError(OfficeError):
    """A note was to be made of a child the request is not for."""

    def __init__(self) -> None:
        super().__init__("The request is not for this child; choose one of its children.")


class NoTextError(OfficeError):
    """A note was to be made that says nothing."""

    def __init__(self) -> None:
        super().__init__("Write what was asked or found, so that it can be read later.")


class ToComeError(OfficeError):
    """Something was to be noted for a day that has not come."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(f"{long_day(day)} has not come yet; enter the day on which it was.")


@dataclass(frozen=True, slots=True)
class Unauthorised:
    """What confirming an absence without leave would write.

    Attributes:
        to_mark: Sessions to be marked G or O: unmarked now, or away without a reason.
        kept: Sessions that have another mark, which stays.
    """

    to_mark: tuple[Watched, ...]
    kept: tuple[Watched, ...]


def unauthorised_sessions(office: Office, request: LeaveRequest) -> Unauthorised:
    """Return which refused sessions of a request would be marked, for a person to confirm.

    Only sessions that have begun, and of today only those with a mark: a register may be open. A
    child marked present, or away for another reason, keeps that.
    """
    to_mark: list[Watched] = []
    kept: list[Watched] = []
    for pupil in request.children:
        for one in refused_sessions(office, pupil):
            if one.request.id != request.id or not has_begun(office, pupil, (one.day, one.session)):
                continue
            if one.stands == one.taken:
                continue
            if one.stands or one.day < office.today():
                (to_mark if one.stands in ("", *UNEXPLAINED) else kept).append(one)
    return Unauthorised(tuple(to_mark), tuple(kept))


def mark_unauthorised_leave(
    office: Office, request: LeaveRequest, confirmed: Sequence[Watched]
) -> int:
    """Mark the refused sessions in which the children were away, G or O, as one act.

    Args:
        office: The office.
        request: The request that was refused, whole or in part.
        confirmed: The sessions a person has confirmed, of those that can be marked.

    Returns:
        How many marks were written.

    Raises:
        NothingToMarkError: None was confirmed.
        MarkedMeanwhileError: One of them has another mark by now.
        NotAllowedError: The person signed in may not follow up leave.
    """
    if not confirmed:
        raise NothingToMarkError
    if not set(confirmed) <= set(unauthorised_sessions(office, request).to_mark):
        raise MarkedMeanwhileError
    moved = [_change(office, one) for one in confirmed]
    with office.writing("mark-leave", Right.FOLLOW_LEAVE, Book.REGISTER) as act:
        return write(office, act, moved)


def note_leave_back(
    office: Office, request: LeaveRequest, pupil: PupilId, back: dt.date
) -> LeaveNote:
    """Note that a child is back from leave, and since when."""
    office.require(Right.FOLLOW_LEAVE)
    return _note(office, request, NoteKind.BACK, back, pupil=pupil)


def note_leave_enquiry(
    office: Office, request: LeaveRequest, text: str, pupil: PupilId = ALL_CHILDREN
) -> LeaveNote:
    """Note today that the school asked why a child is not back, and what it found.

    Raises:
        NoTextError: Nothing is said of it.
    """
    office.require(Right.FOLLOW_LEAVE)
    return _said(office, request, NoteKind.ENQUIRY, text, pupil)


def note_leave_referral(
    office: Office, request: LeaveRequest, text: str, pupil: PupilId = ALL_CHILDREN
) -> LeaveNote:
    """Note today that a child who did not come back was referred to the authority."""
    office.require(Right.FOLLOW_LEAVE)
    return _note(office, request, NoteKind.REFERRAL, office.today(), pupil=pupil, text=text)


def note_leave_follow_up(
    office: Office, request: LeaveRequest, text: str, pupil: PupilId = ALL_CHILDREN
) -> LeaveNote:
    """Note today that a leave taken without permission was followed up: letter and request."""
    office.require(Right.FOLLOW_LEAVE)
    return _note(office, request, NoteKind.FOLLOW_UP, office.today(), pupil=pupil, text=text)


def ask_for_more(office: Office, request: LeaveRequest, text: str) -> LeaveNote:
    """Note today what the family was asked for before the request can be decided.

    Raises:
        NoTextError: Nothing is said of it.
    """
    office.require(Right.FOLLOW_LEAVE)
    return _said(office, request, NoteKind.QUESTION, text)


def note_partner_answer(office: Office, request: LeaveRequest, text: str) -> LeaveNote:
    """Note today what a partner school decided for brothers and sisters, or that it has none.

    Raises:
        NoTextError: Nothing is said of it.
    """
    office.require(Right.FOLLOW_LEAVE)
    return _said(office, request, NoteKind.PARTNER, text)


def take_back_leave_note(office: Office, note: LeaveNote, reason: str) -> LeaveNote:
    """Take back a note that was a mistake; it is kept and counts no more.

    Args:
        office: The office.
        note: The note as it was read.
        reason: Why, in the clerk's own words.

    Raises:
        NoReasonError: The reason is blank.
        ChangedMeanwhileError: It was taken back already.
    """
    if not reason.strip():
        raise NoReasonError
    with office.writing("note-leave", Right.FOLLOW_LEAVE, Book.LEAVE) as act:
        gone = replace(note, gone=True, text=reason.strip())
        return office.leave.note_cards.amend(act, gone)


def _said(
    office: Office,
    request: LeaveRequest,
    kind: NoteKind,
    text: str,
    pupil: PupilId = ALL_CHILDREN,
) -> LeaveNote:
    """Note today what somebody said, which must not be nothing."""
    if not text.strip():
        raise NoTextError
    return _note(office, request, kind, office.today(), pupil=pupil, text=text)


def _note(
    office: Office,
    request: LeaveRequest,
    kind: NoteKind,
    day: dt.date,
    *,
    pupil: PupilId = ALL_CHILDREN,
    text: str = "",
) -> LeaveNote:
    if pupil != ALL_CHILDREN and pupil not in request.children:
        raise NotOnThisRequestError
    if day > office.today():
        raise ToComeError(day)
    with office.writing("note-leave", Right.FOLLOW_LEAVE, Book.LEAVE) as act:
        card = LeaveNote(office.new_number(), request.id, pupil, kind, day, text.strip())
        return office.leave.note_cards.enter(act, card)


def _change(office: Office, one: Watched) -> MarkChange:
    """Return how a session is marked; a line that says nothing stands is corrected, not passed."""
    moment = one.day, one.session
    lines = histories_of(office, one.pupil.id, [moment]).get(moment, [])
    stands = lines[-1].mark if lines else None
    later = Mark(one.pupil.id, *moment, one.taken, reason=AWAY if stands else "")
    return MarkChange(stands, later)
