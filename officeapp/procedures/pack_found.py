"""Find out what a referral would rest on: sessions, letters, notices and what is in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.known import WARNINGS, known_of, notices_for, used_by
from officeapp.books.leave_days import calendar_of
from officeapp.books.policy import threshold_law
from officeapp.books.thresholds import Watch
from officeapp.domain.certificate import Certificate, CertificatePeriodError
from officeapp.domain.letter_book import Letter
from officeapp.domain.notice_ledger import used_by_notices
from officeapp.domain.pack import KIND
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.readiness import Asking, Known
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.domain.school_year import SchoolYear, Span, session_at, session_number
from officeapp.domain.thresholds import Reached
from officeapp.procedures.certificate import certificate
from officeapp.procedures.letter_facts import Gathering, last_school_day
from officeapp.procedures.letter_facts_beside import IMPROVE_WEEKS
from officeapp.procedures.pack_evidence import IMPROVE, letters_about
from officeapp.procedures.record_discretion import Discretion, discretion_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office

FIRST_DAY = dt.date(1900, 1, 1)
LAST = 99


@dataclass(frozen=True, slots=True)
class Referral:
    """What is found out once for all parents of a child.

    Attributes:
        pupil: The child.
        until: The last day figures count.
        known: What the books say beside the register.
        parents: Those with parental responsibility, in the order of the card.
        relied: The sessions relied on, by number.
        looked_at: The days the law looks at.
        threshold: The number at which the law considers a notice.
        weeks: In how many school weeks.
        met: Whether it is met with sessions that no earlier referral relied on.
        leave_alone: Whether all of them are leave taken without consent.
        letters: The letters about the child.
        warn: The numbers of those that warn.
        improve_last: The last day of the notice to improve; None where there is none.
        certificates: Attendance of this year and the last.
        earlier: How many packs were issued for the child before.
        reached: What the law's rule counted; None on a day that has no such rule.
        asking: What the rule was asked with.
        discretion: What of other people stays out.
        withheld: Whether the home of a contact is withheld.
        why: Why the pack is sent although something had to be looked at.
    """

    pupil: Pupil
    until: dt.date
    known: Known
    parents: tuple[tuple[Tie, Contact], ...]
    relied: tuple[int, ...]
    looked_at: Span
    threshold: int
    weeks: int
    met: bool
    leave_alone: bool
    letters: tuple[Letter, ...]
    warn: frozenset[str]
    improve_last: dt.date | None
    certificates: tuple[Certificate, ...]
    earlier: int
    reached: Reached | None
    asking: Asking
    discretion: Discretion
    withheld: bool
    why: str


def find_referral(office: Office, pupil: Pupil, why: str) -> Referral:
    """Return what a referral of a child would rest on today.

    Args:
        office: The office.
        pupil: The child.
        why: Why it is made although something had to be looked at.
    """
    pupil = office.roll.pupil(pupil.id)  # as the card stands now
    today = office.today()
    until = last_school_day(Gathering(office, today), pupil)
    reached, asking = _counted(office, pupil, until)
    known = _known(office, pupil)
    letters = tuple(letters_about(office, pupil))
    kept = [n for n in reached.rests_on if n not in known.used] if reached else []
    relied = tuple(n for n in kept if asking.symbol(n) != asking.unexplained)
    threshold = reached.threshold if reached else 0
    parents = [pair for pair in office.contacts.of(pupil.id) if pair[0].parental_responsibility]
    return Referral(
        pupil,
        until,
        known,
        tuple(sorted(parents, key=lambda pair: (pair[0].priority or LAST, pair[0].id))),
        relied,
        _looked_at(reached, until),
        threshold,
        reached.rule.weeks if reached else 0,
        met=bool(reached and reached.met and len(relied) >= threshold),
        leave_alone=bool(relied) and all(asking.symbol(n) == asking.leave_alone for n in relied),
        letters=letters,
        warn=_warning_numbers(office, letters),
        improve_last=_improve_last(office, pupil, letters),
        certificates=_certificates(office, pupil, until),
        earlier=len({one.line.act for one in _sent(office, pupil) if one.kind == KIND}),
        reached=reached,
        asking=asking,
        discretion=discretion_for(office, pupil),
        withheld=any(contact.address_withheld for _, contact in office.contacts.of(pupil.id)),
        why=why.strip(),
    )


def _counted(office: Office, pupil: Pupil, until: dt.date) -> tuple[Reached | None, Asking]:
    """Return what the law's rule counted, and what it was asked with."""
    findings = Watch(office, until).of(pupil)
    found = next((one for one in findings if one.rule.id == PENALTY_NOTICE), None)
    symbol = findings[0].page.symbol
    codes = office.codes
    asking = Asking(until, threshold_law(), symbol, codes.symbol("N"), codes.symbol("G"))
    return (found.reached if found else None), asking


def _looked_at(reached: Reached | None, until: dt.date) -> Span:
    if reached is None or reached.looked_at is None:
        return Span(until, until)
    first, last = (session_at(number)[0] for number in reached.looked_at)
    return Span(first, last)


def _sent(office: Office, pupil: Pupil) -> list[Letter]:
    """Return every letter about a child there has been."""
    return office.letters.sent.of(pupil.id, Span(FIRST_DAY, office.today()))


def _known(office: Office, pupil: Pupil) -> Known:
    """Return what is known; today's letter that tells the family of this referral uses nothing."""
    today = office.today()
    known = known_of(office, pupil, today)
    before = [one for one in _sent(office, pupil) if one.kind == KIND or one.day < today]
    clashes = frozenset(
        session_number(day, half)
        for number, day, half in office.register.contested()
        if number == pupil.id
    )
    used = used_by(office, before) | used_by_notices(notices_for(office, pupil.id, today))
    return replace(known, used=used, clashes=clashes)


def _warning_numbers(office: Office, letters: Sequence[Letter]) -> frozenset[str]:
    steps = (step for ladder in office.policy.on(office.today()).ladders for step in ladder.steps)
    warn = {step.id for step in steps if step.warns}
    return frozenset(
        one.number for one in letters if one.kind in WARNINGS or one.step_taken in warn
    )


def _improve_last(office: Office, pupil: Pupil, letters: Sequence[Letter]) -> dt.date | None:
    """Return the last day of the latest notice to improve, as its letter counted it."""
    days = [one.day for one in letters if one.kind == IMPROVE]
    if not days:
        return None
    calendar = calendar_of(office, pupil.id, max(days))
    return calendar.school_days_after(max(days), 5 * IMPROVE_WEEKS)


def _certificates(office: Office, pupil: Pupil, until: dt.date) -> tuple[Certificate, ...]:
    """Return attendance of this year to a day and of the year before, where there was any."""
    year = SchoolYear.of(until)
    spans = [Span(year.span.first, until), SchoolYear(year.begins - 1).span]
    found = []
    for span in spans:
        try:
            one = certificate(office, pupil, span)
        except CertificatePeriodError:
            continue
        if one.rests_on:
            found.append(one)
    return tuple(found)
