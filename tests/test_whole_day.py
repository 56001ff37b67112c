"""A school built by imports alone, and a day on it by several people in turn.

Everything goes through the commands and procedures a person uses, on a real file; at the end a
backup is restored on a machine that has never seen the school.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from officeapp import paths
from officeapp.books.check import check
from officeapp.books.office import open_office
from officeapp.domain.register import Sheet
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.confirm import sign_in_to_act
from officeapp.procedures.give_code import give_code
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.sign_in import sign_in
from officeapp.procedures.take_register import hand_in
from officeapp.terminal.commands import run
from tests.builders import take
from tests.conftest import StoppedClock

TRANSFER = Path(__file__).parent / "exchange" / "ctf" / "whole.xml"
DAY = dt.date(2026, 11, 18)
PIN = "482913"
SIMS = """Adno,UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,Gender,Year,Reg
001234,M816299926001,O’Neill,Zoë,Zoë,28/02/2018,F,Year  3,3B
001235,B816299926002,Nguyen,An,,31/08/2019,M,Year  2,2A
001236,,Smith-Jones,Mary Jane,MJ,01/09/2015,F,Year  6,6C
"""
ARBOR = """UPN,Legal First Name,Legal Last Name,Sex,Year group(s) this academic year,Date of Birth,\
Registration form(s) this academic year
U816299926005,José,Núñez,Male,Year 3,01/03/2018,3B
"""
PLAIN = """UPN;Legal surname;Legal forename;DOB;Sex;Year group;Class;Date of admission
;Temp;Only;2017-04-04;M;3;3B;2026-09-01
"""
CONTACTS = """StudentForename,StudentSurname,StudentID,Year,Reg,DOB,Gender,Relationship,Title,\
ContactForename,ContactSurname,ContactID,PrimaryEmail,MobileNumber,Priority
Zoë,O'Neill,001234,Year 3,3B,28/02/2018,F,Mother,Ms,Aneta,Święcicka,C1,a@example.org,07700900123,1
Zoë,O'Neill,001234,Year 3,3B,28/02/2018,F,Father,Mr,Declan,O'Neill,C2,,07700900456,2
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//term dates//EN
BEGIN:VEVENT
UID:summer@dates
DTSTART;VALUE=DATE:20260801
DTEND;VALUE=DATE:20260901
SUMMARY:Summer holiday
END:VEVENT
BEGIN:VEVENT
UID:half-term@dates
DTSTART;VALUE=DATE:20261026
DTEND;VALUE=DATE:20261031
SUMMARY:Half term
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Keep this person's files of the test in the test's folder."""
    for name in ("own_folder", "log_folder"):
        monkeypatch.setattr(paths, name, lambda: tmp_path)


@pytest.fixture
def ask(capsys):
    """Return a function that runs a command and gives exit code and answer."""

    def asked(*words: object):
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out

    return asked


@pytest.fixture
def school(ask, tmp_path):
    """Return a school that was made by imports alone, with marks of an autumn."""
    path = tmp_path / "school.db"
    words = ("--school", "Whitby Road", "--dfe", "816/2999", "--person", "R. Adair, Headteacher")
    assert ask("new", path, *words)[0] == 0
    for kind, name, text, encoding in (
        ("calendar", "dates.ics", CALENDAR, "utf-8"),
        ("pupils", "sims.csv", SIMS, "cp1252"),
        ("pupils", "arbor.csv", ARBOR, "utf-8-sig"),
        ("pupils", "plain.csv", PLAIN, "utf-16"),
        ("contacts", "contacts.csv", CONTACTS, "utf-8"),
        ("marks", "marks.csv", autumn(), "utf-8"),
    ):
        source = tmp_path / name
        source.write_text(text, encoding=encoding)
        assert ask("import", kind, path, source)[0] == 0, name
    assert ask("import", "ctf", path, TRANSFER)[0] in (0, 1)
    return path


def autumn() -> str:
    """Return marks of every school day from September to the day before."""
    rows = ["UPN,Date,Session,Code,Minutes late,Comment"]
    day = dt.date(2026, 9, 1)
    while day < DAY:
        if day.weekday() < 5 and not dt.date(2026, 10, 26) <= day <= dt.date(2026, 10, 30):
            late = day.weekday() == 0
            rows.append(f"M816299926001,{day},AM,{'L,12' if late else '/,'},")
            rows.append(f"M816299926001,{day},PM,\\,,")
        day += dt.timedelta(days=1)
    return "\n".join(rows)


def staff_of(office):
    """Write down a teacher, a receptionist and an office manager, who choose PINs by a code."""
    posts = (
        ("T. Oak", "Class teacher", Role.TEACHER),
        ("J. Okafor", "Receptionist", Role.RECEPTION),
        ("P. Lindqvist", "Office manager", Role.OFFICE),
    )
    own = {"school_class": office.roll.class_named("2A").id}
    people = [
        add_person(office, *post, DAY, **(own if post[2] is Role.TEACHER else {})) for post in posts
    ]
    head = office.staff.first()
    choose_pin(office, head, PIN, PIN)
    for person in people:
        sign_in_to_act(office, head, PIN)
        choose_pin(office, person, PIN, PIN, code=give_code(office, person))
    return head, *people


def class_sheet(office, name: str, session: Session) -> Sheet:
    return Sheet(office.roll.class_named(name).id, DAY, session)


@pytest.mark.slow
def test_a_day_by_four_people_on_a_school_built_by_imports(ask, school, tmp_path):
    clock = StoppedClock(dt.datetime(2026, 11, 18, 9, 4, tzinfo=dt.UTC))
    with open_office(school, clock=clock, own_folder=tmp_path) as office:
        office.sign_in(office.staff.first())
        head, teacher, receptionist, manager = staff_of(office)
        sign_in(office, teacher, PIN)
        take(office, office.roll.class_named("2A"), DAY, Session.AM, "/")
        with pytest.raises(Exception, match="own class"):
            take(office, office.roll.class_named("6C"), DAY, Session.AM, "/")
        sign_in(office, receptionist, PIN)
        members = office.roll.members(office.roll.class_named("3B").id, DAY)
        take(office, office.roll.class_named("3B"), DAY, Session.AM, "N" + "/" * (len(members) - 1))
        mark = office.register.standing(members[0].id, DAY, Session.AM)
        assert mark
        with pytest.raises(Exception, match="may not amend"):
            amend_mark(office, mark, "I", "mother rang")
        sign_in(office, manager, PIN)
        amend_mark(office, mark, "I", "mother rang")
        clock.now = clock.now.replace(hour=13, minute=10)
        sign_in(office, head, PIN)
        hand_in(office, class_sheet(office, "6C", Session.AM))
        written = office.register.history(members[0].id, DAY, Session.AM)
        assert [(one.mark.code, one.by.name) for one in written] == [
            ("N", "J. Okafor"),
            ("I", "P. Lindqvist"),
        ]
        assert check(office) == []

    backup = tmp_path / "elsewhere" / "backup.db"
    backup.parent.mkdir()
    assert ask("backup", school, backup)[0] == 0
    empty = tmp_path / "new machine" / "school.db"
    empty.parent.mkdir()
    assert ask("restore", backup, empty)[0] == 0
    code, out = ask(
        "history", empty, "--pupil", members[0].id, "--date", DAY, "--session", "AM", "--json"
    )
    assert (code, [row["code"] for row in json.loads(out)]) == (0, ["N", "I"])

    turn = ("turn-year", school, "--calendar", "--last", "2027-07-20", "--first", "2027-09-01")
    code, out = ask(*turn, "--check", "--by", "R. Adair")
    assert code in (0, 1)
    assert "3B" in out


def test_figures_of_the_imported_autumn_are_right(ask, school):
    words = ("--from", "2026-09-01", "--to", "2026-11-17", "--json")
    code, out = ask("attendance", school, *words)
    zoe = next(row for row in json.loads(out) if row["upn"] == "M816299926001")
    assert code == 0
    assert (zoe["possible"], zoe["attended"], zoe["late"], zoe["unmarked"]) == (102, 102, 10, 0)


def test_marks_go_out_and_come_back_without_a_difference(ask, school, tmp_path):
    out_file = tmp_path / "out.csv"
    words = ("--day", "2026-11-16", "--to", "2026-11-17", "--out", out_file)
    assert ask("marks-out", school, *words)[0] == 0
    code, out = ask("marks-in", school, out_file, "--json")
    answer = json.loads(out)
    assert (code, answer["same"], answer["differences"]) == (0, 4, [])
