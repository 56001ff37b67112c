"""What the books say of a pupil beside the register, for a step that is met and may be ready."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from officeapp.domain.cases import StepState
from officeapp.domain.notice_ledger import used_by_notices
from officeapp.domain.pack import KIND as REFERRAL_PACK
from officeapp.domain.policies import Need
from officeapp.domain.policy_parts import Way
from officeapp.domain.readiness import Known
from officeapp.domain.school_year import Session, Span, session_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseCard
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.notice_ledger import PenaltyNotice
    from officeapp.domain.policies import Step
    from officeapp.domain.record import ContactId, PupilId
    from officeapp.domain.roll import Pupil

#: What counts as support when a person has done it.
SUPPORT = frozenset({Way.TALK, Way.SUPPORT, Way.PLAN, Way.CONTRACT, Way.MEETING, Way.REVIEW})
SUPPORT_NOTE = "support"
#: Notes that say that something in the way of a step was minded, and what each minds.
MINDED = {
    "social worker asked": Need.NO_SOCIAL_WORKER,
    "authority asked": Need.NOT_LOOKED_AFTER,
    "care taken": Need.NOT_SENSITIVE,
    "details checked": Need.DETAILS,
}
LATELY_DAYS = 365
FIRST_DAY = dt.date(1900, 1, 1)
#: Letters that tell a family what may follow, whatever step they were sent for.
WARNINGS = frozenset({"notice-to-improve", "formal", "leave-warning", "leave-refused"})
#: Letters whose sessions another referral does not rely on again.
REFERRALS = frozenset({"referral", REFERRAL_PACK})


def known_of(office: Office, pupil: Pupil, day: dt.date) -> Known:
    """Return what is recorded of a pupil by a day; what is not recorded is not there.

    Warnings and support are those of the year before the day.
    """
    card = office.cases.card(pupil.id)
    parents = [
        contact.id
        for tie, contact in office.contacts.of(pupil.id)
        if tie.parental_responsibility or tie.lives_with
    ]
    warned, supported = _steps(office, pupil, day)
    letters = office.letters.sent.of(pupil.id, Span(FIRST_DAY, day))
    notices = notices_for(office, pupil.id, day)
    minded = _minded(office, pupil, day)
    return Known(
        pupil=pupil.id,
        born=pupil.dob,
        looked_after=pupil.looked_after,
        social_worker=bool(card.social_worker),
        sensitive=_sensitive(card, day),
        warned=_last([warned, *_warnings(office, letters, day)]),
        supported=_last([supported, *_support(office, pupil, day)]),
        details=_checked(office, parents, minded.get(Need.DETAILS)),
        parents=tuple(parents),
        notices=tuple(one.counts for one in notices),
        used=used_by(office, letters) | used_by_notices(notices),
        clashes=office.clashes.sessions(pupil.id),
        minded=minded,
    )


def notices_for(office: Office, pupil: PupilId, day: dt.date) -> list[PenaltyNotice]:
    """Return the penalty notices this school knows of for a child, to any parent, by a day."""
    return office.cases.notices.of(pupil, Span(FIRST_DAY, day))


def _sensitive(card: CaseCard, day: dt.date) -> str:
    """Return why a person must look before a letter goes out; empty for nothing."""
    if card.bereaved_until is not None and day <= card.bereaved_until:
        return "bereavement"
    return "medical plan" if card.medical_plan else ""


def _steps(office: Office, pupil: Pupil, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return when the last step that warns, and the last that supports, was done."""
    steps = {step.id: step for ladder in office.policy.on(day).ladders for step in ladder.steps}
    done = [
        (steps[one.step], one.day)
        for one in office.cases.steps.of(pupil.id, _lately(day))
        if one.state is StepState.DONE and one.step in steps
    ]
    return _last_of(done, lambda step: step.warns), _last_of(done, lambda step: step.way in SUPPORT)


def _warnings(office: Office, letters: list[Letter], day: dt.date) -> list[dt.date]:
    """Return the days of letters that warn by their kind, or were sent for a step that warns."""
    steps = (step for ladder in office.policy.on(day).ladders for step in ladder.steps)
    warn = {step.id for step in steps if step.warns}
    return [
        one.day
        for one in letters
        if one.day in _lately(day) and (one.kind in WARNINGS or one.step_taken in warn)
    ]


def used_by(office: Office, letters: Iterable[Letter]) -> frozenset[int]:
    """Return the sessions that the referrals among some letters relied on, by number."""
    lines = [line for one in letters if one.kind in REFERRALS for line in one.rests_on]
    return frozenset(session_number(*place) for place in places_of(office, lines))


def places_of(office: Office, lines: Sequence[tuple[int, int]]) -> list[tuple[dt.date, Session]]:
    """Return the sessions that some lines of the register are of, in order, each once."""
    if not lines:
        return []
    rows = office.connection.execute(
        "SELECT r.day, r.session FROM json_each(?) j JOIN register r "
        "ON r.act = json_extract(j.value, '$[0]') AND r.n = json_extract(j.value, '$[1]')",
        [json.dumps(lines)],
    )
    return sorted({(dt.date.fromisoformat(row[0]), Session(row[1])) for row in rows})


def _support(office: Office, pupil: Pupil, day: dt.date) -> list[dt.date]:
    """Return the days of plans and of notes on support."""
    lately = _lately(day)
    notes = office.cases.notes.of(pupil.id, lately)
    return [
        *(one.day for one in office.cases.plans.of(pupil.id, lately)),
        *(one.day for one in notes if one.kind == SUPPORT_NOTE),
    ]


def _minded(office: Office, pupil: Pupil, day: dt.date) -> dict[Need, dt.date]:
    """Return when something in the way was last minded, by what it is."""
    notes = office.cases.notes.of(pupil.id, _lately(day))
    return {
        MINDED[one.kind]: one.day
        for one in sorted(notes, key=lambda one: one.day)
        if one.kind in MINDED
    }


def _checked(office: Office, parents: list[ContactId], said: dt.date | None) -> dt.date | None:
    """Return since when the details of some parents are known to be right; None for never.

    That is the day on which the card written least lately was written, or a later one on which a
    person noted that the details were gone through with a parent.
    """
    cards = office.contacts.cards.standing()
    acts = [cards[parent].line.act for parent in parents if parent in cards]
    row = office.connection.execute(
        "SELECT min(at) FROM act WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(acts)]
    ).fetchone()
    if not row or not row[0]:
        return None
    written = dt.datetime.fromisoformat(row[0]).date()
    return written if said is None else max(written, said)


def _lately(day: dt.date) -> Span:
    """Return the days in which a warning or support still stands for itself: a year."""
    return Span(day - dt.timedelta(days=LATELY_DAYS), day)


def _last_of(done: list[tuple[Step, dt.date]], wanted: Callable[[Step], bool]) -> dt.date | None:
    return _last(day for step, day in done if wanted(step))


def _last(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)
