"""Find out what a referral pack would lack, from the books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.leave import granted_symbols
from officeapp.domain.authority import Sender
from officeapp.domain.leave import LeaveState
from officeapp.domain.leave_strips import outcome_of
from officeapp.domain.pack_checks import LEAVE_TAKEN as TOLD
from officeapp.domain.pack_gaps import Jump, PackCheck, PackParent
from officeapp.domain.penalties import counted, may_have_another
from officeapp.domain.policies import Need
from officeapp.domain.readiness import blocked_by
from officeapp.domain.recipients import lines_of
from officeapp.domain.school_year import SchoolYear
from officeapp.procedures.in_dispute import disputed_details
from officeapp.procedures.pack_evidence import leave_of, letters_to

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.pack import PackLetter
    from officeapp.domain.roll import Contact
    from officeapp.procedures.pack_found import Referral

NEEDS = (
    Need.SETTLED,
    Need.OF_AGE,
    Need.UNUSED,
    Need.SUPPORTED,
    Need.NOT_LOOKED_AFTER,
    Need.NO_SOCIAL_WORKER,
    Need.DETAILS,
    Need.NOT_SENSITIVE,
)


def check_of(office: Office, found: Referral) -> PackCheck:
    """Return what is known of a child and the parents before a pack is sent."""
    open_sessions = {one for each in found.certificates for one in each.gaps}
    clashing = {one for each in found.certificates for one in each.clashing}
    elsewhere = found.authority.improve_by is Sender.AUTHORITY
    return PackCheck(
        found.purpose,
        tuple(sorted(open_sessions - clashing)),
        tuple(sorted(clashing)),
        found.asking.unexplained,
        len(found.relied),
        found.threshold,
        found.met,
        _needs(found),
        found.leave_alone,
        _leave_answered(office, found),
        found.authority.improve_by.words if elsewhere else "",
        office.today(),
        found.times,
        _earlier_missing(office, found),
        tuple(_lacking(office, found)),
        tuple(_parent(office, found, contact) for _, contact in found.parents),
        tuple(disputed_details(office, found.pupil)),
    )


def _needs(found: Referral) -> tuple[Need, ...]:
    """Return what is in the way, asked as if the law's number were met."""
    if found.reached is None:
        return ()
    alone = replace(found.reached.rule, needs=())
    reached = replace(found.reached, rule=alone, met=True)
    return blocked_by(reached, found.known, found.asking, NEEDS)


def _leave_answered(office: Office, found: Referral) -> bool:
    refused = (LeaveState.REFUSED, LeaveState.PART)
    decisions = (
        office.leave.decisions(one.id).get(found.pupil.id)
        for one in leave_of(office, found.pupil, found.relied)
    )
    said = any(outcome_of([one.strip], granted_symbols()) in refused for one in decisions if one)
    return said or any(letter.kind == TOLD for letter in found.letters)


def _earlier_missing(office: Office, found: Referral) -> bool:
    """Say whether the child was on roll last year and nothing of that year is in the register."""
    before = SchoolYear(SchoolYear.of(found.until).begins - 1)
    there = any(held.overlap(before.span) for held in office.roll.spans(found.pupil.id))
    return there and not any(one.span.first in before.span for one in found.certificates)


def _lacking(office: Office, found: Referral) -> list[tuple[str, Jump]]:
    card, pupil = office.school.card(), found.pupil
    wanted = (
        (card.dfe, "the school's DfE number", Jump.SCHOOL),
        (card.address, "the school's address", Jump.SCHOOL),
        (card.phone, "the school's telephone", Jump.SCHOOL),
        (pupil.upn, "the child's UPN", Jump.CARD),
        (pupil.address or found.withheld, "the child's address", Jump.CARD),
    )
    return [(what, jump) for known, what, jump in wanted if not known]


def _parent(office: Office, found: Referral, contact: Contact) -> PackParent:
    letters = letters_to(office, found.letters, contact.id)
    law, notices = found.asking.law, found.known.notices
    given = (contact.id, found.pupil.id, office.today(), law)
    improve = [one for one in letters if one.is_notice]
    last = max(improve, key=lambda one: (one.day, one.number)) if improve else None
    return PackParent(
        contact.called,
        contact.address_withheld,
        contact.do_not_contact,
        bool(lines_of(contact.address)),
        any(_warns(found, one) for one in letters),
        bool(improve),
        last.number if last else "",
        last.period.last if last and last.period else None,
        tuple(one.number for one in letters if not one.sent),
        len(counted(notices, *given)),
        may_have_another(notices, *given),
    )


def _warns(found: Referral, letter: PackLetter) -> bool:
    """Say whether a letter warns; where leave was taken, the letter that says so does."""
    return letter.number in found.warn or (found.leave_alone and letter.kind == TOLD)
