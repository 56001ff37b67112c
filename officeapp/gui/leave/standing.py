"""What stands of a request beside its facts: who decided, what became of it, what is due next."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.books.leave_watch import refused_sessions
from officeapp.domain.leave import LeaveState
from officeapp.domain.school_year import long_day, short_day
from officeapp.procedures.leave_outcome import answer_of, next_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest

    Said = tuple[str, str]


def standing_said(office: Office, request: LeaveRequest) -> list[Said]:
    """Return what stands of a request in sentences, each with the kind of its label."""
    return [
        *_decisions(office, request),
        *_watched(office, request),
        *((f"Next: {step}", "strong") for step in [next_step(office, request)] if step),
        *_notes(office, request),
        *_gone(office, request),
        *_changes(office, request),
    ]


def _decisions(office: Office, request: LeaveRequest) -> Iterator[Said]:
    for decision in office.leave.decisions(request.id).values():
        answer = answer_of(office, decision)
        by = office.leave.decided_by(decision)
        parts = []
        if answer.granted:
            parts.append(f"{len(answer.granted)} granted {' '.join(answer.codes)}")
        if answer.refused:
            parts.append(f"{len(answer.refused)} refused")
        what = ", ".join(parts) or "nothing counts on these days"
        said = f"{answer.pupil.called}: {what}, by {by.name}, {by.post}, {long_day(by.at.date())}."
        why = [f"Reason: {decision.reason}."] if decision.reason else []
        why += [f"Conditions: {decision.conditions}."] if decision.conditions else []
        why += [f"Decided anew: {decision.why}."] if decision.why else []
        yield " ".join([said, *why]), ""


def _watched(office: Office, request: LeaveRequest) -> Iterator[Said]:
    """Yield the refused sessions that have a mark or have gone, day by day."""
    if office.leave.state(request) is LeaveState.WITHDRAWN:
        return
    for child in request.children:
        mine = [one for one in refused_sessions(office, child) if one.request.id == request.id]
        gone = [one for one in mine if one.stands or one.day < office.today()]
        if not gone:
            continue
        days = [
            f"{short_day(day)} {' '.join(one.stands or 'not marked' for one in sessions)}"
            for day, sessions in itertools.groupby(gone, key=lambda one: one.day)
        ]
        yield f"Without leave, {gone[0].pupil.called}: {' · '.join(days)}.", ""


def _notes(office: Office, request: LeaveRequest) -> Iterator[Said]:
    for note in office.leave.notes(request.id):
        of = f", {office.roll.pupil(note.pupil).called}" if note.pupil else ""
        text = f": {note.text}" if note.text else ""
        yield f"{short_day(note.day)}, {note.kind.words}{of}{text}.", "faded"


def _gone(office: Office, request: LeaveRequest) -> Iterator[Said]:
    for note, by in office.leave.notes_gone(request.id):
        what = f"'{note.kind.words}' of {short_day(note.day)}"
        yield f"{short_day(by.at.date())}, {what} taken back by {by.name}: {note.text}.", "faded"


def _changes(office: Office, request: LeaveRequest) -> Iterator[Said]:
    for version, by in office.leave.versions(request.id):
        if not version.why:
            continue
        what = "withdrawn" if version.withdrawn else "changed"
        yield f"{short_day(by.at.date())}, {what} by {by.name}: {version.why}.", "faded"
    for child in request.children:
        versions = office.leave.versions_of_decision(request.id, child)
        for earlier, by in versions[:-1]:
            name = office.roll.pupil(child).called
            reason = earlier.reason or "no reason given"
            yield f"{short_day(by.at.date())}, decided before for {name}: {reason}.", "faded"
