"""What a transfer file tells beside the cards: totals that are kept apart, and what is only shown.

Totals of earlier schools are never added to this school's figures, and marks never stored: since
codes have two letters a row of them cannot be cut apart for certain.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.record import PupilId
from officeapp.errors import Problem
from officeapp.exchange.cells import count_of
from officeapp.exchange.ctf_people import phones_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.transfer import TransferredContact
    from officeapp.exchange.ctf_entry import Entry

MOST = 60  # things told of one pupil
MOST_YEARS = 40  # years of one pupil
SHOWN = "Shown and not kept."
MARKS = "Shown and not kept: codes of one and two letters cannot be told apart in a row of marks."
_SESSIONS = ("SessionsPossible", "SessionsAttended", "SessionsAuthorised", "SessionsUnauthorised")


def told_of(entry: Entry, contacts: tuple[TransferredContact, ...]) -> tuple[Problem, ...]:
    """Return what a pupil's entry tells beside what is kept, to be shown."""
    told = [*_marks(entry), *_schools(entry), *_others(entry)]
    used = {phone for one in contacts for phone in one.row.phones}
    loose = [phone for phone in phones_in(entry, entry.part) if phone not in used]
    if loose:
        reason = "The pupil's own number; enter it with the person who answers it."
        told.append(Problem(entry.where, "telephone", ", ".join(loose), reason))
    return tuple(told[:MOST])


def years_of(entry: Entry) -> tuple[EarlierYear, ...]:
    """Return the attendance at earlier schools; what is no number is noted as doubtful."""
    found = []
    for year in itertools.islice(entry.part.part("Attendance").parts("YearData"), MOST_YEARS):
        figures = [entry.hint(year, count_of, name) for name in _SESSIONS]
        possible, attended, authorised, unauthorised = figures
        if any(one is not None for one in figures):
            words = filter(None, (entry.text(year, "LEA"), entry.text(year, "Estab")))
            number, school = "/".join(words), entry.text(year, "SchoolName") or ""
            named = entry.text(year, "Year") or ""
            found.append(
                EarlierYear(
                    0,
                    PupilId(0),
                    named,
                    number,
                    school,
                    possible,
                    attended,
                    authorised,
                    unauthorised,
                )
            )
    return tuple(found)


def _marks(entry: Entry) -> list[Problem]:
    found = []
    years = entry.part.part("Attendance").parts("YearData")
    for run in (run for year in years for run in year.parts("AttendSessions")):
        marks = " ".join(run.text("AttendanceMarks").split())[:2_000]
        first = entry.text(run, "AttendanceStartDate") or "an unknown day"
        if marks:
            found.append(Problem(entry.where, f"marks from {first}", marks, MARKS))
    return found


def _schools(entry: Entry) -> list[Problem]:
    """Return the earlier schools."""
    told = []
    for school in entry.part.part("SchoolHistory").parts("School"):
        number = "/".join(filter(None, (entry.text(school, "LEA"), entry.text(school, "Estab"))))
        name = entry.text(school, "SchoolName") or "a school"
        first = entry.text(school, "EntryDate") or "not said"
        last = entry.text(school, "LeavingDate") or "not said"
        text = f"{name} ({number or 'no number'}), from {first} to {last}"
        told.append(Problem(entry.where, "earlier school", text, SHOWN))
    return told


def _others(entry: Entry) -> list[Problem]:
    """Return single facts for which there is no place on a card."""
    part = entry.part
    basics = part.part("BasicDetails")
    service = part.part("ServiceChild", "ServiceChildren")
    needs = part.part("SENhistory").part("SENneeds").parts("SENneed")
    disabilities = basics.part("Disabilities").parts("Disability")
    found = {
        "former surname": entry.text(basics, "FormerSurname"),
        "former forename": entry.text(basics, "FormerForename"),
        "ethnicity": entry.text(basics, "Ethnicity"),
        "service child": entry.text(service, "ServiceChild") or (service.words or None),
        "authority caring": entry.text(part.part("LookedAfter"), "CareAuthority"),
        "special needs": _list(entry.text(one, "SENtype", "type") for one in needs),
        "disabilities": _list(one.words for one in disabilities),
        "e-mail": entry.text(part, "Email"),
    }
    return [Problem(entry.where, name, text, SHOWN) for name, text in found.items() if text]


def _list(words: Iterable[str | None]) -> str:
    return ", ".join(word for word in words if word)[:500]
