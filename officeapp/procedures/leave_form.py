"""The request form for leave: blank for the counter, or filled from a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from officeapp.books.policy import threshold_law
from officeapp.domain.leave_form import LeaveForm
from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day, short_day
from officeapp.procedures.ask_leave import applicant_ties, kinds
from officeapp.procedures.leave_facts import facts_for
from officeapp.procedures.leave_outcome import answer_of
from officeapp.procedures.printing import printed_line

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.leave_facts import LeaveFacts


def blank_form(office: Office, chosen: str = "") -> LeaveForm:
    """Return a form to be filled in by hand.

    Args:
        office: The office.
        chosen: The kind that is ticked; none on a blank form.
    """
    today = office.today()
    return LeaveForm(
        office.school.card().name,
        printed_line(office),
        tuple((kind.words, kind.key == chosen) for kind in kinds(office, today).values()),
        _notice(office),
        _warning(office),
    )


def filled_form(office: Office, request: LeaveRequest) -> LeaveForm:
    """Return a request as its form, with what the school adds and what was decided."""
    facts = facts_for(office, request)
    contact = office.contacts.contacts().get(request.applicant)
    ties = applicant_ties(office, request)
    shown = contact if contact and office.may(Right.READ_PHONES) else None
    form = replace(
        blank_form(office, request.kind),
        children=tuple(_child(office, child) for child in request.children),
        applicant=contact.called if contact else request.applicant_name,
        relationship=ties[0].relationship if ties else request.applicant_is,
        phone=shown.phones[0] if shown and shown.phones else "",
        email=shown.email if shown else "",
        lives_with=len(ties) == len(request.children) and all(tie.lives_with for tie in ties),
        first=f"{long_day(request.first)}, {request.from_session.word}",
        last=f"{long_day(request.last)}, {request.to_session.word}",
        back=_back(facts),
        sessions=_each(facts, [str(one.sessions) for one in facts.children]),
        purpose=request.purpose,
        set_apart=", ".join(short_day(day) for day in sorted(request.days_set_apart)),
        destination=request.destination,
        contact_there=request.contact_there,
        evidence=request.evidence,
        signed=request.signed,
    )
    return replace(form, **_school_part(office, request, facts))


def _school_part(office: Office, request: LeaveRequest, facts: LeaveFacts) -> dict[str, Any]:
    earlier = [words.said for one in facts.children for words in one.earlier]
    tests = dict.fromkeys(words for one in facts.children for words in one.tests)
    found = {
        "received": facts.notice.said,
        "attendance": _each(facts, [one.percent for one in facts.children]),
        "unauthorised": _each(
            facts, [f"{one.threshold.now}; {one.threshold.said}" for one in facts.children]
        ),
        "earlier": "; ".join(earlier) or "none",
        "tests": "; ".join(tests) or "none near these days",
    }
    decisions = office.leave.decisions(request.id)
    if not decisions:
        return found
    answers = [answer_of(office, one) for one in decisions.values()]
    by = office.leave.decided_by(max(decisions.values(), key=lambda one: one.line))
    decided = [
        f"{one.pupil.called}: {len(one.granted)} granted {' '.join(one.codes)}".rstrip()
        + f", {len(one.refused)} refused"
        for one in answers
    ]
    reasons = dict.fromkeys(part for one in answers for part in (one.reason, one.conditions))
    return found | {
        "decision": f"{office.leave.state(request).value.capitalize()}. {'; '.join(decided)}",
        "reason": "; ".join(part for part in reasons if part),
        "decided_by": f"{by.name}, {by.post}, {long_day(by.at.date())}",
    }


def _child(office: Office, number: int) -> tuple[str, str, str]:
    pupil = office.roll.pupil(number)
    placed = office.roll.placed(number, office.today())
    school_class = office.roll.school_class(placed.school_class).name if placed else ""
    return pupil.called, f"{pupil.dob:%d.%m.%Y}", school_class


def _each(facts: LeaveFacts, words: list[str]) -> str:
    """Return one text for all children, each with the first name where they differ."""
    if len(set(words)) == 1:
        return words[0]
    names = [one.pupil.forename or one.pupil.surname for one in facts.children]
    return "; ".join(f"{name} {said}" for name, said in zip(names, words, strict=True))


def _back(facts: LeaveFacts) -> str:
    days = [
        f"{short_day(one.back[0])} {one.back[0].year}" if one.back else "" for one in facts.children
    ]
    return _each(facts, days)


def _notice(office: Office) -> str:
    policy = office.policy.on(office.today()).leave
    known = kinds(office, office.today())
    weeks = [
        (known[one.id].words if one.id in known else "leave", one.weeks)
        for one in policy.notices
        if one.weeks
    ]
    said = ", ".join(f"{words} {number} weeks ahead" for words, number in weeks)
    return f"The school's policy asks for notice: {said}." if said else ""


def _warning(office: Office) -> str:
    amounts = threshold_law().amounts_on(office.today())
    begins = (
        "Leave in term time is for the headteacher to grant, in exceptional circumstances and in "
        "advance, never after the event. Days taken without leave are unauthorised absence"
    )
    if amounts is None:
        return f"{begins}."
    return (
        f"{begins}, and the local authority may issue a penalty notice to each parent for each "
        f"child: £{amounts.early} if paid within {amounts.early_days} days, £{amounts.late} within "
        f"{amounts.late_days}."
    )
