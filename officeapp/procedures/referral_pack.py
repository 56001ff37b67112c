"""Put a referral pack together for each parent of a child, and enter it in the letter book.

Nothing is decided here: what is lacking is listed with where it is mended. A pack that is issued
records the sessions it relies on, so that no other referral relies on them again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.letter_book import Letter
from officeapp.domain.letter_facts import sessions_words
from officeapp.domain.letters import Template
from officeapp.domain.pack import EVIDENCE_KIND, KIND, PREFIX, Pack, hidden_lines, without
from officeapp.domain.pack_checks import gaps
from officeapp.domain.pack_gaps import PackGap, PackGapsError, in_the_way
from officeapp.domain.referral import Purpose
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, long_day, session_at
from officeapp.procedures.draft_letters import letterhead, signed_by
from officeapp.procedures.letter_facts import symbols
from officeapp.procedures.pack_check import check_of
from officeapp.procedures.pack_evidence import (
    chronology,
    leave_forms,
    leave_of,
    letters_to,
    marks_at,
    plans,
    relied_sessions,
    weeks_of,
)
from officeapp.procedures.pack_fields import groups_for
from officeapp.procedures.pack_found import Referral, find_referral
from officeapp.procedures.pack_reason import asked_for
from officeapp.procedures.printing import printed_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.notice_ledger import LedgerLine
    from officeapp.domain.roll import Contact, Pupil, Tie

DrawPack = Callable[[Pack, str], bytes]
FIRST_DAY = dt.date(1900, 1, 1)
LAST = 99


def referral_packs(
    office: Office, pupil: Pupil, why: str = "", purpose: Purpose = Purpose.NOTICE
) -> list[Pack]:
    """Return the pack of each parent as it would be sent, with its gaps; nothing is written.

    Args:
        office: The office.
        pupil: The child.
        why: Why it is sent although something had to be looked at; empty while nobody looked.
        purpose: What is asked of the authority.

    Raises:
        PackGapsError: No parent with responsibility is on the card, so there is no pack at all.
        NotAllowedError: The person signed in may not refer families.
    """
    if office.person is not None:  # a terminal that only reads has nobody signed in
        office.require(Right.REFER)
    found = find_referral(office, pupil, why, purpose)
    lacking = in_the_way(gaps(check_of(office, found)), why)
    if not found.parents:
        raise PackGapsError(pupil.called, lacking)
    addresses = [
        contact.address for _, contact in office.contacts.of(pupil.id) if contact.address_withheld
    ]
    hidden = hidden_lines(addresses, office.school.card().address)
    names = {contact.called for _, contact in found.parents}
    return [
        without(_pack(office, found, parent, _mine(lacking, parent[1].called, names)), hidden)
        for parent in found.parents
    ]


def issue_packs(
    office: Office,
    pupil: Pupil,
    draw: DrawPack,
    why: str = "",
    purpose: Purpose = Purpose.NOTICE,
) -> list[tuple[Pack, Letter, bytes]]:
    """Enter the packs of a child in the letter book, all as one act, and keep their papers.

    Args:
        office: The office.
        pupil: The child.
        draw: Draws a pack with its number.
        why: Why it is sent although something had to be looked at.
        purpose: What is asked of the authority.

    Raises:
        PackGapsError: Something is lacking, or nobody said why it is sent all the same.
        NotAllowedError: The person signed in may not refer families.
        NotSavedError: The file could not be written; nothing was.
    """
    office.require(Right.REFER)
    packs = referral_packs(office, pupil, why, purpose)
    lacking = list(dict.fromkeys(gap for pack in packs for gap in pack.gaps))
    if lacking:
        raise PackGapsError(pupil.called, lacking)
    found = find_referral(office, pupil, why, purpose)
    looked = tuple(one.said for one in gaps(check_of(office, found)))
    year = SchoolYear.of(office.today())
    counters = office.letters.next_numbers(PREFIX, year, office.desk, len(packs))
    made = []
    for pack, counter in zip(packs, counters, strict=True):
        number = office.letters.number(PREFIX, year, counter, office.desk)
        paper = draw(pack, number)
        letter = _letter(office, found, pack, number)
        digest = hashlib.sha256(paper).hexdigest()
        letter = replace(letter, counter=counter, paper=digest, looked=looked, why=why.strip())
        made.append((pack, letter, paper))
    with office.writing("issue-pack", Right.REFER, Book.LETTERS) as act:
        written = []
        for pack, letter, paper in made:
            written.append((pack, office.letters.sent.enter(act, letter), paper))
            office.letters.keep_paper(letter.paper, paper)
    return written


def _mine(lacking: Sequence[PackGap], name: str, names: set[str]) -> tuple[PackGap, ...]:
    """Return the gaps of one parent's pack: those of every pack and the parent's own."""
    return tuple(one for one in lacking if one.parent == name or one.parent not in names)


def _letter(office: Office, found: Referral, pack: Pack, number: str) -> Letter:
    moments = [session_at(one) for one in found.relied]
    first = found.looked_at.first
    many = (found.looked_at.last - first).days // 7 * 10 + 10
    rests = tuple(mark.line for mark in marks_at(office, found.pupil, moments))
    line = symbols(office, found.pupil.id, first, many)
    body = (
        f"Referral pack about {pack.child} and {pack.parent_name}, with "
        f"{len(found.relied)} sessions relied on: {pack.fields['sessions_listed']}."
    )
    return Letter(
        office.new_number(),
        found.pupil.id,
        office.today(),
        KIND if found.purpose.is_offence else EVIDENCE_KIND,
        number,
        PREFIX,
        SchoolYear.of(office.today()).begins,
        0,
        f"Referral pack: {pack.child}, {pack.parent_name}",
        body,
        "P",
        pack.head,
        (found.pupil.id,),
        facts=(("parent", str(pack.parent)), *pack.fields.items()),
        rests_on=tuple((one.act, one.n) for one in rests),
        pages=((found.pupil.id, first.isoformat(), line),),
    )


def _pack(
    office: Office, found: Referral, parent: tuple[Tie, Contact], lacking: tuple[PackGap, ...]
) -> Pack:
    contact = parent[1]
    letters = letters_to(office, found.letters, contact.id)
    relied = relied_sessions(office, found.pupil, found.relied, found.discretion)
    requests = leave_of(office, found.pupil, found.relied)
    forenames = (found.pupil.legal_forename, found.pupil.middle_names, found.pupil.legal_surname)
    return Pack(
        contact.id,
        contact.called,
        " ".join(part for part in forenames if part),
        office.school.card().name,
        signed_by(office, Template(KIND, "", "", ""), office.today()),
        printed_line(office),
        found.until,
        asked_for(found, contact.id),
        found.authority.called,
        letterhead(office),
        groups_for(office, found, parent, letters, relied),
        found.certificates,
        relied,
        weeks_of(office, found.pupil, found.printed, set(found.relied)),
        leave_forms(office, requests, contact.id),
        tuple(letters),
        chronology(office, found.pupil, found.discretion),
        plans(office, found.pupil, found.discretion),
        _notices(found, contact),
        lacking,
    )


def _notices(found: Referral, contact: Contact) -> tuple[tuple[str, str, str, str], ...]:
    """Return the penalty notices to a parent for the child, as rows."""
    return tuple(
        (
            long_day(one.notice.day),
            "; ".join(filter(None, (_about(one), one.notice.issuer, one.notice.reference))),
            one.asks_said,
            found.discretion.text(f"{one.notice.outcome_said}; {one.notice.words}".rstrip("; ")),
        )
        for one in found.ledger
        if one.notice.parent == contact.id
    )


def _about(one: LedgerLine) -> str:
    words = sessions_words(one.notice.moments) if one.notice.sessions else "sessions not noted"
    return f"absence from {long_day(one.notice.absence)}: {words}"
