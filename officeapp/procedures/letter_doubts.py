"""What is known of a child that a letter must not ignore: somebody looks before it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.conscience import Circumstances
from officeapp.domain.law import is_compulsory
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.procedures.in_dispute import rests_on_dispute
from officeapp.procedures.letter_facts import sessions_of
from officeapp.procedures.letter_facts_beside import leave_of

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.letter_facts import FactSheet
    from officeapp.domain.letters import Template
    from officeapp.domain.recipients import Addressed
    from officeapp.domain.roll import Contact, Pupil
    from officeapp.procedures.letter_facts import Gathering

EVIDENCE = "evidence"
ANSWERS = ("leave-granted", "leave-part", "leave-refused", "leave-warning")


def circumstances(
    given: Gathering, template: Template, pupil: Pupil, sheet: FactSheet, to: Addressed
) -> Circumstances:
    """Return what is known of a child that a letter must not ignore."""
    office, day = given.office, given.day
    card = office.cases.card(pupil.id)
    year = Span(SchoolYear.of(sheet.until).span.first, sheet.until)
    sat = sessions_of(given, pupil, year)
    medical = office.codes.symbol("M")
    counted = sheet.figures
    return Circumstances(
        possible=counted.possible,
        absent=counted.absent,
        appointments=sum(one.symbol == medical for one in sat),
        compulsory=is_compulsory(pupil.dob, day),
        medical_plan=bool(card.medical_plan),
        bereaved_until=card.bereaved_until,
        social_worker=bool(card.social_worker),
        same_kind=office.letters.last_of_kind(pupil.id, {template.kind, template.family}, day),
        moved=_moved(office, to),
        evidence=template.kind == EVIDENCE,
        leave_over=template.kind in ANSWERS and _is_over(given, pupil),
        clash=rests_on_dispute(office, pupil, sheet, template.kind),
    )


def _is_over(given: Gathering, pupil: Pupil) -> bool:
    request = leave_of(given, pupil)
    return request is not None and request.last < given.day


def _moved(office: Office, to: Addressed) -> dt.date | None:
    """Return when the address of somebody a letter goes to last changed; None for never."""
    found: list[dt.date] = []
    for copy in to.to:
        for contact in copy.contacts:
            versions: list[Contact] = []
            for card, by in office.contacts.cards.versions(contact):
                if versions and versions[-1].address.split() != card.address.split():
                    found.append(by.at.date())
                versions.append(card)
    return max(found, default=None)
