"""The fields of a referral: the union of what authorities ask for, of one child and one parent.

What the program does not know is left empty, to be written by hand or into the form online.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.figures import of_pupil
from officeapp.domain.attendance import shown_percent
from officeapp.domain.letter_facts import days_words, sessions_words
from officeapp.domain.pack import FieldGroup, PackField
from officeapp.domain.recipients import lines_of
from officeapp.domain.roll import year_group_name
from officeapp.domain.school_year import SchoolYear, Span, long_day
from officeapp.procedures.record_discretion import brothers_and_sisters
from officeapp.procedures.timeline import usual_span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.pack import PackLetter, ReliedSession
    from officeapp.domain.roll import Contact, Pupil, Tie
    from officeapp.procedures.pack_found import Referral

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
GRADES = {"G": "unauthorised leave (holiday)", "U": "lateness after the register closed"}
ABSENCE = "unauthorised absence"

Row = tuple[str, str, str]


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
        ("School and referrer", _school(office)),
        ("Child", _child(office, found)),
        ("Parent this referral is about", _parent(found, *parent)),
        ("Reason and sessions", _reason(found, relied)),
        ("Attendance", _attendance(office, pupil, found.until)),
        ("Warnings and support", _support(office, found, letters)),
        ("Declarations by the headteacher", [(name, label, "") for name, label in DECLARED]),
    )
    return tuple(
        FieldGroup(heading, tuple(PackField(*row) for row in rows)) for heading, rows in said
    )


def _school(office: Office) -> list[Row]:
    card, person = office.school.card(), office.person
    return [
        ("school_name", "School", card.name),
        ("school_dfe", "DfE number", card.dfe),
        ("school_urn", "URN", card.urn),
        ("school_address", "Address", ", ".join(lines_of(card.address))),
        ("school_phone", "Telephone", card.phone),
        ("referrer_name", "Referred by", person.name if person else ""),
        ("referrer_post", "Post", person.post if person else ""),
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
            year = Span(SchoolYear.of(found.until).span.first, found.until)
            said.append(f"{one.called}: attendance {shown_percent(of_pupil(office, one, year))}")
    return "; ".join(said) or "none known"


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
        ("parent_phones", "Telephone", ", ".join(contact.phones)),
        ("parent_email", "E-mail", contact.email),
        (
            "parent_checked",
            "Details last checked",
            f"{found.known.details:%d.%m.%Y}" if found.known.details else "not recorded",
        ),
        ("parent_interpreter", "First language; interpreter needed", ""),
        ("parents_other", "Other parents, each with a pack of their own", "; ".join(others)),
    ]


def _reason(found: Referral, relied: Sequence[ReliedSession]) -> list[Row]:
    codes = {one.code for one in relied}
    reason = GRADES.get(next(iter(codes)), ABSENCE) if len(codes) == 1 else ABSENCE
    days = sorted({one.day for one in relied})
    number = len(relied)
    said = "met" if found.met else "not met"
    return [
        ("reason", "Reason", reason if relied else ""),
        ("from", "First day", long_day(days[0]) if days else ""),
        ("to", "Last day", long_day(days[-1]) if days else ""),
        ("sessions", "Unauthorised sessions relied on", str(number)),
        ("days", "As days", days_words(number)),
        (
            "sessions_listed",
            "Each session",
            sessions_words((one.day, one.session) for one in relied),
        ),
        ("threshold", "The law's number", f"{found.threshold} in {found.weeks} weeks: {said}"),
        ("offence", "Earlier notices", "none known to this school; please check your own record"),
        ("earlier_referrals", "Earlier referrals by this school", str(found.earlier)),
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
    last = found.improve_last
    text = found.discretion.text
    return [
        ("warnings", "Letters that warned", "; ".join(warnings)),
        (
            "notice_to_improve",
            "Notice to improve",
            "; ".join(f"{one.number}, {one.day:%d.%m.%Y}" for one in notices)
            or ("not needed: leave taken" if found.leave_alone else ""),
        ),
        ("improve_to", "Its period ends", long_day(last) if last and notices else ""),
        ("social_worker", "Social worker", text(card.social_worker) or "none"),
        ("youth_worker", "Youth offending worker", text(card.youth_worker) or "none"),
        ("early_help", "Early help", text(card.early_help) or "none"),
        ("agencies", "Referred to", "; ".join(f"{r.whom} {r.day:%d.%m.%Y}" for r in referrals)),
        ("adjustments", "What was adjusted", text(card.adjustments)),
        ("support", "Support", "see the chronology and the plans in this pack"),
        ("circumstances", "Special circumstances", found.why),
    ]
