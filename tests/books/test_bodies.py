"""The quick way to the body of an act gives, to the byte, what the careful one gives.

Seen red: a nought left out as if it were blank, the order of two fields changed, a comma lost.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.act import body_of
from officeapp.books.bodies import bodies, body_from, lines_of
from officeapp.books.database import driver
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_marks
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.builders import a_class
from tests.conftest import MONDAY

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def test_every_body_of_a_day_is_what_its_lines_say(office):
    oak, pupils = a_class(office)
    sheet = Sheet(oak.id, MONDAY, Session.AM)
    late = Draft("L", 0, 'said "the bus"\n\tno\\way €😀')
    pencil_marks(office, sheet, {pupils[0].id: late, pupils[1].id: Draft("I")})
    hand_in(office, sheet)
    wrong = office.register.marks_of_day(MONDAY)
    amend_marks(office, [(mark, replace(mark, code="U")) for mark in wrong], "seen at ten")
    found = dict(bodies(office.connection))
    assert len(found) == office.connection.execute("SELECT count(*) FROM act").fetchone()[0]
    for act, body in found.items():
        assert body_from(lines_of(office.connection, act)) == body or body is None
    assert sum(body is None for body in found.values()) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS, TEXTS)
def test_texts_are_written_as_python_writes_them(office, note, reason):
    file = office.connection
    file.execute("BEGIN")
    values = [9, 1, 7, dt.date(2026, 3, 2).isoformat(), "AM", "L", 0, note, reason]
    file.execute("PRAGMA defer_foreign_keys = ON")
    file.execute(f"INSERT INTO register VALUES ({','.join('?' * 9)})", values)  # noqa: S608  # marks only
    quick = dict(bodies(file))[9]  # type: ignore[index]
    careful = body_of(text for _, text in lines_of(file, 9))
    file.execute("ROLLBACK")
    assert quick == careful


def test_a_line_that_is_not_in_its_place_has_no_quick_body(office):
    file = office.connection
    file.execute("BEGIN")
    file.execute("PRAGMA defer_foreign_keys = ON")
    for n in (1, 3):
        file.execute("INSERT INTO handed_in VALUES (9, ?, 1, '2026-03-02', 'AM', 0)", [n])
    assert dict(bodies(file))[9] is None  # type: ignore[index]
    assert body_from(lines_of(file, 9)) is None
    file.execute("ROLLBACK")
    assert driver.sqlite_version_info >= (3, 51, 3)
