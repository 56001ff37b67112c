"""Gather what the headteacher weighs before deciding on leave; nothing is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.figures import WINDOW_WEEKS, beside, of_pupil, rests_on
from officeapp.books.leave_days import calendar_of, counted, next_session
from officeapp.books.leave_watch import was_taken
from officeapp.books.policy import threshold_law
from officeapp.domain.cases import StepState
from officeapp.domain.law import is_compulsory
from officeapp.domain.leave import RELIGIOUS, SOMEBODY_ELSE, LeaveState, NoteKind
from officeapp.domain.leave_facts import (
    ChildFacts,
    Earlier,
    LeaveFacts,
    Like,
    Notice,
    Sibling,
    Threshold,
)
from officeapp.domain.school_year import Span, short_day
from officeapp.procedures.ask_leave import applicant, applicant_ties, family_of, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.leave_days import Counted
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest, Moment
    from officeapp.domain.roll import Pupil

YEARS_BACK = 3  # of past decisions on like requests
MOST_LIKES = 8
NATIONAL_RULE = "penalty-notice"
SESSIONS_IN_TEN_WEEKS = 10  # where no rule is in force


def facts_for(office: Office, request: LeaveRequest) -> LeaveFacts:
    """Return everything the headteacher weighs of a request, written or not written yet."""
    known = kinds(office, request.first)
    pupils = [office.roll.pupil(child) for child in request.children]
    counts = [counted(office, pupil, request.moments()) for pupil in pupils]
    return LeaveFacts(
        request,
        known[request.kind].words,
        applicant(office, request),
        notice_of(office, request),
        tuple(
            _child(office, request, pupil, count)
            for pupil, count in zip(pupils, counts, strict=True)
        ),
        tuple(_siblings(office, request, pupils)),
        tuple(
            Earlier(one, known[one.kind].words, office.leave.state(one), taken=False)
            for one in office.leave.overlapping(request)
        ),
        tuple(_likes(office, request)),
        tuple(doubts(office, request)),
        tuple(_partners(office, request)),
    )


def notice_of(office: Office, request: LeaveRequest) -> Notice:
    """Return how early a request was made, beside what the policy of that day asks for."""
    calendar = calendar_of(office, request.children[0], request.first)
    before = Span(request.received, request.first - dt.timedelta(days=1))
    policy = office.policy.on(request.received).leave
    return Notice(
        request.received,
        request.first,
        max(0, (request.first - request.received).days // 7),
        len(calendar.days_within(before)),
        policy.weeks(request.kind),
    )


def doubts(office: Office, request: LeaveRequest) -> list[str]:
    """Return what is not as it should be with a request that can stand, in sentences."""
    found = []
    ties = {tie.pupil: tie for tie in applicant_ties(office, request)}
    who = applicant(office, request)
    without = [
        office.roll.pupil(child).called
        for child in request.children
        if child not in ties or not ties[child].lives_with
    ]
    if request.applicant == SOMEBODY_ELSE:
        found.append(f"{who} is not on the contact list.")
    elif without:
        found.append(f"{' and '.join(without)} does not live with {who}, as far as is known.")
    if not request.signed:
        found.append("The request is not signed.")
    notice = notice_of(office, request)
    if not notice.enough:
        found.append(notice.said)
    found += _religious_doubts(office, request)
    if office.policy.on(request.received).leave.ask_partners and not _partners(office, request):
        found.append("No partner school's decision for brothers and sisters is noted yet.")
    overlaps = office.leave.overlapping(request)
    if overlaps:
        many = "another request" if len(overlaps) == 1 else f"{len(overlaps)} other requests"
        found.append(f"There is {many} for some of these sessions; the later decision stands.")
    return found


def taken_symbols(office: Office) -> str:
    """Return the symbols that count towards the national threshold."""
    return office.codes.symbols_where(threshold=True)


def if_taken(office: Office, pupil: Pupil, refused: Iterable[Moment]) -> Threshold:
    """Return what a child's unauthorised sessions would become, were some sessions taken.

    Each day is looked at with its own window: the week of the day and the nine school weeks before
    it (national framework for penalty notices, 2024).
    """
    now = beside(office, [pupil], office.today())[pupil.id].window
    moments = sorted(refused)
    limit = threshold_on(moments[-1][0] if moments else office.today())
    if not moments:
        return Threshold(now, now, limit)
    found: set[Moment] = set()
    then, met_on = now, None
    for day in sorted({day for day, _ in moments}):
        first = calendar_of(office, pupil.id, day).window_from(day, WINDOW_WEEKS)
        before = rests_on(office, pupil, Span(first, day), taken_symbols(office))
        found = {(when, half) for when, half, _ in before}
        found |= {moment for moment in moments if first <= moment[0] <= day}
        then = len(found)
        met_on = met_on or (day if then >= limit else None)
    return Threshold(now, then, limit, met_on, applies=is_compulsory(pupil.dob, moments[-1][0]))


def _child(office: Office, request: LeaveRequest, pupil: Pupil, count: Counted) -> ChildFacts:
    today = office.today()
    placed = office.roll.placed(pupil.id, request.first)
    group = placed.year_group if placed else ""
    set_apart = request.days_set_apart
    taken = [moment for moment in count.possible if moment[0] not in set_apart]
    asked = list(request.moments())
    return ChildFacts(
        pupil,
        len(count.possible),
        tuple(count.by_year.items()),
        count.closed,
        count.off_roll,
        len(count.not_expected),
        of_pupil(office, pupil, twelve_months(today)),
        if_taken(office, pupil, taken),
        tuple(_earlier(office, request, pupil)),
        tuple(
            words
            for test in office.leave.assessments()
            if test.is_for(group) and (words := test.closeness(request.span))
        ),
        next_session(office, pupil.id, asked[-1]) if asked else None,
        *_case(office, pupil, twelve_months(office.today())),
    )


def _case(office: Office, pupil: Pupil, span: Span) -> tuple[str, tuple[str, ...]]:
    """Return how far the child's case has come, and what support was offered, in words."""
    policy = office.policy.on(span.last)
    words = {step.id: step.words for ladder in policy.ladders for step in ladder.steps}
    words |= {one.id: one.words for one in policy.stages}
    done = [one for one in office.cases.steps.of(pupil.id, span) if one.state is StepState.DONE]
    last = max(done, key=lambda one: (one.day, one.id), default=None)
    stage = f"{words.get(last.step, last.step)}, {short_day(last.day)}" if last else ""
    support = [
        ", ".join(filter(None, (f"{one.kind} of {short_day(one.day)}: {one.support}", one.taken)))
        for one in office.cases.plans.of(pupil.id, span)
        if one.support
    ]
    helped = office.cases.card(pupil.id).early_help
    return stage, (*support, *((f"early help: {helped}",) if helped else ()))


def _earlier(office: Office, request: LeaveRequest, pupil: Pupil) -> list[Earlier]:
    found = []
    for one in office.leave.of_pupil(pupil.id):
        if one.id == request.id or one.first > request.first:
            continue
        state = office.leave.state(one)
        known = kinds(office, one.first)
        taken = state is LeaveState.GRANTED or bool(was_taken(office, one, pupil.id))
        found.append(Earlier(one, known[one.kind].words, state, taken))
    return found[::-1]


def _siblings(office: Office, request: LeaveRequest, pupils: list[Pupil]) -> list[Sibling]:
    family = {one.id: one for pupil in pupils for one in family_of(office, pupil)}
    near = Span(request.first - dt.timedelta(days=365), request.last + dt.timedelta(days=365))
    return [
        Sibling(
            family[child],
            one,
            office.leave.state(one),
            same_days=one.span.overlap(request.span) is not None,
        )
        for one in office.leave.requests()
        if one.id != request.id and one.span.overlap(near)
        for child in one.children
        if child in family and child not in request.children
    ]


def _likes(office: Office, request: LeaveRequest) -> list[Like]:
    """Return past decisions on requests of the same kind, without names, the latest first."""
    since = request.first - dt.timedelta(days=365 * YEARS_BACK)
    found = []
    for one in office.leave.decided():
        state = office.leave.state(one)
        same_family = set(one.children) & set(request.children)
        if one.kind != request.kind or one.first < since or one.id == request.id or same_family:
            continue
        if state is not LeaveState.WITHDRAWN:
            first = min(office.leave.decisions(one.id).values(), key=lambda card: card.id)
            month = one.first.replace(day=1)
            found.append(Like(one.kind, month, first.counted, state, first.reason))
    return found[:MOST_LIKES]


def _partners(office: Office, request: LeaveRequest) -> list[str]:
    notes = office.leave.notes(request.id) if request.id else []
    return [one.text for one in notes if one.kind is NoteKind.PARTNER]


def _religious_doubts(office: Office, request: LeaveRequest) -> list[str]:
    if request.kind != RELIGIOUS:
        return []
    if not request.set_apart:
        return ["The day the religious body sets apart is not entered; without it all is leave."]
    days = office.policy.on(request.received).leave.religious_days
    given = ", ".join(short_day(day) for day in sorted(request.days_set_apart))
    found = [f"{given}: set apart by the religious body, so R and not to be refused."]
    if len(request.set_apart) > days:
        many = "1 day" if days == 1 else f"{days} days"
        found.append(f"The policy counts {many} a festival; ask which day is set apart.")
    return found


def twelve_months(today: dt.date) -> Span:
    """Return the twelve months that end on a day."""
    tomorrow = today + dt.timedelta(days=1)
    leap_day = (tomorrow.month, tomorrow.day) == (2, 29)
    begins = dt.date(tomorrow.year, 3, 1) if leap_day else tomorrow
    return Span(begins.replace(year=begins.year - 1), today)


def threshold_on(day: dt.date) -> int:
    """Return the unauthorised sessions at which the law of a day has a notice considered."""
    rules = [rule for rule in threshold_law().rules_on(day) if rule.id == NATIONAL_RULE]
    return rules[0].count if rules else SESSIONS_IN_TEN_WEEKS
