"""Leave of absence among the saves of the proofs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.assessments import Assessment
from officeapp.domain.leave import LeaveRequest, LeaveState
from officeapp.domain.school_year import Span
from officeapp.procedures import ask_leave, change_leave, decide_leave, follow_leave, name_delegate
from officeapp.procedures.decide_leave import for_all
from tests.leave_builders import NO, YES
from tests.proofs.saves import LAST, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save

EARLIER = dt.date(2026, 7, 8)  # a Wednesday before the day on which all this happens
DURING = Span(dt.date(2026, 7, 16), LAST)


def make_ready(office: Office) -> None:
    """Leave of every state, and somebody named to decide."""
    for number, ruling in ((0, None), (1, YES), (2, NO), (3, None), (7, YES)):
        request = ask_leave.ask_leave(office, _request(office, number))
        if ruling:
            decide_leave.decide_leave(office, request, for_all(request, ruling))
    name_delegate.name_delegate(office, office.staff.named("Ben Okoro", LAST), LAST)


def _request(office: Office, number: int) -> LeaveRequest:
    return LeaveRequest(
        0,
        (_pupil(office, number).id,),
        "holiday",
        "a week in Spain",
        DURING.first,
        DURING.last,
        EARLIER,
        applicant_name="Marek Święcicka",
    )


def _in_state(office: Office, state: LeaveState) -> LeaveRequest:
    return next(one for one in office.leave.requests() if office.leave.state(one) is state)


def _waiting(office: Office) -> LeaveRequest:
    return _in_state(office, LeaveState.WAITING)


def _granted(office: Office) -> LeaveRequest:
    return _in_state(office, LeaveState.GRANTED)


def _decide(office: Office) -> None:
    request = _waiting(office)
    decide_leave.decide_leave(office, request, for_all(request, YES))


def _supersede(office: Office) -> None:
    request = _granted(office)
    decide_leave.supersede_leave(office, request, for_all(request, NO), "no evidence")


def _mark(office: Office) -> None:
    request = _in_state(office, LeaveState.REFUSED)
    found = follow_leave.unauthorised_sessions(office, request).to_mark
    follow_leave.mark_unauthorised_leave(office, request, found)


def _change_delegate(office: Office) -> None:
    (named,) = office.leave.delegates()
    name_delegate.change_delegate(office, replace(named, last=LAST))


def _name(office: Office) -> None:
    """Name somebody whose naming was taken back first, where it stands."""
    person = office.staff.named("Ben Okoro", LAST)
    name_delegate.name_delegate(office, person, dt.date(2026, 6, 1), dt.date(2026, 6, 5))


SAVES: dict[str, Save] = {
    "ask-leave": lambda office: ask_leave.ask_leave(office, _request(office, 5)),
    "change-leave": lambda office: ask_leave.change_request(
        office, replace(_waiting(office), destination="Lisbon"), "they told us"
    ),
    "decide-leave": _decide,
    "supersede-leave": _supersede,
    "withdraw-leave": lambda office: change_leave.withdraw_leave(
        office, _waiting(office), "not going"
    ),
    "take-back-leave": lambda office: change_leave.take_back_leave(
        office, _granted(office), "not going"
    ),
    "mark-leave": _mark,
    "note-leave": lambda office: follow_leave.note_leave_enquiry(
        office, _granted(office), "rang, no answer"
    ),
    "name-delegate": _name,
    "change-delegate": _change_delegate,
    "set-assessment": lambda office: name_delegate.set_assessment(
        office, Assessment(0, "Mock tests", LAST, LAST)
    ),
}
