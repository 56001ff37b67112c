"""The fields of a referral: the union of what authorities ask for, of one child and one parent.

What the program does not know is left empty, to be written by hand or into the form online.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officeapp.books.figures import of_pupil
from officeapp.domain.attendance import shown_percent
from officeapp.domain.authority import Sender
from officeapp.domain.pack import FieldGroup, PackField
from officeapp.domain.recipients import lines_of
from officeapp.domain.roll import year_group_name
from officeapp.domain.school_year import SchoolYear, Span, long_day
from officeapp.procedures.pack_found import PACKS
from officeapp.procedures.pack_reason import day_or_blank, law_rows, reason_rows
from officeapp.procedures.record_discretion import brothers_and_sisters
from officeapp.procedures.timeline import usual_span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.pack import PackLetter, ReliedSession
    from officeapp.domain.roll import Contact, Pupil, Tie
    from officeapp.procedures.pack_found import Referral
    from officeapp.procedures.pack_reason import Row

WITHHELD = "withheld: ask the school's safeguarding lead"
SEN = {"K": "SEN support", "E": "education, health and care plan"}
DECLARED = (
    ("declared_considered", "The case was considered by itself and a notice is the best way"),
    ("declared_told", "The parent was told that the absence is unauthorised"),
    ("declared_nothing_prevents", "Nothing known to the school prevents a notice"),
    ("declared_policy", "The attendance policy in force says that notices are asked for"),
    ("declared_evidence", "The school is willing to give evidence in court"),
    ("declared_true", "What this referral says is true to the best of my knowledge"),
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b")


def groups_for(
    office: Office,
    found: Referral,
    parent: tuple[Tie, Contact],
    letters: Sequence[PackLetter],
    relied: Sequence[ReliedSession],
) -> tuple[FieldGroup, ...]:
    """Return every field of the form of one parent, under its headings."""
    pupil = found.pupil
    said: tuple[tuple[str, Sequence[Row]], ...] = (
        ("School and referrer", _school(office, found)),
        ("Child", _child(office, found)),
        ("Parent this referral is about", _parent(found, *parent)),
        ("Reason and sessions", reason_rows(office, found, parent[1].id, relied)),
        ("Attendance", _attendance(office, pupil, found.until)),
        ("Earlier notices and the law's times", law_rows(found, parent[1].id)),
        ("Warnings and support", _support(office, found, letters)),
        *_asked(found),
        ("Declarations by the headteacher", [(name, label, "") for name, label in DECLARED]),
    )
    return tuple(
        FieldGroup(heading, tuple(PackField(*row) for row in rows)) for heading, rows in said
    )


def _asked(found: Referral) -> list[tuple[str, Sequence[Row]]]:
    """Return what else the authority's form asks for, to be filled in by hand."""
    rows = [(f"asked_{place}", asked, "") for place, asked in enumerate(found.authority.fields, 1)]
    return [("Also asked for by the authority", rows)] if rows else []


def _school(office: Office, found: Referral) -> list[Row]:
    card, person = office.school.card(), office.person
    return [
        ("authority", "To", found.authority.called),
        ("school_name", "School", card.name),
        ("school_dfe", "DfE number", card.dfe),
        ("school_urn", "URN", card.urn),
        ("school_address", "Address", ", ".join(lines_of(card.address))),
        ("school_phone", "Telephone", card.phone),
        ("referrer_name", "Referred by", person.name if person else ""),
        ("referrer_post", "Post", person.post if person else ""),
        ("referrer_email", "E-mail", ""),
        ("referral_date", "Date of referral", long_day(office.today())),
    ]


def _child(office: Office, found: Referral) -> list[Row]:
    pupil = found.pupil
    placed = office.roll.placed(pupil.id, found.until)
    school_class = office.roll.school_class(placed.school_class).name if placed else ""
    forenames = " ".join(filter(None, (pupil.legal_forename, pupil.middle_names)))
    address = ", ".join(lines_of(pupil.address))
    return [
        ("child_forenames", "Legal forenames", forenames),
        ("child_surname", "Legal surname", pupil.legal_surname),
        ("child_other_surname", "Other surname used", pupil.preferred_surname),
        ("child_born", "Date of birth", f"{pupil.dob:%d.%m.%Y}"),
        ("child_sex", "Sex", pupil.sex),
        ("child_upn", "UPN", pupil.upn),
        ("child_year", "Year group", year_group_name(placed.year_group) if placed else ""),
        ("child_class", "Class", school_class),
        ("child_address", "Address", WITHHELD if found.withheld else address),
        ("child_postcode", "Postcode", "" if found.withheld else _postcode(address)),
        ("child_ethnicity", "Ethnicity", ""),
        ("child_language", "Home language", "not English" if pupil.eal else ""),
        ("child_looked_after", "Looked after", "yes" if pupil.looked_after else "no"),
        ("child_sen", "Special educational needs", SEN.get(pupil.sen, "none recorded")),
        ("child_siblings", "Brothers and sisters at this school", _siblings(office, found)),
    ]


def _siblings(office: Office, found: Referral) -> str:
    said = []
    for one in brothers_and_sisters(office, found.pupil):
        if office.roll.placed(one.id, found.until):
            first = SchoolYear.of(found.until).span.first
            share = shown_percent(of_pupil(office, one, Span(first, found.until)))
            was = _referred(office, one, Span(first, office.today()))
            said.append(f"{one.called}: attendance {share}, {was}")
    return "; ".join(said) or "none known"


def _referred(office: Office, one: Pupil, year: Span) -> str:
    """Return whether a brother or sister was referred this school year."""
    packs = [each.number for each in office.letters.sent.of(one.id, year) if each.kind in PACKS]
    return f"referred, {', '.join(packs)}" if packs else "not referred"


def _postcode(address: str) -> str:
    """Return the postcode in an address; empty where there is none."""
    found = POSTCODE.findall(address.upper())
    return str(found[-1]) if found else ""


def _parent(found: Referral, tie: Tie, contact: Contact) -> list[Row]:
    lines = lines_of(contact.address)
    others = [
        f"{one.called}, {each.relationship}" for each, one in found.parents if one.id != contact.id
    ]
    return [
        ("parent_title", "Title", contact.title),
        ("parent_forename", "Full forename", contact.forename),
        ("parent_surname", "Surname", contact.surname),
        ("parent_born", "Date of birth, if known", ""),
        ("parent_relationship", "Relationship to the child", tie.relationship),
        ("parent_responsibility", "Parental responsibility", "yes"),
        ("parent_lives_with", "The child lives with them", "yes" if tie.lives_with else "no"),
        (
            "parent_address",
            "Address",
            WITHHELD if contact.address_withheld else ", ".join(lines),
        ),
        (
            "parent_postcode",
            "Postcode",
            "" if contact.address_withheld else _postcode(contact.address),
        ),
        ("parent_phones", "Telephone", ", ".join(contact.phones)),
        ("parent_email", "E-mail", contact.email),
        (
            "parent_checked",
            "Details last checked",
            f"{found.known.details:%d.%m.%Y}" if found.known.details else "not recorded",
        ),
        ("parent_interpreter", "First language; interpreter needed", ""),
        ("parent_reads_english", "Can read English", ""),
        ("parents_other", "Other parents, each with a pack of their own", "; ".join(others)),
        *([] if others else [("parent_alone", "Why there is no second parent", "")]),
    ]


def _attendance(office: Office, pupil: Pupil, until: dt.date) -> list[Row]:
    first = SchoolYear.of(until).span.first
    figures = of_pupil(office, pupil, Span(first, until))
    return [
        ("attendance_from", "Figures from", long_day(first)),
        ("attendance_to", "Figures to", long_day(until)),
        ("possible", "Sessions possible", str(figures.possible)),
        ("attended", "Sessions attended", str(figures.attended)),
        ("authorised", "Absent, authorised", str(figures.authorised)),
        ("unauthorised", "Absent, unauthorised", str(figures.unauthorised)),
        ("percent", "Attendance", shown_percent(figures)),
    ]


def _support(office: Office, found: Referral, letters: Sequence[PackLetter]) -> list[Row]:
    card = office.cases.card(found.pupil.id)
    referrals = office.cases.referrals.of(found.pupil.id, usual_span(office.today()))
    notices = [one for one in letters if one.is_notice]
    warnings = [f"{one.number}, {one.day:%d.%m.%Y}" for one in letters if one.number in found.warn]
    period = max(notices, key=lambda one: (one.day, one.number)).period if notices else None
    by_authority = found.authority.improve_by is Sender.AUTHORITY
    text = found.discretion.text
    return [
        ("warnings", "Letters that warned", "; ".join(warnings)),
        (
            "notice_to_improve",
            "Notice to improve",
            "; ".join(f"{one.number}, {one.day:%d.%m.%Y}" for one in notices)
            or ("not needed: leave taken" if found.leave_alone else "")
            or ("sent by the authority" if by_authority else ""),
        ),
        ("improve_from", "Its period begins", day_or_blank(period.first if period else None)),
        ("improve_to", "Its period ends", day_or_blank(period.last if period else None)),
        ("social_worker", "Social worker", text(card.social_worker) or "none"),
        ("youth_worker", "Youth offending worker", text(card.youth_worker) or "none"),
        ("early_help", "Early help", text(card.early_help) or "none"),
        ("agencies", "Referred to", "; ".join(f"{r.whom} {r.day:%d.%m.%Y}" for r in referrals)),
        ("adjustments", "What was adjusted", text(card.adjustments)),
        ("support", "Support", "see the chronology and the plans in this pack"),
        ("circumstances", "Special circumstances", found.why),
    ]
