"""The turn of the year from the terminal, on a file of its own."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from officeapp import paths
from officeapp.books.office import open_office
from officeapp.domain.school_calendar import Term
from officeapp.domain.school_year import SchoolYear
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import set_calendar
from officeapp.terminal.commands import run
from tests.builders import a_pupil

NOW = SchoolYear.of(dt.datetime.now(tz=dt.UTC).date())
LAST, FIRST = dt.date(NOW.begins + 1, 7, 31), dt.date(NOW.begins + 1, 9, 6)


@pytest.fixture
def ask(capsys, tmp_path, monkeypatch):
    """Return a function that runs a command and gives exit code, answer and messages."""
    for name in ("own_folder", "log_folder"):
        monkeypatch.setattr(paths, name, lambda: tmp_path)

    def asked(*words: object):
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return asked


@pytest.fixture
def school(office):
    """Return the file of a school of two classes."""
    site = office.school.sites()[0].id
    five, six = add_class(office, "5 Elm", site), add_class(office, "6 Elm", site)
    admit(
        office,
        [
            Admission(a_pupil(f"{group}{n}"), dt.date(2026, 9, 1), card.id, group)
            for card, group in ((five, "5"), (six, "6"))
            for n in range(2)
        ],
    )
    term = Term(0, dt.date(NOW.begins, 9, 7), LAST, "Year")
    set_calendar(office, terms=[term])
    office.close()
    return office.path


DAYS = ("--last", LAST, "--first", FIRST)


def test_check_says_what_would_happen_and_writes_nothing(ask, school):
    before = school.read_bytes()
    code, out, _ = ask("turn-year", school, *DAYS, "--check", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["moves"] == [
        {"class": "5 Elm", "year_group": "5", "to": "6 Elm", "to_year_group": "6", "pupils": 2}
    ]
    assert [one["name"] for one in answer["leavers"]] == ["Zara 60", "Zara 61"]
    assert school.read_bytes() == before


def test_a_year_is_turned_and_not_twice(ask, school):
    code, out, _ = ask("turn-year", school, *DAYS, "--json")
    assert code == 0
    assert [json.loads(out)[word] for word in ("moved", "left", "proposed")] == [2, 2, 0]
    code, out, said = ask("turn-year", school, *DAYS, "--json")
    assert (code, json.loads(out)["moved"]) == (0, 0)
    assert "Everybody has a class in the new year already" in said
    with open_office(school, read_only=True) as office:
        six = office.roll.class_named("6 Elm").id
        assert [one.surname for one in office.roll.members(six, FIRST)] == ["50", "51"]


def test_who_is_undecided_stops_it(ask, school):
    with open_office(school) as office:
        office.sign_in(office.staff.first())
        yew = add_class(office, "Yew", office.school.sites()[0].id)
        admit(office, [Admission(a_pupil("Lone"), dt.date(2026, 9, 1), yew.id, "2")])
    code, out, said = ask("turn-year", school, *DAYS, "--json")
    assert code == 1
    assert [one["name"] for one in json.loads(out)["undecided"]] == ["Zara Lone"]
    assert "say with --to" in said
    assert ask("turn-year", school, *DAYS, "--to", "Yew/2=Yew")[0] == 0


def test_without_next_years_terms_the_calendar_is_copied_or_the_day_given(ask, school):
    code, _, said = ask("turn-year", school, "--check")
    assert code == 1
    assert "are not entered" in said
    assert ask("turn-year", school, "--calendar", "--json")[0] == 0


@pytest.mark.parametrize("words", [("--to", "5 Elm/5"), ("--to", "7 Oak/5=6 Elm")])
def test_what_cannot_be_read_is_refused_in_words(ask, school, words):
    code, _, said = ask("turn-year", school, *DAYS, *words, "--check")
    assert code in (1, 2)
    assert "7 Oak" in said or "where to" in said


def test_returns_are_listed_with_their_source(ask, school):
    assert ask("turn-year", school, *DAYS)[0] == 0
    code, out, _ = ask("returns", school, "--json")
    found = json.loads(out)
    assert code == 0
    assert all(row["source"] and row["sure"] for row in found)
    assert "deletion" not in {row["kind"] for row in found}
