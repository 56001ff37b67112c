"""Take requests for leave back: before a decision, or after it with what it wrote undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.leave import granted_symbols
from officeapp.books.leave_days import stands
from officeapp.domain.leave import LeaveState, Moment
from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.procedures.ask_leave import WhyChangedError, require_waiting
from officeapp.procedures.decide_leave import NotDecidedError
from officeapp.procedures.leave_marks import changes, write

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.procedures.leave_marks import MarkChange

TAKEN_BACK = "leave taken back"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a leave back did.

    Attributes:
        restored: How many marks in ink were put back to what stood before.
        left: Sessions that still have a code of leave, because a person wrote it, not the leave.
    """

    restored: int
    left: tuple[tuple[PupilId, Moment], ...] = ()


def withdraw_leave(office: Office, request: LeaveRequest, why: str) -> None:
    """Note that a family took back a request that waits; it is kept, with why.

    Raises:
        WhyChangedError: No reason is given.
        DecidedAlreadyError: It does not wait any more; `take_back_leave` is for that.
        ChangedMeanwhileError: It was changed since it was read.
    """
    if not why.strip():
        raise WhyChangedError
    require_waiting(office, request)
    with office.writing("withdraw-leave", Right.FOLLOW_LEAVE, Book.LEAVE) as act:
        gone = replace(request, withdrawn=True, why=why.strip())
        office.leave.request_cards.amend(act, gone)


def take_back_leave(office: Office, request: LeaveRequest, why: str) -> TakenBack:
    """Take back a leave that was decided: the family does not go, or it was a mistake.

    Its sessions are pre-marked no longer. What leave wrote in registers becomes exactly what stood
    before it; what people marked stays. An earlier decision on the same sessions stands again.

    Raises:
        WhyChangedError: No reason is given.
        NotDecidedError: It was not decided, or is taken back already.
        ChangedMeanwhileError: It was changed since it was read.
    """
    if not why.strip():
        raise WhyChangedError
    state = office.leave.state(office.leave.request(request.id))
    if state in (LeaveState.WAITING, LeaveState.WITHDRAWN):
        raise NotDecidedError
    moved: list[MarkChange] = []
    for pupil in request.children:
        others = [one for one in office.leave.of_child(pupil) if one.request != request.id]
        moved += changes(office, pupil, others, TAKEN_BACK)
    with office.writing("take-back-leave", Right.FOLLOW_LEAVE, Book.LEAVE, Book.REGISTER) as act:
        gone = replace(request, withdrawn=True, why=why.strip())
        office.leave.request_cards.amend(act, gone)
        restored = write(office, act, moved)
    return TakenBack(restored, tuple(_left(office, request)))


def _left(office: Office, request: LeaveRequest) -> list[tuple[PupilId, Moment]]:
    """Return the sessions of a leave taken back that still have a code of leave."""
    found = []
    for pupil, decision in office.leave.decisions(request.id).items():
        now = office.leave.standing(pupil)
        for moment, symbol in decision.moments():
            code = stands(office, pupil, moment)
            is_leave = bool(code) and office.codes.symbol(code) in granted_symbols()
            if symbol in granted_symbols() and is_leave and moment not in now:
                found.append((pupil, moment))
    return found
