"""A child's leave in the child's record: asked, decided, withdrawn, and what followed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.domain.printed import Section
from officeapp.domain.school_year import short_day, short_span
from officeapp.procedures.ask_leave import applicant, kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.leave import Decision, LeaveRequest
    from officeapp.domain.record import PupilId, Signature

TITLE = "Leave of absence"
HEADINGS = ("When", "What", "Of what", "Said", "Written by")
WIDTHS = (0.14, 0.12, 0.26, 0.28, 0.2)


def leave_section(office: Office, pupil: PupilId, text: Callable[[str], str]) -> Section:
    """Return everything written of a child's leave, refusals and withdrawals too.

    Args:
        office: The office.
        pupil: The child.
        text: Leaves out what may not be printed in this child's record.
    """
    rows: list[tuple[str, ...]] = []
    for request in office.leave.of_pupil(pupil):
        rows += _asked(office, request, text)
        rows += _decided(office, request, pupil, text)
        rows += [
            (_day(note.day), note.kind.words, _days(request), text(note.text), "")
            for note in office.leave.notes(request.id, pupil)
        ]
        rows += [
            (
                _day(by.at.date()),
                "taken back",
                _days(request),
                text(f"{note.kind.words} of {short_day(note.day)}: {note.text}"),
                _who(by),
            )
            for note, by in office.leave.notes_gone(request.id, pupil)
        ]
    return Section(TITLE, HEADINGS, rows, WIDTHS)


def _asked(
    office: Office, request: LeaveRequest, text: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    for version, by in office.leave.versions(request.id):
        what = "withdrawn" if version.withdrawn else ("changed" if version.why else "asked")
        kind = kinds(office, version.first)[version.kind].words
        more = (version.purpose, version.destination, version.contact_there, version.evidence)
        said = "; ".join(text(part) for part in (*more, version.why) if part)
        asked = f"{_days(version)}: {kind}, asked by {applicant(office, version)}"
        yield _day(version.received), what, asked, said, _who(by)


def _decided(
    office: Office, request: LeaveRequest, pupil: PupilId, text: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    for decision, by in office.leave.versions_of_decision(request.id, pupil):
        said = "; ".join(
            text(part) for part in (decision.reason, decision.conditions, decision.why) if part
        )
        yield _day(by.at.date()), "decided", _codes(office, decision), said, _who(by)


def _codes(office: Office, decision: Decision) -> str:
    """Return a decision run by run: '7 Dec am to 9 Dec pm: C'."""
    runs = []
    for symbol, found in itertools.groupby(decision.moments(), key=lambda one: one[1]):
        moments = [moment for moment, _ in found]
        (first, begins), (last, ends) = moments[0], moments[-1]
        code = office.codes.code(symbol) or "not decided"
        runs.append(f"{short_span(first, last, begins, ends)}: {code}")
    return "; ".join(runs)


def _who(by: Signature) -> str:
    return f"{by.name}, {by.post}"


def _day(day: dt.date) -> str:
    return f"{day:%d %b %Y}"


def _days(request: LeaveRequest) -> str:
    span = short_span(request.first, request.last, request.from_session, request.to_session)
    return f"{span} {request.last.year}"
