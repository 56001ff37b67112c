"""Gather what a letter says beside the figures: the law of the date, leave, plans and support."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.figures import rests_on
from officeapp.books.leave_days import calendar_of
from officeapp.books.policy import threshold_law
from officeapp.domain.leave import LeaveState
from officeapp.domain.letter_facts import counted, listed, sessions_words, span_words
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.school_year import Span, long_day
from officeapp.procedures.leave_outcome import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest, Moment
    from officeapp.domain.roll import Pupil
    from officeapp.procedures.letter_facts import Gathering

    Facts = dict[str, str]

IMPROVE_WEEKS = 6  # the longest period of the national framework; a letter may say another
A_YEAR = dt.timedelta(days=365)


def beside_facts(given: Gathering, pupil: Pupil, until: dt.date, asked: set[str]) -> Facts:
    """Return those of the facts asked for that do not come from the figures.

    Args:
        given: The office, the date, and what a batch shares.
        pupil: The child.
        until: The last day of the letter's figures.
        asked: The names of the facts the letter asks for.
    """
    groups: tuple[tuple[tuple[str, ...], Callable[[], Facts]], ...] = (
        (("window_", "threshold"), lambda: _of_window(given.office, pupil, until)),
        (("notice_",), lambda: _of_notices(until)),
        (("leave_",), lambda: _of_leave(given, pupil)),
        (("plan_",), lambda: _of_plan(given.office, pupil, given.day)),
        (("support_", "social_"), lambda: _of_case(given.office, pupil, given.day)),
        (("improve_",), lambda: _of_improvement(given.office, pupil, given.day)),
        (("mends_",), lambda: _of_mending(given)),
    )
    found: Facts = {}
    for prefixes, gather in groups:
        if any(name.startswith(prefixes) for name in asked):
            found |= gather()
    return found


def _of_window(office: Office, pupil: Pupil, until: dt.date) -> Facts:
    """Return the unauthorised sessions the law looks at on a day."""
    rule = next((one for one in threshold_law().rules_on(until) if one.id == PENALTY_NOTICE), None)
    if rule is None:
        return {}
    first = calendar_of(office, pupil.id, until).window_from(until, rule.weeks)
    wanted = "".join(map(office.codes.symbol, rule.codes))
    sat = rests_on(office, pupil, Span(first, until), wanted)
    which = sessions_words((day, session) for day, session, _ in sat)
    return {
        "threshold": str(rule.count),
        "threshold_weeks": str(rule.weeks),
        "window_count": str(len(sat)),
        "window_words": counted(len(sat)),
        "window_were": "was" if len(sat) == 1 else "were",
        "window_said": _window_said(rule.weeks, len(sat), which),
        **({"window_sessions": which} if sat else {}),
    }


def _window_said(weeks: int, many: int, which: str) -> str:
    if not many:
        return f"In the last {weeks} school weeks no session was unauthorised."
    were = "session was" if many == 1 else "sessions were"
    return f"In the last {weeks} school weeks {many} {were} unauthorised: {which}."


def _of_notices(day: dt.date) -> Facts:
    """Return what a penalty notice costs for absence on a day."""
    amounts = threshold_law().amounts_on(day)
    if amounts is None:
        return {}
    return {
        "notice_early": str(amounts.early),
        "notice_early_days": str(amounts.early_days),
        "notice_late": str(amounts.late),
        "notice_late_days": str(amounts.late_days),
        "notice_second": str(amounts.second),
        "notice_years": str(amounts.limit_years or ""),
    }


def _of_leave(given: Gathering, pupil: Pupil) -> Facts:
    request = leave_of(given, pupil)
    if request is None:
        return {}
    office = given.office
    taken = _taken(office, pupil, request)
    calendar = calendar_of(office, pupil.id, request.first)
    asked = [one for one in request.moments() if calendar.is_open(one[0])]
    found = {
        "leave_asked": long_day(request.received),
        "leave_first": long_day(request.first),
        "leave_last": long_day(request.last),
        **({"leave_ahead": long_day(request.first)} if request.first > given.day else {}),
        "leave_contact": request.contact_there or "_" * 40,
        "leave_when": span_words(
            request.first, request.from_session, request.last, request.to_session
        ),
        **_many("leave_refused", asked),
        **_many("leave_taken", taken),
        **_days("leave_taken_days", taken),
    }
    decision = office.leave.decisions(request.id).get(pupil.id)
    if decision is None:
        return found
    answer = answer_of(office, decision)
    refer = answer.refer_on
    if answer.granted:
        found["leave_ahead"] = ""  # a warning would say that nothing was granted
    return found | {
        **_many("leave_granted", answer.granted),
        **_many("leave_refused", answer.refused),
        **_days("leave_granted_days", answer.granted),
        **_days("leave_refused_days", answer.refused),
        "leave_reason": answer.reason,
        "leave_conditions": _asked_in_return(answer.conditions),
        "leave_back": long_day(answer.back[0]) if answer.back else "",
        "leave_enquire": long_day(answer.enquire_on) if answer.enquire_on else "",
        "leave_refer": long_day(refer) if refer else "",
        "leave_refer_ahead": long_day(refer) if refer and refer >= given.day else "",
    }


def _days(fact: str, moments: Sequence[Moment]) -> Facts:
    """Return which sessions, where there are any: no letter speaks of those there are none of."""
    return {fact: sessions_words(moments)} if moments else {}


def _asked_in_return(conditions: str) -> str:
    said = conditions.strip().rstrip(".")
    return f"We ask in return: {said}." if said else "There are no other conditions."


def _many(fact: str, moments: Sequence[Moment]) -> Facts:
    """Return how many sessions, as a number and in words."""
    many = len(moments)
    if not many:
        return {fact: "0", f"{fact}_words": ""}
    are = "is" if many == 1 else "are"
    return {fact: str(many), f"{fact}_words": counted(many), f"{fact}_are": are}


def leave_of(given: Gathering, pupil: Pupil) -> LeaveRequest | None:
    """Return the request for leave a letter answers: that named, or the child's latest."""
    leave = given.office.leave
    if given.leave:
        return leave.request(given.leave)
    mine = [one for one in leave.of_pupil(pupil.id) if not one.withdrawn]
    return max(mine, key=lambda one: (one.received, one.id)) if mine else None


def kind_of_answer(given: Gathering, pupil: Pupil) -> str:
    """Return which letter answers a child's request: granted, in part, or refused."""
    request = leave_of(given, pupil)
    decision = given.office.leave.decisions(request.id).get(pupil.id) if request else None
    if decision is None:
        return LEAVE_LETTERS[LeaveState.GRANTED]
    answer = answer_of(given.office, decision)
    if answer.granted and answer.refused:
        return LEAVE_LETTERS[LeaveState.PART]
    return LEAVE_LETTERS[LeaveState.GRANTED if answer.granted else LeaveState.REFUSED]


LEAVE_LETTERS = {
    LeaveState.GRANTED: "leave-granted",
    LeaveState.PART: "leave-part",
    LeaveState.REFUSED: "leave-refused",
}


def _taken(office: Office, pupil: Pupil, request: LeaveRequest) -> list[Moment]:
    """Return the sessions asked for in which the child is marked away without leave."""
    unauthorised = office.codes.symbol("G") + office.codes.symbol("O")
    return [(day, half) for day, half, _ in rests_on(office, pupil, request.span, unauthorised)]


def _of_plan(office: Office, pupil: Pupil, day: dt.date) -> Facts:
    plans = office.cases.plans.of(pupil.id, Span(day - A_YEAR, day))
    if not plans:
        return {}
    plan = plans[-1]
    targets = office.cases.targets.of(pupil.id, Span(plan.day - A_YEAR, day))
    aims = [
        one.words + (f" ({one.owner})" if one.owner else "")
        for one in targets
        if one.plan == plan.id
    ]
    return {
        "plan_day": long_day(plan.day),
        "plan_lead": plan.lead,
        "plan_support": plan.support,
        "plan_targets": listed(aims),
        "plan_review": long_day(plan.review) if plan.review and plan.review >= day else "",
    }


def _of_case(office: Office, pupil: Pupil, day: dt.date) -> Facts:
    """Return the support on record; a text typed for the letter stands before it."""
    span = Span(day - A_YEAR, day)
    cases = office.cases
    said = [
        *(f"{one.kind} on {long_day(one.day)}" for one in cases.meetings.of(pupil.id, span)),
        *(f"{one.kind} of {long_day(one.day)}" for one in cases.plans.of(pupil.id, span)),
        *(one.words for one in cases.notes.of(pupil.id, span) if one.kind == "support"),
    ]
    found = {"social_worker": cases.card(pupil.id).social_worker}
    return found | {"support_given": listed(said)} if said else found


def _of_improvement(office: Office, pupil: Pupil, day: dt.date) -> Facts:
    calendar = calendar_of(office, pupil.id, day)
    first = calendar.school_days_after(day, 1)
    last = calendar.school_days_after(day, 5 * IMPROVE_WEEKS)
    return {
        "improve_weeks": str(IMPROVE_WEEKS),
        "improve_first": long_day(first),
        "improve_last": long_day(last),
    }


def _of_mending(given: Gathering) -> Facts:
    if given.mends is None:
        return {}
    return {
        "mends_number": given.mends.number,
        "mends_day": long_day(given.mends.day),
        "mends_changes": given.changes,
    }
