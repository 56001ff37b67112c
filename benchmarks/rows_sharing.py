"""Several desks: a day of a large school exchanged and merged, and the first copy of the books."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from benchmarks.measure import Amount, times_once
from benchmarks.schools import UNTIL, Schools
from officeapp.books.merging import merge
from officeapp.books.office import Office, make_file, open_office
from officeapp.books.reasons import reasons
from officeapp.books.sending import newest_acts, units_after
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.join_desk import make_joining_file, open_joining_file
from officeapp.procedures.take_register import hand_in, pencil_marks

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.domain.roll import SchoolClass

Row = Callable[[Schools], Iterator[object]]
MONDAY = UNTIL + dt.timedelta(days=3)  # a school day without a mark
AT = dt.datetime.combine(MONDAY, dt.time(15, 40), tzinfo=dt.UTC)
LATE, AMENDED = 60, 40  # of a morning in a large school
ONE_IN = 25  # one child in so many is away without a reason


def a_day(schools: Schools) -> Iterator[object]:
    """X1: three desks of a large school bring a day's acts together, each exchange whole."""
    folder = _fresh(schools, "sharing")
    with _copied(schools, "large", folder / "office") as office:
        for name in ("reception", "head"):
            _join(office, folder / name)
        with _opened(folder / "reception") as reception, _opened(folder / "head") as head:
            desks = [office, reception, head]
            _exchange_all(desks, folder)
            lines = _work_of_a_day(desks)
            taken = [seconds for desk in (*desks, *desks) for seconds in _exchange(desk, folder)]
            _require_alike(desks)
    what = f"a day of {lines:,} lines at three desks, all exchanges"
    yield Amount(what, sum(taken), 5.0, "s", "5 s in all")
    yield Amount("the same, the longest exchange of one desk", max(taken), 5.0, "s", "5 s")


def first_copy(schools: Schools) -> Iterator[object]:
    """X2: six years of a small school to a desk that joins, by joining file and by the folder."""
    folder = _fresh(schools, "first-copy")
    with _copied(schools, "six", folder / "office") as office:
        [made] = times_once(lambda: _join(office, folder / "reception"))
        yield Amount("first copy, six years, joining file", made / 1000, 60.0, "s", "60 s")
        [left] = _exchange(office, folder)
        yield Amount("six years left in the folder", left, 60.0, "s", "60 s with the next")
        with _empty(office, folder) as late:
            units = list(units_after(office.connection, {}))
            [merged] = times_once(lambda: merge(late, units))
            _require_alike([office, late])
        yield Amount("six years merged into an empty file", merged / 1000, 60.0, "s", "60 s")


def _work_of_a_day(desks: list[Office]) -> int:
    """Take all registers, sign in who is late, and amend; return how many lines were written."""
    before = _lines(desks)
    classes = desks[0].roll.classes()
    for number, school_class in enumerate(classes):
        for session in Session:
            _take(desks[number % 2], school_class, session)
    reception, head = desks[1:]
    pupils = reception.roll.on_roll(MONDAY)
    for pupil in pupils[:LATE]:
        arrive_late(reception, [Coming(pupil.id, dt.time(9, 20), reasons().late[0])], MONDAY)
    marks = [mark for mark in head.register.marks_of_day(UNTIL) if mark.code == "/"]
    for mark in marks[:AMENDED]:
        amend_mark(head, mark, "M", "the letter was seen")
    return _lines(desks) - before


def _take(office: Office, school_class: SchoolClass, session: Session) -> None:
    members = office.roll.members(school_class.id, MONDAY)
    present = "/" if session is Session.AM else "\\"
    drafts = {
        pupil.id: Draft("N" if number % ONE_IN == 0 else present)
        for number, pupil in enumerate(members)
    }
    if drafts:
        sheet = Sheet(school_class.id, MONDAY, session)
        pencil_marks(office, sheet, drafts)
        hand_in(office, sheet)


def _lines(desks: list[Office]) -> int:
    return sum(
        desk.connection.execute("SELECT count(*) FROM register").fetchone()[0] for desk in desks
    )


def _exchange_all(desks: list[Office], folder: Path) -> None:
    for desk in (*desks, *desks):
        list(_exchange(desk, folder))


def _exchange(desk: Office, folder: Path) -> Iterator[float]:
    """Exchange with the folder; yield how many seconds it took."""
    view = folder / "shared"
    view.mkdir(exist_ok=True)
    begun = time.perf_counter()
    done = exchange_desks(desk, carrier_of(desk, view), confirmed=True)
    yield time.perf_counter() - begun
    if done.problems or done.merged.apart or done.merged.refused:
        raise AssertionError(done)


def _require_alike(desks: list[Office]) -> None:
    """See that a row that brought nothing together is no row."""
    for one, other in itertools.pairwise(desks):
        if newest_acts(one.connection) != newest_acts(other.connection):
            raise AssertionError
        if one.register.kept() != other.register.kept():
            raise AssertionError


def _join(office: Office, folder: Path) -> None:
    """Let another desk join, through a joining file."""
    folder.mkdir()
    made = folder / "desk.joining"
    code = make_joining_file(office, folder.name, list(Role), made)
    open_joining_file(made, code, folder / "school.db", own_folder=folder, clock=lambda: AT)


def _copied(schools: Schools, name: str, folder: Path) -> Office:
    folder.mkdir()
    shutil.copy(schools.path(name), folder / "school.db")
    return _opened(folder)


def _opened(folder: Path) -> Office:
    office = open_office(folder / "school.db", clock=lambda: AT, own_folder=folder)
    office.sign_in(office.staff.first())
    return office


def _empty(office: Office, folder: Path) -> Office:
    """Return an empty file of the same school."""
    made = make_file(folder / "late.db", clock=lambda: AT, own_folder=folder)
    school = office.connection.execute("SELECT school FROM school_file").fetchone()
    made.connection.execute("UPDATE school_file SET school = ?", list(school))
    return made


def _fresh(schools: Schools, name: str) -> Path:
    folder = schools.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


ROWS: dict[str, Row] = {"X1": a_day, "X2": first_copy}
