"""Small records with unimportant parts filled in, and registers in the book's own notation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.law import codes
from officeapp.domain.pins import Strength
from officeapp.domain.record import LineId, PupilId
from officeapp.domain.register import Draft, Mark, Sheet
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import Session
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.confirm import confirm
from officeapp.procedures.give_code import give_code, needs_code
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.sign_in import has_pin
from officeapp.procedures.take_register import hand_in, pencil_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

BORN = dt.date(2018, 3, 3)
SINCE = dt.date(2026, 9, 1)
PIN, LIGHT = "274915", Strength(memory_kib=64, passes=1)


def a_pupil(
    surname: str = "Abbasi",
    forename: str = "Zara",
    *,
    born: dt.date = BORN,
    upn: str = "",
    **changes,
):
    """Return a pupil's card."""
    return Pupil(PupilId(0), upn, (), "", surname, forename, born, **changes)


def a_mark(code: str, day: dt.date, session: Session = Session.AM, pupil: int = 1, **changes):
    """Return a mark."""
    return Mark(PupilId(pupil), day, session, code, **changes)


def marks_from(page: str, monday: dt.date) -> list[Mark]:
    r"""Read marks from a page: a pupil a line, two codes a day, '|' between weeks, '.' no mark.

    1   // // /L OO CC | // // .. // //
    """
    answer: list[Mark] = []
    for line in page.splitlines():
        number, _, rest = line.strip().partition(" ")
        if not number.isdigit():
            continue
        for place, symbol in enumerate(rest.replace(" ", "").replace("|", "")):
            week, slot = divmod(place, 10)
            day = monday + dt.timedelta(days=7 * week + slot // 2)
            session = Session.PM if slot % 2 else Session.AM
            code = "\\" if symbol == "/" and session is Session.PM else codes().code(symbol)
            if code:
                line_id = LineId(int(number), place + 1)  # type: ignore[arg-type]
                answer.append(a_mark(code, day, session, int(number), line=line_id))
    return answer


def a_class(office, name: str = "3 Oak", pupils: int = 3, **changes):
    """Admit some pupils to a new class; return the class and the pupils in list order."""
    school_class = add_class(office, name, office.school.sites()[0].id)
    cards = [
        Admission(a_pupil(f"Name{number:03}", **changes), SINCE, school_class.id, "3")
        for number in range(pupils)
    ]
    return school_class, admit(office, cards)


def take(
    office, school_class, day: dt.date, session: Session, codes_in_order: Sequence[str]
) -> None:
    """Hand in a register with one code a pupil, '.' for a blank."""
    sheet = Sheet(school_class.id, day, session)
    members = office.roll.members(school_class.id, day)
    drafts = {
        pupil.id: Draft(code)
        for pupil, code in zip(members, codes_in_order, strict=True)
        if code != "."
    }
    pencil_marks(office, sheet, drafts)
    hand_in(office, sheet)


def with_pin(office, person, pin: str = PIN):
    """Let a person choose a PIN, with a code from who is signed in; return the person."""
    giver = office.person
    if giver is not None and has_pin(office, giver):
        confirm(office, PIN)  # to give a code takes it once more
    code = give_code(office, person, strength=LIGHT) if needs_code(office, person) else ""
    choose_pin(office, person, pin, pin, code=code, strength=LIGHT)
    office.sign_in(giver)
    return person
