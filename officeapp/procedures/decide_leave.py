"""Decide on leave, whole, in part or not at all, child by child: the head's, and nobody else's.

Leave is granted only where it was asked for in advance, never after the event. The day a parent's
religious body sets apart is no leave and not for the head to refuse: it is acknowledged as R
(Education Act 1996, section 444(3)(c); 2024 Regulations, regulation 10, table 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.leave import granted_symbols
from officeapp.books.leave_days import counted
from officeapp.domain.law import is_compulsory
from officeapp.domain.leave import (
    LEAVE_CODES,
    SET_APART,
    UNDECIDED,
    Decision,
    LeaveState,
    Moment,
    Outcome,
)
from officeapp.domain.leave_strips import strip_of
from officeapp.domain.record import UNWRITTEN, PupilId
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.procedures.ask_leave import WhyChangedError, kinds, require_waiting
from officeapp.procedures.leave_marks import changes, write

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.procedures.leave_marks import MarkChange

GRANTED_SINCE = "leave granted"
CHANGED_SINCE = "leave decided anew"


class NoReasonGivenError(OfficeError):
    """Leave was to be refused without saying why."""

    def __init__(self) -> None:
        super().__init__("A refusal needs a reason; choose one of the list or type why.")


class AfterTheEventError(OfficeError):
    """Leave was to be granted for a session that had gone when it was asked for."""

    def __init__(self, day: dt.date, received: dt.date) -> None:
        super().__init__(
            f"It was asked for on {short_day(received)}, after {short_day(day)}: leave cannot be "
            "granted after the event. Refuse those sessions."
        )


class NotALeaveCodeError(OfficeError):
    """Leave was to be granted under a code that is not for leave on that day."""

    def __init__(self, code: str, day: dt.date) -> None:
        super().__init__(
            f"{code} is no code for leave on {short_day(day)}; choose one of the codes offered."
        )


class NotEachChildError(OfficeError):
    """A request was to be decided for some of its children only."""

    def __init__(self) -> None:
        super().__init__("Decide for every child of the request, one way or the other.")


class NothingPickedError(OfficeError):
    """Part of a leave was to be granted with no session picked, or with all of them."""

    def __init__(self) -> None:
        super().__init__(
            "Pick the sessions to grant, and leave at least one out; or grant all, or refuse."
        )


class NotDecidedError(OfficeError):
    """A decision was to be changed that was never taken."""

    def __init__(self) -> None:
        super().__init__("This request was not decided yet, or was withdrawn; decide it first.")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the head decides for one child.

    Attributes:
        outcome: Grant, part or refuse.
        reason: Why, as the letter says it; a refusal, also in part, needs one.
        conditions: What is asked in return.
        code: The code of granted sessions; the usual one of the kind and day where not given.
        sessions: Of a part, the sessions granted.
    """

    outcome: Outcome
    reason: str = ""
    conditions: str = ""
    code: str = ""
    sessions: frozenset[Moment] = frozenset()


Rulings = Mapping[PupilId, Ruling]


def for_all(request: LeaveRequest, ruling: Ruling) -> dict[PupilId, Ruling]:
    """Return one ruling for every child of a request."""
    return dict.fromkeys(request.children, ruling)


def decide_leave(office: Office, request: LeaveRequest, rulings: Rulings) -> list[Decision]:
    """Decide a request that waits, for every child, as one act.

    Sessions granted are pre-marked. Where a session is in ink as an absence nobody has explained,
    it becomes leave.

    Raises:
        NotAllowedError: The person signed in may not decide on leave today.
        DecidedAlreadyError: The request does not wait any more.
        OfficeError: It cannot be decided so; the message says why.
    """
    office.require(Right.DECIDE_LEAVE)
    require_waiting(office, request)
    drafts = draft_decisions(office, request, rulings)
    moved = _moved(office, drafts, GRANTED_SINCE)
    with office.writing("decide-leave", Right.DECIDE_LEAVE, Book.LEAVE, Book.REGISTER) as act:
        cards = [replace(one, id=office.new_number()) for one in drafts]
        written = [office.leave.decision_cards.enter(act, card) for card in cards]
        write(office, act, moved)
    return written


def supersede_leave(
    office: Office, request: LeaveRequest, rulings: Rulings, why: str
) -> list[Decision]:
    """Decide anew what was decided already; the earlier decision is kept, with why.

    What leave wrote in registers is put back where it no longer holds.

    Raises:
        NotAllowedError: The person signed in may not decide on leave today.
        NotDecidedError: The request was not decided, or was withdrawn.
        WhyChangedError: No reason is given.
        OfficeError: It cannot be decided so; the message says why.
    """
    office.require(Right.DECIDE_LEAVE)
    if not why.strip():
        raise WhyChangedError
    state = office.leave.state(office.leave.request(request.id))
    if state in (LeaveState.WAITING, LeaveState.WITHDRAWN):
        raise NotDecidedError
    before = office.leave.decisions(request.id)
    drafts = [
        replace(one, id=before[one.pupil].id, line=before[one.pupil].line, why=why.strip())
        for one in draft_decisions(office, request, rulings)
    ]
    moved = _moved(office, drafts, CHANGED_SINCE)
    with office.writing("supersede-leave", Right.DECIDE_LEAVE, Book.LEAVE, Book.REGISTER) as act:
        written = [office.leave.decision_cards.amend(act, one) for one in drafts]
        write(office, act, moved)
    return written


def draft_decisions(office: Office, request: LeaveRequest, rulings: Rulings) -> list[Decision]:
    """Return the decisions that rulings make, not written yet, for what will follow to be said.

    Raises:
        OfficeError: It cannot be decided so; the message says why.
    """
    if set(rulings) != set(request.children):
        raise NotEachChildError
    return [_draft(office, request, pupil, rulings[pupil]) for pupil in request.children]


def codes_offered(office: Office, request: LeaveRequest) -> list[str]:
    """Return the codes under which a request may be granted on its first day, usual one first."""
    in_force = [code.code for code in office.codes.on(request.first) if code.code in LEAVE_CODES]
    usual = kinds(office, request.first)[request.kind].code(request.first, office.codes)
    return sorted(in_force, key=lambda code: (code != usual, LEAVE_CODES.index(code)))


def _draft(office: Office, request: LeaveRequest, pupil: PupilId, ruling: Ruling) -> Decision:
    if ruling.code and ruling.code not in LEAVE_CODES:
        raise NotALeaveCodeError(ruling.code, request.first)
    card = office.roll.pupil(pupil)
    count = counted(office, card, request.moments())
    decided = {moment: _symbol(office, request, ruling, moment) for moment in request.moments()}
    if ruling.outcome is Outcome.PART:
        decided |= dict.fromkeys(set(decided) - set(count.possible), UNDECIDED)
    symbols = [decided[moment] for moment in count.possible]
    granted = sum(symbol in granted_symbols() for symbol in symbols)
    if ruling.outcome is Outcome.PART and granted in (0, len(symbols)) and symbols:
        raise NothingPickedError
    if granted < len(symbols) and not ruling.reason.strip():
        raise NoReasonGivenError
    for moment in count.possible:
        _check(office, request, card.dob, moment, decided[moment])
    return Decision(
        0,
        request.id,
        pupil,
        request.first,
        strip_of(request.first, decided),
        ruling.reason.strip(),
        ruling.conditions.strip(),
        len(symbols),
        line=UNWRITTEN,
    )


def _symbol(office: Office, request: LeaveRequest, ruling: Ruling, moment: Moment) -> str:
    """Return what a ruling says of a session, in the register's notation."""
    day, _ = moment
    if day in request.days_set_apart:
        return office.codes.symbol(SET_APART)
    kind = kinds(office, request.first)[request.kind]
    grants = ruling.outcome is Outcome.GRANT or (
        ruling.outcome is Outcome.PART and moment in ruling.sessions
    )
    code = (ruling.code or kind.code(day, office.codes)) if grants else kind.taken
    return office.codes.symbol(code)


def _check(
    office: Office, request: LeaveRequest, born: dt.date, moment: Moment, symbol: str
) -> None:
    """Refuse a session granted after the event, or under a code that is not for it."""
    day, session = moment
    code = office.codes.code(symbol)
    if symbol not in granted_symbols() or code == SET_APART:
        return
    if code not in {one.code for one in office.codes.on(day) if one.code in LEAVE_CODES}:
        raise NotALeaveCodeError(code, day)
    office.codes.check(code, day, session, compulsory=is_compulsory(born, day))
    if day < request.received:
        raise AfterTheEventError(day, request.received)


def _moved(office: Office, drafts: list[Decision], reason: str) -> list[MarkChange]:
    """Return how marks change when drafts stand, each as the latest decision on its child."""
    found: list[MarkChange] = []
    for draft in drafts:
        others = [one for one in office.leave.of_child(draft.pupil) if one.id != draft.id]
        found += changes(office, draft.pupil, [*others, draft], reason)
    return found
