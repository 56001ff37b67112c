"""What a transfer file tells that this program shows and does not keep.

Totals of earlier schools are never added to this school's figures, and marks never stored: since
codes have two letters a row of them cannot be cut apart for certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.errors import Problem
from officeapp.exchange.cells import count_of
from officeapp.exchange.ctf_people import phones_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.transfer import TransferredContact
    from officeapp.exchange.ctf_entry import Entry
    from officeapp.exchange.xml_files import Part

MOST = 60  # things told of one pupil
SHOWN = "Shown and not kept."
TOTALS = "Shown and not kept: figures of this school never include another's."
NOT_EQUAL = "Shown and not kept. Attended and missed do not add up to the possible sessions."
MARKS = "Shown and not kept: codes of one and two letters cannot be told apart in a row of marks."
_SESSIONS = ("SessionsPossible", "SessionsAttended", "SessionsAuthorised", "SessionsUnauthorised")


def told_of(entry: Entry, contacts: tuple[TransferredContact, ...]) -> tuple[Problem, ...]:
    """Return what a pupil's entry tells beside what is kept, to be shown."""
    told = [*_years(entry), *_schools(entry), *_others(entry)]
    used = {phone for one in contacts for phone in one.row.phones}
    loose = [phone for phone in phones_in(entry, entry.part) if phone not in used]
    if loose:
        reason = "The pupil's own number; enter it with the person who answers it."
        told.append(Problem(entry.where, "telephone", ", ".join(loose), reason))
    return tuple(told[:MOST])


def _years(entry: Entry) -> list[Problem]:
    """Return the attendance at earlier schools."""
    told: list[Problem] = []
    for year in entry.part.part("Attendance").parts("YearData"):
        named = entry.text(year, "Year") or "of an unknown year"
        school = entry.text(year, "SchoolName") or "another school"
        found = [entry.hint(year, count_of, name) for name in _SESSIONS]
        possible, attended, authorised, unauthorised = found
        text = (
            f"{_said(possible)} possible, {_said(attended)} attended, {_said(authorised)} "
            f"authorised, {_said(unauthorised)} unauthorised at {school}"
        )
        adds_up = None in found or possible == sum(one or 0 for one in found[1:])
        told.append(
            Problem(entry.where, f"attendance {named}", text, TOTALS if adds_up else NOT_EQUAL)
        )
        told += _marks(entry, year)
    return told


def _marks(entry: Entry, year: Part) -> list[Problem]:
    found = []
    for run in year.parts("AttendSessions"):
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


def _said(sessions: int | None) -> str:
    return "?" if sessions is None else str(sessions)
