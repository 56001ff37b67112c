"""Rows without a window: figures, file size, finding a pupil, importing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Amount, in_turn, measured, times_once
from benchmarks.schools import UNTIL, Schools, afternoon
from officeapp.books import figures
from officeapp.books.database import driver
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.tables import read_table
from officeapp.procedures.import_marks import import_marks
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.plan_marks import plan_marks

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.office import Office

YEAR = SchoolYear.of(UNTIL)
Row = Callable[[Schools], Iterator[object]]


def whole_school_figures(schools: Schools) -> Iterator[object]:
    """S8: figures of the year per pupil, class, year group and group."""
    for name in ("small", "large"):
        with schools.open(name, read_only=True) as office:
            rows = one_row_a_mark(schools, office)
            span = Span(YEAR.span.first, UNTIL)
            figures.totals(office, span)

            def ask() -> object:
                return figures.totals(office, span)  # noqa: B023  # asked before the loop goes on

            def floor() -> object:
                return rows.execute(  # noqa: B023  # as above
                    "SELECT pupil, code, count(*) FROM mark WHERE year = ? GROUP BY pupil, code",
                    [YEAR.begins],
                ).fetchall()

            mine, other = in_turn(ask, floor, 15)
            aim = "0.2x" + (", under 50 ms" if name == "large" else "")
            yield measured(f"whole-school figures, {name}", mine, other, aim)
            rows.close()


def one_row_a_mark(schools: Schools, office: Office) -> Any:
    """Return a plain table of the same years' marks, one row each."""
    path = schools.folder / "rows.db"
    path.unlink(missing_ok=True)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE mark (pupil INTEGER, year INTEGER, slot INTEGER, code TEXT, "
        "PRIMARY KEY (pupil, year, slot)) WITHOUT ROWID"
    )
    connection.execute("BEGIN")
    for (year, pupil), line in office.register.kept().items():
        connection.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?)",
            [(pupil, year, slot, s) for slot, s in enumerate(line) if s not in ".-"],
        )
    connection.execute("COMMIT")
    return connection


def file_size(schools: Schools) -> Iterator[object]:
    """S14: bytes a mark over six years, everything included."""
    path = schools.path("six")
    with schools.open("six", read_only=True) as office:
        marks = office.connection.execute("SELECT count(*) FROM register").fetchone()[0]
    yield Amount("file size, six years", path.stat().st_size / marks, 16, "bytes a mark", "5x")


def import_marks_of_a_year(schools: Schools) -> Iterator[object]:
    """S13: a year of 420 pupils from CSV, checked, with its act; floor: executemany of the rows."""
    source = schools.folder / "marks.csv"
    rows = _marks_as_csv(schools, source)
    mine: list[float] = []
    floor: list[float] = []
    for _ in range(3):
        with _unmarked(schools) as office:
            mine += times_once(partial(_import, office, source))
        with _unmarked(schools) as office:
            floor += times_once(partial(_bare_insert, office.connection, rows))
    yield measured(f"import {len(rows):,} marks from CSV", mine, floor, "3x")


def _marks_as_csv(schools: Schools, source: Path) -> list[tuple[object, ...]]:
    """Write the small school's marks as another system would; return them as plain rows."""
    rows: list[tuple[object, ...]] = []
    lines = ["UPN,Date,Session,Code,Minutes late,Comment"]
    with schools.open("small", read_only=True) as office:
        upn = {pupil.id: pupil.upn for pupil in office.roll.pupils().values()}
        for (begins, pupil), marks in office.register.kept().items():
            year = SchoolYear(begins)
            for slot, symbol in enumerate(marks):
                code = office.codes.code(symbol)
                if code and upn[pupil]:
                    day, session = year.session(slot)
                    rows.append((1, len(rows), pupil, day.isoformat(), session.value, code))
                    lines.append(f"{upn[pupil]},{day},{session.value},{code},,")
    source.write_text("\n".join(lines), encoding="utf-8")
    return rows


def _unmarked(schools: Schools) -> Office:
    """Return a new file with the small school's roll and calendar and no mark."""
    path = schools.folder / "unmarked.db"
    for name in (path, path.with_name(path.name + ".owner")):
        name.unlink(missing_ok=True)
    new = NewSchool("Unmarked", "A. Person", sample=True)
    office = new_school(path, new, clock=afternoon, own_folder=schools.folder)
    with schools.open("small", read_only=True) as old:
        _copy_roll(old, office)
    return office


def _copy_roll(old: Office, office: Office) -> None:
    site = office.school.sites()[0].id
    classes = {one.id: add_class(office, one.name, site).id for one in old.roll.classes()}
    admissions = [
        Admission(pupil, time.first, classes[placed.school_class], placed.year_group, time.last)
        for pupil in old.roll.pupils().values()
        for time in old.roll.enrolments(pupil.id)[:1]
        for placed in old.roll.placements(pupil.id)[:1]
    ]
    admit(office, admissions)
    set_calendar(
        office,
        [replace(one, line=UNWRITTEN, site=EVERY_SITE) for one in old.calendar.closures()],
        [replace(one, line=UNWRITTEN, site=EVERY_SITE) for one in old.calendar.terms()],
    )


def _import(office: Office, source: Path) -> None:
    plan = plan_marks(office, read_marks(read_table(source)))
    import_marks(office, plan)


def _bare_insert(connection: Any, rows: list[tuple[object, ...]]) -> None:
    """Write the same rows into the same table with its keys and triggers, and one act's header."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO act SELECT 1, clock, kind, schema, at, name, post, role, heads, before, salt, "
        "body, digest FROM act LIMIT 1"
    )
    connection.executemany(
        "INSERT INTO register (act, n, pupil, day, session, code) VALUES (?, ?, ?, ?, ?, ?)", rows
    )
    connection.execute("COMMIT")


ROWS: dict[str, Row] = {"S8": whole_school_figures, "S13": import_marks_of_a_year, "S14": file_size}
