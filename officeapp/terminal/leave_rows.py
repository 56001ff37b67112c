"""Requests for leave as the terminal answers: names and fields are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officeapp.domain.leave import LeaveState
from officeapp.procedures.ask_leave import applicant, family_of
from officeapp.procedures.leave_facts import facts_for
from officeapp.procedures.leave_outcome import answer_of, letters, next_step

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest, Moment
    from officeapp.domain.leave_facts import ChildFacts, LeaveFacts
    from officeapp.domain.leave_letter import ChildAnswer, LeaveLetter
    from officeapp.domain.roll import Pupil

    Row = dict[str, Any]


def leave_row(office: Office, request: LeaveRequest, *, full: bool) -> Row:
    """Return a request as the terminal answers, with its facts where they are wanted."""
    decisions = office.leave.decisions(request.id)
    answers = [answer_of(office, one) for one in decisions.values()]
    latest = max(decisions.values(), key=lambda one: one.line, default=None)
    by = office.leave.decided_by(latest) if latest else None
    facts = facts_for(office, request)
    state = office.leave.state(request)
    return {
        "id": request.id,
        "pupils": [_pupil(office.roll.pupil(child)) for child in request.children],
        "applicant": applicant(office, request),
        "kind": request.kind,
        "purpose": request.purpose,
        "first": request.first,
        "from_session": request.from_session,
        "last": request.last,
        "to_session": request.to_session,
        "sessions": facts.sessions,
        "received": request.received,
        "state": state.value,
        "granted": sum(len(one.granted) for one in answers),
        "refused": sum(len(one.refused) for one in answers),
        "decided_by": f"{by.name}, {by.post}" if by else None,
        "decided_at": by.at.isoformat() if by else None,
        "code": " ".join(dict.fromkeys(_codes(answers))) or None,
        "reason": "; ".join(dict.fromkeys(one.reason for one in answers if one.reason)) or None,
        "why": request.why or (latest.why if latest else "") or None,
        "overlapping": [one.id for one in office.leave.overlapping(request)],
        "facts": _facts(office, facts) if full else {},
        "letters": [_letter(one) for one in letters(office, request)]
        if full and state is not LeaveState.WITHDRAWN
        else [],
        "next_step": next_step(office, request) or None,
    }


def _codes(answers: list[ChildAnswer]) -> list[str]:
    granted = [code for one in answers for code in one.codes]
    return granted + [one.taken for one in answers if one.refused]


def _pupil(pupil: Pupil) -> Row:
    return {"id": pupil.id, "upn": pupil.upn, "name": pupil.called}


def _facts(office: Office, facts: LeaveFacts) -> Row:
    notice = facts.notice
    return {
        "notice": {
            "weeks": notice.weeks,
            "school_days": notice.school_days,
            "asked_weeks": notice.asked,
            "enough": notice.enough,
            "after_event": notice.after_event,
            "said": notice.said,
        },
        "evidence": facts.request.evidence or None,
        "children": [_child(one) for one in facts.children],
        "siblings": [one.said for one in facts.siblings],
        "partners": list(facts.partners),
        "overlapping": [
            {"id": one.request.id, "state": one.state.value, "said": one.said}
            for one in facts.overlaps
        ],
        "like_decisions": [one.said for one in facts.likes],
        "doubts": list(facts.doubts),
        "family": [
            _pupil(one)
            for one in family_of(office, facts.children[0].pupil)
            if one.id not in facts.request.children
        ],
    }


def _child(one: ChildFacts) -> Row:
    return {
        **_pupil(one.pupil),
        "sessions": one.sessions,
        "by_year": {year.name: number for year, number in one.by_year},
        "closed": [{"date": day, "why": why} for day, why in one.closed],
        "off_roll": list(one.off_roll),
        "not_expected": one.not_expected,
        "possible": one.attendance.possible,
        "attended": one.attendance.attended,
        "attendance_percent": one.attendance.percent,
        "unauthorised": one.threshold.now,
        "unauthorised_if_taken": one.threshold.then,
        "threshold": one.threshold.limit,
        "threshold_on": one.threshold.met_on,
        "earlier": [earlier.said for earlier in one.earlier],
        "tests": list(one.tests),
        "back": _moment(one.back),
        "stage": one.stage or None,
        "support": list(one.support),
    }


def _letter(letter: LeaveLetter) -> Row:
    return {
        "parent": {"id": letter.parent.id, "name": letter.parent.called},
        "relationship": letter.relationship,
        "school_phone": letter.school_phone or None,
        "contact_there": letter.contact_there or None,
        "numbers_known": letter.numbers_known,
        "children": [
            {
                **_pupil(one.pupil),
                "granted": [_moment(moment) for moment in one.granted],
                "refused": [_moment(moment) for moment in one.refused],
                "codes": list(one.codes),
                "code_if_taken": one.taken if one.refused else None,
                "reason": one.reason or None,
                "conditions": one.conditions or None,
                "back": _moment(one.back),
                "enquire_on": one.enquire_on,
                "refer_on": one.refer_on,
                "unauthorised_if_taken": one.threshold.then if one.threshold else None,
                "threshold_on": one.threshold.met_on if one.threshold else None,
                "said": one.said,
            }
            for one in letter.answers
        ],
    }


def _moment(moment: Moment | None) -> list[str] | None:
    return [moment[0].isoformat(), moment[1].value] if moment else None
