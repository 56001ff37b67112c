"""Find out what a referral would rest on: sessions, letters, notices and what is in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.known import WARNINGS, known_of, notices_for, used_by
from officeapp.books.leave_days import calendar_of
from officeapp.books.policy import threshold_law
from officeapp.books.thresholds import Watch
from officeapp.domain.authority import Authority, Since
from officeapp.domain.certificate import Certificate, CertificatePeriodError
from officeapp.domain.letter_book import Letter
from officeapp.domain.notice_ledger import LedgerLine, ledger_lines, used_by_notices
from officeapp.domain.pack import EVIDENCE_KIND, KIND
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.readiness import Asking, Known
from officeapp.domain.referral import Purpose, Times, times_of
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.domain.school_year import SchoolYear, Span, session_at
from officeapp.domain.thresholds import Reached
from officeapp.procedures.certificate import certificate
from officeapp.procedures.letter_facts import Gathering, last_school_day
from officeapp.procedures.pack_evidence import letters_about
from officeapp.procedures.record_discretion import Discretion, discretion_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office

FIRST_DAY = dt.date(1900, 1, 1)
PACKS = frozenset({KIND, EVIDENCE_KIND})
LAST = 99


@dataclass(frozen=True, slots=True)
class Referral:
    """What is found out once for all parents of a child.

    Attributes:
        pupil: The child.
        purpose: What is asked of the authority.
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
        times: The days the referral has to keep to.
        printed: The days of the register that are printed.
        authority: What the authority asks for.
        ledger: Penalty notices for the child that this school knows of, to any parent.
        certificates: Attendance of this year and the last.
        earlier: How many packs were issued for the child before.
        reached: What the law's rule counted; None on a day that has no such rule.
        asking: What the rule was asked with.
        discretion: What of other people stays out.
        withheld: Whether the home of a contact is withheld.
        why: Why the pack is sent although something had to be looked at.
    """

    pupil: Pupil
    purpose: Purpose
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
    times: Times
    printed: Span
    authority: Authority
    ledger: tuple[LedgerLine, ...]
    certificates: tuple[Certificate, ...]
    earlier: int
    reached: Reached | None
    asking: Asking
    discretion: Discretion
    withheld: bool
    why: str


def find_referral(
    office: Office, pupil: Pupil, why: str, purpose: Purpose = Purpose.NOTICE
) -> Referral:
    """Return what a referral of a child would rest on today.

    Args:
        office: The office.
        pupil: The child.
        why: Why it is made although something had to be looked at.
        purpose: What is asked of the authority.
    """
    pupil = office.roll.pupil(pupil.id)  # as the card stands now
    today = office.today()
    until = last_school_day(Gathering(office, today), pupil)
    reached, asking = _counted(office, pupil, until)
    known = _known(office, pupil)
    letters = tuple(letters_about(office, pupil))
    kept = [n for n in reached.rests_on if n not in known.used] if reached else []
    relied = tuple(n for n in kept if asking.symbol(n) != asking.unexplained)
    days = [session_at(number)[0] for number in relied]
    authority = office.policy.authority(today)
    warn = _warning_numbers(office, letters)
    deadline = _deadline(office, pupil, days, [one.day for one in letters if one.number in warn])
    threshold = reached.threshold if reached else 0
    parents = [pair for pair in office.contacts.of(pupil.id) if pair[0].parental_responsibility]
    return Referral(
        pupil,
        purpose,
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
        warn=warn,
        times=times_of(days, today, asking.law, (deadline, authority.deadline_said)),
        printed=_printed(office, pupil, _looked_at(reached, until), authority.weeks),
        authority=authority,
        ledger=tuple(ledger_lines(notices_for(office, pupil.id, today), asking.law)),
        certificates=_certificates(office, pupil, until),
        earlier=len({one.line.act for one in _sent(office, pupil) if one.kind in PACKS}),
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
    used = used_by(office, before) | used_by_notices(notices_for(office, pupil.id, today))
    return replace(known, used=used)


def _warning_numbers(office: Office, letters: Sequence[Letter]) -> frozenset[str]:
    steps = (step for ladder in office.policy.on(office.today()).ladders for step in ladder.steps)
    warn = {step.id for step in steps if step.warns}
    return frozenset(
        one.number for one in letters if one.kind in WARNINGS or one.step_taken in warn
    )


def _deadline(
    office: Office, pupil: Pupil, relied: Sequence[dt.date], warned: Sequence[dt.date]
) -> dt.date | None:
    """Return the last day on which the authority takes a referral; None for no deadline.

    The return from leave is the school day after the last that is relied on.
    """
    asks = office.policy.authority(office.today())
    since = warned if asks.deadline_from is Since.WARNING else relied
    if not asks.deadline_days or not since:
        return None
    calendar = calendar_of(office, pupil.id, max(since))
    more = int(asks.deadline_from is Since.LEAVE)
    return calendar.school_days_after(max(since), asks.deadline_days + more)


def _printed(office: Office, pupil: Pupil, looked_at: Span, weeks: int) -> Span:
    """Return the days of the register that are printed: the authority's weeks, or the law's."""
    if not weeks:
        return looked_at
    calendar = calendar_of(office, pupil.id, looked_at.last)
    first = calendar.window_from(looked_at.last, weeks)
    return Span(min(first, looked_at.first), looked_at.last)


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
