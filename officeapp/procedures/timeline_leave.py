"""What leave of absence brings to a pupil's timeline: asked for, decided, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.leave import granted_symbols, leave_kinds
from officeapp.domain.leave import LeaveState
from officeapp.domain.leave_strips import outcome_of
from officeapp.domain.school_year import short_span
from officeapp.domain.timeline import Strand, TimelineLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span

OUTCOMES = {
    LeaveState.GRANTED: "granted",
    LeaveState.PART: "granted in part",
    LeaveState.REFUSED: "refused",
}


def leave_lines(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    """Yield what was asked for a pupil, what was decided, and what was noted."""
    for request in office.leave.of_pupil(pupil.id):
        yield from (line for line in _of_request(office, pupil, request) if line.day in span)


def _of_request(office: Office, pupil: Pupil, request: LeaveRequest) -> Iterator[TimelineLine]:
    days = _days(request)
    kinds = leave_kinds(office.policy.on(request.received).leave)
    kind = kinds[request.kind].words if request.kind in kinds else request.kind
    back = "; withdrawn" if request.withdrawn else ""
    asked = f"{kind} asked for, {days}: {request.purpose}{back}"
    yield TimelineLine(request.received, None, Strand.LEAVE, "Leave", asked, line=request.line)
    decision = office.leave.decisions(request.id).get(pupil.id)
    if decision is not None:
        by = office.leave.decided_by(decision)
        outcome = OUTCOMES[outcome_of([decision.strip], granted_symbols())]
        words = f"{kind} {outcome}, {days}{decision.reason and f': {decision.reason}'}"
        yield TimelineLine(
            by.at.date(), by.at.time(), Strand.LEAVE, "Leave", words, line=decision.line
        )
    for note in office.leave.notes(request.id, pupil.id):
        words = f"{note.kind.words}{note.text and f': {note.text}'}"
        yield TimelineLine(note.day, None, Strand.LEAVE, "Leave", words, line=note.line)


def _days(request: LeaveRequest) -> str:
    return short_span(request.first, request.last, request.from_session, request.to_session)
