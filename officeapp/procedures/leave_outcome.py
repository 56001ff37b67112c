"""What a decision on leave leads to: in words before it is taken, as facts for the letter after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.leave import granted_symbols
from officeapp.books.leave_days import calendar_of, counted, recounted
from officeapp.books.leave_watch import due_after, return_check, to_follow_up
from officeapp.domain.leave import UNDECIDED, LeaveState, NoteKind
from officeapp.domain.leave_letter import ChildAnswer, LeaveLetter
from officeapp.domain.school_year import short_day
from officeapp.procedures.ask_leave import kinds
from officeapp.procedures.follow_leave import unauthorised_sessions
from officeapp.procedures.leave_facts import if_taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.leave import Decision, LeaveRequest
    from officeapp.domain.record import PupilId

SOON = dt.timedelta(days=7)  # before its first day, when a request presses
IN_DISPUTE = "Two desks decided it differently; say under Clashes which decision stands."


def consequence(office: Office, decisions: Iterable[Decision]) -> str:
    """Return what will follow from decisions, written or only drafted, one sentence a child.

    It is said before the key that does it: `decide_leave.draft_decisions` makes the drafts.
    """
    answers = [answer_of(office, one) for one in decisions]
    if len(answers) == 1:
        return answers[0].said
    return "\n".join(f"{one.pupil.called}: {one.said}" for one in answers)


def answer_of(office: Office, decision: Decision) -> ChildAnswer:
    """Return what was decided of a child, counted by the calendar as it is now."""
    request = office.leave.request(decision.request)
    pupil = office.roll.pupil(decision.pupil)
    decided = dict(decision.moments())
    possible = counted(office, pupil, decided).possible
    granted = tuple(one for one in possible if decided[one] in granted_symbols())
    refused = tuple(one for one in possible if decided[one] not in (*granted_symbols(), UNDECIDED))
    codes = dict.fromkeys(office.codes.code(decided[one]) for one in granted)
    last = granted[-1] if granted else (refused[-1] if refused else None)
    back = due_after(office, pupil.id, last) if last else None
    calendar = calendar_of(office, pupil.id, back[0]) if back else None
    policy = office.policy.on(request.received).leave
    return ChildAnswer(
        pupil,
        granted,
        refused,
        tuple(codes),
        kinds(office, request.first)[request.kind].taken,
        decision.reason,
        decision.conditions,
        back,
        calendar.school_days_after(back[0], policy.enquire_after_days)
        if calendar and back
        else None,
        calendar.school_days_after(back[0], policy.refer_after_days) if calendar and back else None,
        if_taken(office, pupil, refused) if refused else None,
    )


def letters(office: Office, request: LeaveRequest) -> list[LeaveLetter]:
    """Return the facts of the answer to each parent; nothing while the request waits.

    A parent is a contact with parental responsibility, or one the child lives with; somebody who
    is not to be written to gets none.
    """
    found: dict[int, LeaveLetter] = {}
    phone = office.school.card().phone
    for pupil, decision in office.leave.decisions(request.id).items():
        answer = answer_of(office, decision)
        for tie, contact in office.contacts.of(pupil):
            if contact.do_not_contact or not (tie.parental_responsibility or tie.lives_with):
                continue
            known = found.get(contact.id)
            answers = (*known.answers, answer) if known else (answer,)
            numbers = len(contact.phones) + bool(contact.email)
            found[contact.id] = LeaveLetter(
                contact, tie.relationship, answers, phone, request.contact_there, numbers
            )
    return list(found.values())


def next_step(office: Office, request: LeaveRequest) -> str:
    """Return what is to be done next about a request, in words; '' where nothing is."""
    state = office.leave.state(request)
    if state is LeaveState.WITHDRAWN:
        return ""
    if any(one.request == request.id for one in office.clashes.leave()):
        return IN_DISPUTE
    if state is LeaveState.WAITING:
        return f"The headteacher decides{_how_soon(office, request)}."
    return _of_decided(office, request)


def _how_soon(office: Office, request: LeaveRequest) -> str:
    """Return what presses or delays a decision, in words that follow on."""
    notes = office.leave.notes(request.id)
    asked = any(one.kind is NoteKind.QUESTION for one in notes)
    after = ", after the family's answer" if asked else ""
    if request.first <= office.today():
        return f"{after}; the leave has begun"
    soon = request.first - office.today() <= SOON
    return f"{after}, before {short_day(request.first)}" if soon else after


def _of_decided(office: Office, request: LeaveRequest) -> str:
    changed = recount_words(office, request)
    if changed and request.last >= office.today():
        return f"{changed} Look at the decision again."
    if unauthorised_sessions(office, request).to_mark:
        return "Confirm whether the child was away without leave."
    checks = [_check_words(office, request, pupil) for pupil in request.children]
    due = [words for words in checks if words]
    if due:
        return " ".join(due)
    if to_follow_up(office, request, office.today()):
        return "Follow up the leave taken without permission."
    return _to_come(office, request)


def recount_words(office: Office, request: LeaveRequest) -> str:
    """Return how a decision counts otherwise since the calendar or the roll changed; '' if not."""
    said = []
    for pupil, decision in office.leave.decisions(request.id).items():
        now = recounted(office, decision)
        if now is not None:
            name = office.roll.pupil(pupil).called
            undecided = f", {now.undecided} of them not decided" if now.undecided else ""
            said.append(f"{name}: {decision.counted} sessions then, {now.counted} now{undecided}.")
    return f"The calendar or the roll changed since the decision. {' '.join(said)}" if said else ""


def _check_words(office: Office, request: LeaveRequest, pupil: PupilId) -> str:
    today = office.today()
    check = return_check(office, request, pupil, today)
    if check is None:
        return ""
    name = check.pupil.called
    kinds_noted = {one.kind for one in check.notes}
    if today >= check.refer_on and NoteKind.REFERRAL not in kinds_noted:
        return f"Refer {name}: not back since {short_day(check.expected)}."
    if today >= check.enquire_on and NoteKind.ENQUIRY not in kinds_noted:
        return f"Ask where {name} is, due back on {short_day(check.expected)}."
    return f"Return check: {name} was due back on {short_day(check.expected)}."


def _to_come(office: Office, request: LeaveRequest) -> str:
    if request.last < office.today():
        return ""
    answers = [answer_of(office, one) for one in office.leave.decisions(request.id).values()]
    if any(one.refused for one in answers):
        return f"Watch the register from {short_day(request.first)}."
    return f"Pre-marked from {short_day(request.first)}."
