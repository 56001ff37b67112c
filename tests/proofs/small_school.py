"""One class of thirty, made through the same acts as a person's, for the proofs to work on."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from officeapp.books.office import Office, open_office
from officeapp.domain.record import PupilId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import Session, is_weekday
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import sign_in
from officeapp.procedures.take_register import hand_in, pencil_marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PUPILS = 30
FIRST_DAY = dt.date(2025, 9, 1)
NOON = dt.datetime(2026, 7, 17, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
CODES = ("/", "L", "I", "/", "M", "/", "/")


def clock() -> dt.datetime:
    """Return the time at which everything here happens."""
    return NOON


def make(path: Path, *, pupils: int = PUPILS) -> None:
    """Make the file of a sample school with one class."""
    school = NewSchool("Alder Green Primary School", "Maureen Achebe", sample=True)
    with new_school(path, school, clock=clock, own_folder=path.parent) as office:
        (site,) = office.school.sites()
        school_class = add_class(office, "Alder", site.id)
        cards = [
            Pupil(PupilId(0), "", (), str(n), f"Surname{n:02}", "Ada", dt.date(2016, 9, 1 + n % 30))
            for n in range(pupils)
        ]
        admit(office, [Admission(card, FIRST_DAY, school_class.id, "4") for card in cards])


def opened(path: Path) -> Office:
    """Open the file for writing, with its first person signed in."""
    office = open_office(path, clock=clock, own_folder=path.parent)
    try:
        sign_in(office, office.staff.first())
    except BaseException:
        office.close()
        raise
    return office


def sheets(office: Office) -> Iterator[Sheet]:
    """Yield the class's registers from the first day on."""
    (school_class,) = office.roll.classes()
    days = (FIRST_DAY + dt.timedelta(n) for n in itertools.count())
    for day in filter(is_weekday, days):
        for session in Session:
            yield Sheet(school_class.id, day, session)


def drafts_of(office: Office, sheet: Sheet) -> dict[PupilId, Draft]:
    """Return what is marked on a register: always the same on the same one."""
    members = office.roll.members(sheet.school_class, sheet.day)
    first = sheet.day.toordinal() * 2 + (sheet.session is Session.PM)
    codes = [CODES[(first + n) % len(CODES)] for n in range(len(members))]
    if sheet.session is Session.PM:
        codes = ["\\" if code == "/" else code for code in codes]
    return {pupil.id: Draft(code) for pupil, code in zip(members, codes, strict=True)}


def take(office: Office, sheet: Sheet) -> None:
    """Take a register whole and hand it in."""
    pencil_marks(office, sheet, drafts_of(office, sheet))
    hand_in(office, sheet)
