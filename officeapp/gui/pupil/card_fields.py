"""The fields of every card of a pupil, in the order in which they are typed."""

from __future__ import annotations

from officeapp.domain.roll import YEAR_GROUPS, year_group_name
from officeapp.gui.pupil.fields import (
    Field,
    Kind,
    read_day,
    read_day_or_none,
    read_lines,
    read_phones,
    read_upn,
    read_upns,
    shown_day,
    shown_lines,
    shown_words,
    upn_doubt,
)

NAME = (
    Field("legal_surname", "Legal surname"),
    Field("legal_forename", "Legal first name"),
    Field("middle_names", "Middle names"),
    Field("preferred_surname", "Surname in school", hint="if not the legal one"),
    Field("preferred_forename", "First name in school", hint="if not the legal one"),
)
IDENTITY = (
    Field("dob", "Date of birth", read=read_day, shown=shown_day, hint="3/10/2018"),
    Field(
        "sex",
        "Sex",
        Kind.CHOICE,
        choices=(("", "not stated"), ("F", "F  female"), ("M", "M  male")),
    ),
    Field("upn", "UPN", read=read_upn, hint="a letter and 12 digits", doubt=upn_doubt),
    Field("former_upns", "Former UPNs", read=read_upns, shown=shown_words),
    Field("admission_no", "Admission number"),
)
HOME = (Field("address", "Address", Kind.LINES, read=read_lines, hint="one line a line"),)
GROUPS = (
    Field(
        "sen",
        "Special needs",
        Kind.CHOICE,
        choices=(
            ("", "none"),
            ("K", "K  SEN support"),
            ("E", "E  education, health and care plan"),
        ),
    ),
    Field("pupil_premium", "Pupil premium", Kind.FLAG),
    Field("fsm", "Free school meals", Kind.FLAG),
    Field("eal", "English is an additional language", Kind.FLAG),
    Field("looked_after", "Looked after by an authority", Kind.FLAG),
)
HEALTH = (
    Field("medical", "Medical alert", Kind.LINES, read=read_lines, hint="what must be known"),
)
FIELDS = (*NAME, *IDENTITY, *HOME, *GROUPS, *HEALTH)

PERSON = (
    Field("title", "Title", hint="Mr, Ms, Dr"),
    Field("forename", "First name"),
    Field("surname", "Surname"),
)
REACHED = (
    Field(
        "phones",
        "Telephones",
        Kind.LINES,
        read=read_phones,
        shown=shown_lines,
        hint="one a line, the first to call first",
    ),
    Field("email", "E-mail"),
    Field("address", "Address", Kind.LINES, read=read_lines, hint="if not the pupil's own"),
)
GUARDED = (
    Field("address_withheld", "Address withheld", Kind.FLAG),
    Field("do_not_contact", "Do not contact", Kind.FLAG),
)
CONTACT = (*PERSON, *REACHED, *GUARDED)
RELATION = (Field("relationship", "What they are", hint="mother, father, carer"),)
TIED = (
    Field("parental_responsibility", "Parental responsibility", Kind.FLAG),
    Field("lives_with", "The pupil lives with them", Kind.FLAG),
    Field("may_collect", "May collect", Kind.FLAG),
    Field("not_released", "Never release to", Kind.FLAG),
)
TIE = (*RELATION, *TIED)
YEAR_GROUP = Field(
    "year_group",
    "Year group",
    Kind.CHOICE,
    choices=tuple((group, year_group_name(group)) for group in YEAR_GROUPS),
)
FIRST = Field("first", "First day", read=read_day, shown=shown_day, hint="3/9/2026")
LAST = Field("last", "Last day", read=read_day_or_none, shown=shown_day, hint="on roll, included")
LEFT = (Field("ground", "Why"), Field("destination", "Goes to", hint="the next school, if known"))
ENROLMENT = (FIRST, LAST, *LEFT)
