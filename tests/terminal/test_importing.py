"""Imports from the terminal: their promise, and a school opened with its own files.

Seen red: a check that wrote, exit 0 with rows refused, a place that is no number, a school left
open for writing by a check.
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from officeapp.terminal.commands import officeapp, run

PROMISED = {"read", "added", "changed", "unchanged", "refused", "warnings"}
PUPILS = """\
Adno,UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,Gender,Year,Reg,Date of admission
1,Q816200126001,O’Hill,Zoë,Zoë,28/02/2018,F,Year  3,3B,01/09/2025
2,B801200005001,Dale,Mary Jane,MJ,01/09/2015,F,Year  6,6C,01/09/2025
"""
CONTACTS = """\
StudentForename,StudentSurname,StudentID,DOB,Relationship,Title,ContactForename,ContactSurname,\
ContactID,MobileNumber,HouseNumber,Street,Town,Priority
Zoë,O'Hill,X1,28/02/2018,Mother,Ms,Aneta,Święcicka,C1,07700900123,12,Example Street,York,1
"""
MARKS = """\
UPN,Date,Session,Code,Minutes late,Comment
Q816200126001,2025-11-17,AM,L,7,bus
Q816200126001,17/11/2025,PM,/
Q816200126001,2025-10-28,AM,/
"""
CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTEND;VALUE=DATE:20251103
DTSTART;VALUE=DATE:20251027
SUMMARY:Autumn half term
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def school(tmp_path):
    """Return the file of an empty school whose first person has no PIN yet."""
    path = tmp_path / "school.db"
    assert run(["new", str(path), "--school", "Moorside", "--person", "P. Lindqvist, Head"]) == 0
    return path


@pytest.fixture
def bring_in(school, tmp_path):
    """Return a function that imports a text, and gives the exit code and the report."""

    def asked(kind, text, *words, encoding="utf-8"):
        source = tmp_path / ("terms.ics" if kind == "calendar" else f"{kind}.csv")
        source.write_bytes(text.encode(encoding))
        said = ["import", kind, str(school), str(source), *words, "--json"]
        answer = CliRunner().invoke(officeapp, said, standalone_mode=False)
        assert answer.exception is None
        return answer.return_value, json.loads(answer.stdout)

    return asked


def counts(report):
    return [report[name] for name in ("read", "added", "changed", "unchanged")]


def told(school, *words, capsys):
    assert run([*words[:1], str(school), *words[1:], "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_school_is_opened_with_its_own_files(bring_in, school, capsys):
    code, calendar = bring_in("calendar", CALENDAR)
    assert (code, len(calendar["closed"]), calendar["opened"]) == (0, 5, [])
    code, pupils = bring_in("pupils", PUPILS, "--map", "SIMS", encoding="cp1252")
    assert (code, counts(pupils)) == (0, [2, 2, 0, 0])
    assert (bring_in("contacts", CONTACTS)[0], bring_in("contacts", CONTACTS)[0]) == (0, 0)
    code, marks = bring_in("marks", MARKS)
    assert (code, counts(marks)) == (1, [3, 2, 0, 0])
    capsys.readouterr()
    roll = told(school, "pupils", capsys=capsys)
    zoe = next(pupil for pupil in roll if pupil["upn"] == "Q816200126001")
    assert (zoe["year_group"], zoe["class"], zoe["contacts"][0]["phones"]) == (
        "3", "3B", ["07700900123"],
    )  # fmt: skip
    history = told(
        school, "history", "--pupil", zoe["upn"], "--date", "2025-11-17", "--session", "PM",
        capsys=capsys,
    )  # fmt: skip
    assert [entry["code"] for entry in history] == ["\\"]


def test_a_report_has_every_name_that_is_promised(bring_in):
    bring_in("calendar", CALENDAR)
    bring_in("pupils", PUPILS)
    _, report = bring_in("marks", MARKS)
    assert set(report) >= PROMISED
    (problem,) = report["refused"]
    assert (problem["where"], problem["field"], problem["found"]) == (4, "Date", "2025-10-28")
    assert problem["reason"].endswith("is not a school day (Autumn half term).")


def test_a_check_writes_nothing_and_works_beside_a_window(bring_in, school):
    from officeapp.books.office import open_office

    with open_office(school):
        code, report = bring_in("pupils", PUPILS, "--check")
    assert (code, counts(report)) == (0, [2, 2, 0, 0])
    assert counts(bring_in("pupils", PUPILS)[1]) == [2, 2, 0, 0]


def test_an_import_beside_a_window_is_refused_as_unreadable(school, tmp_path, capsys):
    from officeapp.books.office import open_office

    source = tmp_path / "pupils.csv"
    source.write_text(PUPILS, encoding="utf-8")
    with open_office(school):
        assert run(["import", "pupils", str(school), str(source)]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_a_reason_amends_and_both_marks_stay(bring_in, school, capsys):
    bring_in("calendar", CALENDAR)
    bring_in("pupils", PUPILS)
    bring_in("marks", MARKS)
    other = MARKS.replace("AM,L,7,bus", "AM,I,,")
    assert counts(bring_in("marks", other)[1]) == [3, 0, 0, 1]
    assert counts(bring_in("marks", other, "--amend", "told by phone")[1]) == [3, 0, 1, 1]
    capsys.readouterr()
    words = ("--pupil", "Q816200126001", "--date", "2025-11-17", "--session", "AM")
    history = told(school, "history", *words, capsys=capsys)
    assert [(e["code"], e["minutes_late"], e["reason"]) for e in history] == [
        ("L", 7, ""), ("I", None, "told by phone"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["pupils", "contacts", "marks", "calendar"])
def test_a_file_that_cannot_be_read_ends_with_three_and_a_sentence(kind, school, tmp_path, capsys):
    source = tmp_path / "page.html"
    source.write_text("<!DOCTYPE html><p>Sign in</p>", encoding="utf-8")
    assert run(["import", kind, str(school), str(source), "--json"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "a web page, perhaps one that asks to sign in" in err


def test_a_calendar_may_be_for_a_site_and_a_year_group(bring_in, school, capsys):
    bring_in("calendar", CALENDAR, "--site", "main site", "--year-group", "Year 3")
    capsys.readouterr()
    three = told(school, "calendar", "--year-group", "3", capsys=capsys)
    others = told(school, "calendar", "--year-group", "4", capsys=capsys)
    closed = [
        {day["date"] for year in years for day in year["closed"]} for years in (three, others)
    ]
    assert ["2025-10-27" in days for days in closed] == [True, False]


def test_wrong_use_ends_with_two(school, tmp_path):
    assert run(["import", "calendar", str(school), "x.ics", "--year-group", "Year 12"]) == 2
    assert run(["import", "pupils", str(school), "x.csv", "--map", "nonesuch"]) == 2
    assert run(["import", "registers", str(school), "x.csv"]) == 2


def test_a_person_reads_what_was_done_and_what_to_do(bring_in, school, tmp_path, capsys):
    source = tmp_path / "pupils.csv"
    source.write_text(PUPILS.replace("28/02/2018", "2/28/2018"), encoding="utf-8")
    assert run(["import", "pupils", str(school), str(source), "--check"]) == 1
    out = capsys.readouterr().out
    assert "2 read, 1 would be added" in out
    assert "Write the date as 2026-11-18 or 18/11/2026." in out


def test_a_long_report_is_cut_for_a_person_and_whole_for_a_script(
    bring_in, school, tmp_path, capsys
):
    bring_in("pupils", PUPILS)
    text = MARKS + "Q816200126001,2025-11-18,AM,Q9\n" * 300
    source = tmp_path / "marks.csv"
    source.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["import", "marks", str(school), str(source), "--check"]) == 1
    assert "and 100 more; --json lists them all" in capsys.readouterr().out
    assert len(bring_in("marks", text, "--check")[1]["refused"]) == 300


def test_a_person_reads_which_days_a_calendar_closes(school, tmp_path, capsys):
    source = tmp_path / "terms.ics"
    source.write_text(CALENDAR, encoding="utf-8")
    assert run(["import", "calendar", str(school), str(source), "--check"]) == 0
    assert "5 closed: 2025-10-27, 2025-10-28" in capsys.readouterr().out
    assert run(["import", "calendar", str(school), str(source)]) == 0


def test_contacts_are_checked_without_being_written(bring_in):
    bring_in("pupils", PUPILS)
    assert counts(bring_in("contacts", CONTACTS, "--check")[1]) == [1, 1, 0, 0]
    assert counts(bring_in("contacts", CONTACTS)[1]) == [1, 1, 0, 0]


def test_a_map_of_the_schools_own_is_asked_for_by_its_name(bring_in, school):
    from officeapp.books.office import open_office
    from officeapp.domain.import_map import ImportMap
    from officeapp.procedures.keep_maps import keep_map

    with open_office(school) as office:
        office.sign_in(office.staff.first())
        headings, fields = ("kid", "family", "birthday"), ("legal_forename", "legal_surname", "dob")
        keep_map(office, ImportMap(0, "Kitchen list", "pupils", "any", headings, fields))
    text = "Kid,Family,Birthday,Year\nZara,Abbasi,2018-03-03,4\n"
    code, report = bring_in("pupils", text, "--map", "kitchen list")
    assert (code, counts(report)) == (0, [1, 1, 0, 0])


def test_the_terminal_takes_the_lists_word_unless_it_is_told_to_fill_gaps_only(bring_in):
    bring_in("pupils", PUPILS)
    other = PUPILS.replace("Mary Jane", "Maryjane")
    code, report = bring_in("pupils", other, "--overwrite", "none")
    left = {(one["field"], one["taken"]) for one in report["differences"]}
    assert (code, counts(report), left) == (0, [2, 0, 0, 2], {("legal forename", False)})
    code, report = bring_in("pupils", other)
    assert (code, counts(report), report["differences"][0]["taken"]) == (0, [2, 0, 1, 1], True)


def test_a_withheld_address_is_printed_by_no_report(bring_in, school, tmp_path, capsys):
    """Seen red with the address of the pupil compared like any other field."""
    bring_in("pupils", PUPILS)
    heads = CONTACTS.replace("Priority\n", "Priority,Address withheld,Lives with pupil\n")
    bring_in("contacts", heads.replace("York,1", "York,1,yes,yes"))
    pupils = PUPILS.replace("admission\n", "admission,Address\n").replace("2025\n", "2025,9 Lane\n")
    for kind, text in (("contacts", CONTACTS.replace("Example", "Other")), ("pupils", pupils)):
        code, report = bring_in(kind, text)
        assert (code, [one["field"] for one in report["refused"]]) == (1, ["address"])
        assert "Lane" not in json.dumps([one for one in report["changes"] if "Zo" in one["name"]])
        assert "Street" not in json.dumps(report)
        run(["import", kind, str(school), str(tmp_path / f"{kind}.csv")])
        assert "Street" not in "".join(capsys.readouterr())
