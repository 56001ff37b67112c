"""The promise to scripts: names, fields, exit codes, and no traceback."""

from __future__ import annotations

import io
import json

import click
import pytest

from officeapp.books.office import open_office
from officeapp.domain.school_year import Session
from officeapp.procedures.choose_pin import choose_pin
from officeapp.terminal.commands import officeapp
from tests.builders import a_class, take
from tests.conftest import MONDAY

FIGURES = {"possible", "attended", "authorised", "unauthorised", "late", "unmarked"}


@pytest.fixture
def school(office):
    """Return the file of a school of one class with a register of Monday morning."""
    oak, _ = a_class(office, upn="")
    take(office, oak, MONDAY, Session.AM, "/LO")
    office.close()
    return office.path


def arguments(group):
    """Yield what every command takes without a name, those of commands within commands too."""
    context = click.Context(group)
    for one in (group.get_command(context, name) for name in group.list_commands(context)):
        if isinstance(one, click.Group):
            yield from arguments(one)
        else:
            yield from (given for given in one.params if isinstance(given, click.Argument))


def test_whether_a_file_may_be_read_is_never_found_before_it_is_opened():
    """Seen red with: a file without the right to it told as wrong use, exit 2 and not 3."""
    files = list(arguments(officeapp))
    paths = [one.type for one in files if isinstance(one.type, click.Path)]
    assert len(paths) > 30
    assert not [one for one in paths if one.readable]


def test_a_new_school_is_made_and_never_over_a_file(ask, tmp_path):
    path = tmp_path / "new.db"
    assert ask("new", path, "--school", "Moorside", "--person", "P. Lindqvist, Head")[0] == 0
    code, _, said = ask("new", path, "--school", "Moorside")
    assert code == 1
    assert "left as it is" in said


def test_figures_of_days_that_end_before_they_begin_are_refused(ask, school):
    days = ("--from", "2026-11-17", "--to", "2026-11-16", "--json")
    code, out, said = ask("attendance", school, *days)
    assert (code, out) == (1, "")
    assert "last day is before the first" in said


def test_pupils_have_every_field_that_is_promised(ask, school):
    code, out, _ = ask("pupils", school, "--json")
    (first, *rest) = json.loads(out)
    assert code == 0
    assert len(rest) == 2
    promised = (
        "id upn former_upns admission_no legal_surname legal_forename preferred_surname "
        "preferred_forename dob sex year_group class site on_roll_from on_roll_to temporary_upn "
        "contacts"
    )
    assert set(promised.split()) <= first.keys()
    assert (first["class"], first["on_roll_from"]) == ("3 Oak", "2026-09-01")


@pytest.mark.parametrize(
    ("way", "keys"),
    [
        ("pupil", {"id", "upn", "persistent", "severe"}),
        ("class", set()),
        ("year-group", set()),
        ("school", set()),
        ("code", {"sessions"}),
    ],
)
def test_attendance_has_every_field_that_is_promised(ask, school, way, keys):
    words = ("--from", "2026-11-16", "--to", "2026-11-16", "--by", way, "--json")
    code, out, _ = ask("attendance", school, *words)
    rows = json.loads(out)
    assert code == 0
    assert {"by", "key", "name", "attendance_percent"} | FIGURES | keys <= rows[0].keys()
    assert sum(row["attended"] for row in rows) == 2


def test_attendance_of_a_class_that_is_not_there_is_no(ask, school):
    code, _, said = ask("attendance", school, "--class", "9 Oak")
    assert (code, "There is no class 9 Oak" in said) == (1, True)


def test_history_is_oldest_first_with_who_and_when(ask, school):
    _, out, _ = ask("pupils", school, "--json")
    number = json.loads(out)[1]["id"]
    words = ("--pupil", number, "--date", "2026-11-16", "--session", "AM", "--json")
    code, out, _ = ask("history", school, *words)
    (entry,) = json.loads(out)
    assert code == 0
    assert {"code", "minutes_late", "reason", "by", "post", "desk", "at", "note"} <= entry.keys()
    assert (entry["code"], entry["by"], entry["post"]) == ("L", "Petra Lindqvist", "Headteacher")


def test_the_calendar_counts_days_and_names_closed_ones(ask, school):
    code, out, _ = ask("calendar", school, "--json")
    (year,) = json.loads(out)
    assert code == 0
    promised = {"days", "sessions", "first", "last", "half_terms", "closed"}
    assert promised <= year.keys()
    assert year["sessions"] == 2 * year["days"]


def test_codes_are_those_of_the_date(ask):
    _, out, _ = ask("codes", "--on", "2024-08-18", "--json")
    before = {row["code"]: row for row in json.loads(out)}
    _, out, _ = ask("codes", "--on", "2024-08-19", "--json")
    after = {row["code"]: row for row in json.loads(out)}
    assert {"H", "J", "Y"} <= before.keys() - after.keys()
    assert {"C1", "C2", "J1", "K", "Q", "Y7"} <= after.keys() - before.keys()
    assert after["I"] == {
        "code": "I",
        "meaning": "Illness, not an appointment",
        "category": "authorised",
        "possible": True,
        "attended": False,
        "authorised": True,
    }


def test_a_sound_file_is_said_to_be_sound(ask, school):
    code, out, _ = ask("check", school, "--json")
    assert (code, json.loads(out)) == (0, {"sound": True, "problems": []})


def test_backup_and_restore(ask, school, tmp_path):
    backup = tmp_path / "backup.db"
    assert ask("backup", school, backup)[0] == 0
    assert ask("restore", backup, school)[0] == 0
    assert ask("check", school)[0] == 0


def test_an_export_has_every_book(ask, school, tmp_path):
    assert ask("export", school, tmp_path / "out")[0] == 0
    written = (tmp_path / "out" / "register.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 4
    assert "written_by" in written[0]
    assert "Petra Lindqvist" in written[1]


@pytest.mark.parametrize("command", ["pupils", "attendance", "calendar", "check"])
def test_a_file_that_cannot_be_read_is_three_and_a_sentence(ask, tmp_path, command):
    other = tmp_path / "other.db"
    other.write_text("hello")
    code, _, said = ask(command, other)
    assert code == 3
    assert said.strip().endswith(".")
    assert "Traceback" not in said


def test_wrong_use_is_two(ask):
    assert ask("attendance")[0] == 2
    assert ask("codes", "--on", "yesterday")[0] == 2


def test_writing_while_the_school_is_open_elsewhere_is_three(ask, office, tmp_path):
    marks = tmp_path / "marks.csv"
    marks.write_text("UPN,Date,Session,Code\n")
    code, _, said = ask("import", "marks", office.path, marks)
    assert (code, "open already" in said) == (3, True)


def test_a_person_with_a_pin_is_asked_for_it(ask, school, monkeypatch, tmp_path):
    """Planted: `--by` believed without the PIN: red."""
    with open_office(school, own_folder=tmp_path) as office:
        choose_pin(office, office.staff.first(), "482913", "482913")
    marks = tmp_path / "marks.csv"
    marks.write_text("UPN,Date,Session,Code\n")
    assert ask("import", "marks", school, marks)[0] == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("000000\n"))
    words = ("--by", "Petra Lindqvist", "--pin-stdin")
    code, _, said = ask("import", "marks", school, marks, *words)
    assert (code, "not the PIN" in said) == (1, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("482913\n"))
    assert ask("import", "marks", school, marks, *words)[0] == 0


def test_the_installed_program_says_that_it_is_whole(ask):
    assert ask("selftest")[0] == 0


def test_a_program_that_lacks_its_codes_says_so(ask, monkeypatch):
    """Planted: a selftest that tries nothing: red."""
    from officeapp.domain.codes import CodeTable

    monkeypatch.setattr(CodeTable, "on", lambda table, day: [])
    code, _, said = ask("selftest")
    assert code == 1
    assert "list of codes is missing" in said


def test_a_school_in_a_folder_that_is_not_there_is_refused_in_words(ask, tmp_path):
    code, _, said = ask("new", tmp_path / "nowhere" / "school.db", "--school", "Moorside")
    assert (code, "there is no such folder" in said) == (3, True)
