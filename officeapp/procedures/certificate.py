"""Make a certificate of attendance from the register, and enter it in the letter book."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.certificate import (
    Certificate,
    CertificateGapsError,
    CertificatePeriodError,
    certified_days,
    gaps_of,
)
from officeapp.domain.codes import UNMARKED
from officeapp.domain.law import compulsory_from
from officeapp.domain.letter_book import Letter
from officeapp.domain.letters import Template
from officeapp.domain.rights import Right
from officeapp.domain.school_year import (
    SchoolYear,
    Span,
    first_session_after,
    first_session_from,
    long_day,
)
from officeapp.procedures.draft_letters import signed_by
from officeapp.procedures.in_dispute import require_settled
from officeapp.procedures.letter_facts import Gathering, figures_of, sessions_of, symbols
from officeapp.procedures.printing import printed_line

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.letter_facts import Sat
    from officeapp.domain.roll import Pupil

KIND, PREFIX = "certificate", "C"
DrawCertificate = Callable[[Certificate, str, str], bytes]


def certificate(office: Office, pupil: Pupil, span: Span) -> Certificate:
    """Return what the register shows of a pupil in a period, with its gaps; nothing is written.

    Raises:
        CertificatePeriodError: The period is not over, or the child was not on roll in it.
    """
    if span.first > span.last:
        msg = "The period ends before it begins"
        raise CertificatePeriodError(msg)
    if span.last > office.today():
        msg = f"{long_day(span.last)} has not come yet"
        raise CertificatePeriodError(msg)
    given = Gathering(office, office.today())
    sat = sessions_of(given, pupil, span)
    if not sat:
        msg = f"{pupil.called} was expected in no session of it"
        raise CertificatePeriodError(msg)
    placed = office.roll.placed(pupil.id, span.last)
    unexplained = office.codes.symbol("N")
    gaps = tuple(one for one in sat if one.symbol in (UNMARKED, unexplained))
    disputed = office.clashes.moments(pupil.id)
    marks = office.register.standing_of(pupil.id, sorted({one.day for one in sat}))
    head = Template(KIND, "Certificate", "", "")
    return Certificate(
        office.school.card().name,
        office.school.card().dfe,
        pupil,
        office.roll.school_class(placed.school_class).name if placed else "",
        _on_roll(office, pupil, span),
        compulsory_from(pupil.dob),
        span,
        figures_of(given, pupil, span),
        certified_days(sat, {one.symbol: _code(office, one) for one in sat}),
        _meanings(office, sat),
        signed_by(office, head, office.today()),
        gaps,
        tuple(one for one in sat if (one.day, one.session) in disputed),
        tuple(mark.line for mark in marks if mark.code),
        (span.first, symbols(office, pupil.id, span.first, _weekday_sessions(span))),
        printed_line(office),
    )


def require_whole(office: Office, found: Certificate) -> None:
    """Refuse a certificate with gaps, naming every one.

    Raises:
        CertificateGapsError: A session has no mark, or N, or two desks disagree on it.
        InDisputeError: Two desks disagree on the child's details.
    """
    lacking = gaps_of(found, office.codes.symbol("N"))
    if lacking:
        raise CertificateGapsError(found.pupil.called, lacking)
    require_settled(office, found.pupil)


def issue_certificate(
    office: Office, found: Certificate, draw: DrawCertificate
) -> tuple[Letter, bytes]:
    """Enter a certificate in the letter book and keep its paper; return both.

    Args:
        office: The office.
        found: The certificate.
        draw: Draws it from the certificate, its number, and the mark across its head.

    Raises:
        CertificateGapsError: A session has no mark, or N, or two desks disagree on it.
        InDisputeError: Two desks disagree on the child's details.
        NotAllowedError: The person signed in may not issue certificates.
        NotSavedError: The file could not be written; nothing was.
    """
    require_whole(office, found)
    office.require(Right.CERTIFY)
    today = office.today()
    year = SchoolYear.of(today)
    [counter] = office.letters.next_numbers(PREFIX, year, office.desk, 1)
    number = office.letters.number(PREFIX, year, counter, office.desk)
    paper = draw(found, number, "")
    first, line = found.page
    letter = Letter(
        office.new_number(),
        found.pupil.id,
        today,
        KIND,
        number,
        PREFIX,
        year.begins,
        counter,
        f"Certificate of attendance: {found.legal_name}",
        found.said,
        "P",
        found.head,
        (found.pupil.id,),
        rests_on=tuple((one.act, one.n) for one in found.rests_on),
        pages=((found.pupil.id, first.isoformat(), line),),
        paper=hashlib.sha256(paper).hexdigest(),
    )
    with office.writing("issue-certificate", Right.CERTIFY, Book.LETTERS) as act:
        written = office.letters.sent.enter(act, letter)
        office.letters.keep_paper(letter.paper, paper)
    return written, paper


def _weekday_sessions(span: Span) -> int:
    return max(0, first_session_after(span.last) - first_session_from(span.first))


def _on_roll(office: Office, pupil: Pupil, span: Span) -> str:
    held = [one.overlap(span) for one in office.roll.spans(pupil.id)]
    said = [f"{long_day(one.first)} to {long_day(one.last)}" for one in held if one]
    return "; ".join(said)


def _code(office: Office, one: Sat) -> str:
    return UNMARKED if one.symbol == UNMARKED else office.codes.code(one.symbol)


def _meanings(office: Office, sat: list[Sat]) -> tuple[tuple[str, str], ...]:
    """Return the codes that stand, each with its meaning on the day it was used first."""
    found: dict[str, str] = {}
    known = {one.code: one.meaning for one in office.codes.all()}
    for one in sat:
        code = _code(office, one)
        if code != UNMARKED and code not in found:
            in_force = {each.code: each.meaning for each in office.codes.on(one.day)}
            found[code] = in_force.get(code, known.get(code, ""))
    return tuple(sorted(found.items()))
