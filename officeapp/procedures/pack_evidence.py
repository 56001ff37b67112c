"""What a referral pack encloses: letters to one parent, leave, plans, chronology, the register.

What the record of a pupil leaves out of other people is left out of a pack as well.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.leave_days import calendar_of
from officeapp.books.signed_lines import signatures
from officeapp.domain.improve_period import KIND as IMPROVE
from officeapp.domain.improve_period import period_of
from officeapp.domain.letter_book import What
from officeapp.domain.letter_paper import COPY, EXTRACT, LetterPaper
from officeapp.domain.letters import CLOSING, GREETING
from officeapp.domain.pack import (
    EVIDENCE_KIND,
    KIND,
    PackEvent,
    PackLetter,
    PackPlan,
    PackWeek,
    ReliedSession,
)
from officeapp.domain.recipients import recipient_of
from officeapp.domain.school_year import (
    SchoolYear,
    Session,
    Span,
    long_day,
    monday_of,
    session_at,
    session_number,
    short_day,
)
from officeapp.domain.timeline import Strand, newest_first
from officeapp.procedures.draft_letters import letter_date
from officeapp.procedures.leave_form import filled_form
from officeapp.procedures.timeline import SOURCES, timeline, usual_span
from officeapp.procedures.timeline_case import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.cases import Plan, PlanTarget
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.leave_form import LeaveForm
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.record import ActId, ContactId, Signature
    from officeapp.domain.register import Mark
    from officeapp.domain.roll import Contact, Pupil
    from officeapp.procedures.record_discretion import Discretion

NOT_LETTERS = frozenset({KIND, EVIDENCE_KIND, "certificate"})
SENT = frozenset({What.POSTED, What.HANDED, What.EMAILED})
#: Strands of the timeline that show support and contact; the desk's are in the register.
TOLD = frozenset({Strand.CALLS, Strand.LETTERS, Strand.CASE, Strand.LEAVE})
WEEK = dt.timedelta(weeks=1)


def letters_about(office: Office, pupil: Pupil) -> list[Letter]:
    """Return the letters about a child since the beginning of the last school year."""
    found = office.letters.sent.of(pupil.id, usual_span(office.today()))
    return [
        one.only_of(pupil.id, pupil.called)
        for one in found
        if not one.gone and one.kind not in NOT_LETTERS
    ]


def letters_to(office: Office, letters: Iterable[Letter], parent: ContactId) -> list[PackLetter]:
    """Return those of some letters that a parent had, as that parent had them."""
    found = []
    for letter in letters:
        for copy in letter.copies:
            if parent in [one[0] for one in copy]:
                people = [_as_sent(office, *one) for one in copy]
                paper = _paper(office, letter, people)
                sent = _how_sent(office, letter)
                notice = letter.kind == IMPROVE
                found.append(
                    PackLetter(
                        letter.number,
                        letter.day,
                        letter.subject,
                        sent,
                        notice,
                        paper,
                        letter.kind,
                        period_of(letter) if notice else None,
                    )
                )
    return found


def _how_sent(office: Office, letter: Letter) -> str:
    notes = office.letters.done_with(letter, office.today())
    said = [
        f"{one.what.words} {short_day(one.day)} {one.day.year}{one.words and f', {one.words}'}"
        for one in notes
        if one.what in SENT
    ]
    return "; ".join(said)


def _paper(office: Office, letter: Letter, people: list[Contact]) -> LetterPaper:
    return LetterPaper(
        letter.number,
        letter_date(letter.day),
        recipient_of(people),
        letter.text,
        tuple((words, value) for words, value in letter.figures),
        letter.signed_by,
        office.roll.pupil(letter.pupil).called,
        COPY if len(office.letters.sent.entry(letter.id).children) < 2 else EXTRACT,
        letter.large,
        letter.greeting or GREETING,
        letter.closing or CLOSING,
    )


def _as_sent(office: Office, contact: int, act: int, n: int) -> Contact:
    """Return a card as it was when a letter was sent; with no address where that is withheld."""
    now = office.contacts.contacts()[contact]
    found = [card for card, _ in office.contacts.cards.versions(contact) if card.line == (act, n)]
    card = found[0] if found else now
    return replace(card, address="") if now.address_withheld else card


def leave_of(office: Office, pupil: Pupil, relied: Iterable[int]) -> list[LeaveRequest]:
    """Return the requests for leave that cover a session relied on."""
    moments = [session_at(number) for number in relied]
    return [
        one
        for one in office.leave.of_pupil(pupil.id)
        if any(one.asks(day, session) for day, session in moments)
    ]


def leave_forms(
    office: Office, requests: Iterable[LeaveRequest], parent: ContactId
) -> tuple[LeaveForm, ...]:
    """Return requests as their forms; only the parent's own numbers stand on them."""
    return tuple(
        form if request.applicant == parent else replace(form, phone="", email="")
        for request, form in ((one, filled_form(office, one)) for one in requests)
    )


def chronology(office: Office, pupil: Pupil, discretion: Discretion) -> tuple[PackEvent, ...]:
    """Return what was done for a child, the earliest first.

    Confidential notes are left out, and penalty notices, which stand in the pack of the parent they
    were issued to and in no other.
    """
    span = usual_span(office.today())
    if office.person is None:  # a terminal that only reads has nobody signed in
        lines = newest_first(line for _, read in SOURCES for line in read(office, pupil, span))
    else:
        lines = timeline(office, pupil, span)
    today = office.today()
    told = [
        one
        for one in reversed(lines)
        if one.strand in TOLD and one.kind != NOTICE and one.day <= today
    ]
    by = signatures(office, [one.line.act for one in told])
    return tuple(
        PackEvent(one.day, one.kind, discretion.text(one.words), one.who or _who(by, one.line.act))
        for one in told
    )


def _who(by: Mapping[ActId, Signature], act: ActId) -> str:
    return f"{by[act].name}, {by[act].post}" if act in by else ""


def plans(office: Office, pupil: Pupil, discretion: Discretion) -> tuple[PackPlan, ...]:
    """Return the plans and contracts of a child since the beginning of the last school year."""
    span = usual_span(office.today())
    targets = office.cases.targets.of(pupil.id, span)
    return tuple(
        _plan(one, [target for target in targets if target.plan == one.id], discretion)
        for one in office.cases.plans.of(pupil.id, span)
        if not one.gone
    )


def _plan(one: Plan, targets: list[PlanTarget], discretion: Discretion) -> PackPlan:
    lines = (
        ("Led by", one.lead),
        ("Support offered", discretion.text(one.support)),
        ("Taken up", one.taken.value or "not known"),
        ("Looked at again", long_day(one.review) if one.review else "no day set"),
        ("Signed for the school", one.school_signed),
        ("Signed by the parent", one.parent_signed),
        ("Outcome", discretion.text(one.outcome) or "none yet"),
    )
    asked = tuple(
        (
            discretion.text(each.words),
            each.owner,
            short_day(each.due) if each.due else "",
            each.met or "not known",
        )
        for each in targets
    )
    return PackPlan(f"{one.kind.capitalize()} of {long_day(one.day)}", lines, asked)


def relied_sessions(
    office: Office, pupil: Pupil, relied: Iterable[int], discretion: Discretion
) -> tuple[ReliedSession, ...]:
    """Return the sessions relied on with what the register says of each."""
    moments = [session_at(number) for number in relied]
    marks = marks_at(office, pupil, moments)
    by = signatures(office, [mark.line.act for mark in marks])
    found = []
    for mark in marks:
        meant = {one.code: one.meaning for one in office.codes.on(mark.day)}
        who = by.get(mark.line.act)
        entered = f"{who.name}, {who.post}, {who.at:%d.%m.%Y %H:%M}" if who else ""
        parts = (f"{mark.minutes} minutes" if mark.minutes else "", mark.note, mark.reason)
        comment = discretion.text("; ".join(part for part in parts if part))
        meaning = meant.get(mark.code, "")
        found.append(ReliedSession(mark.day, mark.session, mark.code, meaning, comment, entered))
    return tuple(found)


def marks_at(
    office: Office, pupil: Pupil, moments: Iterable[tuple[dt.date, Session]]
) -> list[Mark]:
    """Return the marks that stand at some sessions, in order."""
    wanted = set(moments)
    marks = office.register.standing_of(pupil.id, sorted({day for day, _ in wanted}))
    found = [mark for mark in marks if (mark.day, mark.session) in wanted]
    return sorted(found, key=lambda mark: (mark.day, mark.session))


def weeks_of(office: Office, pupil: Pupil, span: Span, relied: set[int]) -> tuple[PackWeek, ...]:
    """Return the weeks of a span as the register has them, what is relied on in brackets."""
    found = []
    monday = monday_of(span.first)
    while monday <= span.last:
        days = [monday + dt.timedelta(days=number) for number in range(5)]
        found.append(PackWeek(monday, tuple(_day(office, pupil, day, relied) for day in days)))
        monday += WEEK
    return tuple(found)


def _day(office: Office, pupil: Pupil, day: dt.date, relied: set[int]) -> str:
    if not calendar_of(office, pupil.id, day).is_open(day):
        return "closed"
    year = SchoolYear.of(day)
    line = office.register.line(pupil.id, year)
    said = []
    for half in Session:
        symbol = line[year.slot(day, half)]
        code = office.codes.code(symbol) or symbol
        said.append(f"[{code}]" if session_number(day, half) in relied else code)
    return "  ".join(said)
