"""Put a referral pack together for each parent of a child, as it would be sent.

Nothing is decided or written here: what is lacking is listed with where it is mended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from officeapp.domain.letter_facts import sessions_words
from officeapp.domain.letters import Template
from officeapp.domain.pack import KIND, Pack, hidden_lines, without
from officeapp.domain.pack_checks import gaps
from officeapp.domain.pack_gaps import PackGap, PackGapsError, in_the_way
from officeapp.domain.referral import Purpose
from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day
from officeapp.procedures.draft_letters import letterhead, signed_by
from officeapp.procedures.pack_check import check_of
from officeapp.procedures.pack_evidence import (
    chronology,
    leave_forms,
    leave_of,
    letters_to,
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


def _mine(lacking: Sequence[PackGap], name: str, names: set[str]) -> tuple[PackGap, ...]:
    """Return the gaps of one parent's pack: those of every pack and the parent's own."""
    return tuple(one for one in lacking if one.parent == name or one.parent not in names)


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
