"""Who is on site, from the terminal."""

from __future__ import annotations

import json

import pytest

from officeapp.domain.school_year import Session
from tests.builders import a_class, take
from tests.conftest import MONDAY


@pytest.fixture
def school(office):
    """Return the file of a school of one class, marked on Monday morning."""
    school_class, _ = a_class(office)
    take(office, school_class, MONDAY, Session.AM, "/I.")
    office.close()
    return office.path


def test_each_child_is_in_out_away_or_unknown_and_a_book_says_so(ask, school):
    code, out, _ = ask("rollcall", school, "--on", MONDAY, "--at", "10:00", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [(row["where"], row["since"], row["from"]) for row in rows] == [
        ("in", "08:50", "register"),
        ("away", "08:50", "register"),
        ("unknown", "08:50", "register"),
    ]
    assert rows[0].keys() == {"id", "name", "class", "where", "since", "from"}
    assert (rows[0]["name"], rows[0]["class"]) == ("Name000, Zara", "3 Oak")


def test_before_school_nothing_is_known(ask, school):
    _, out, _ = ask("rollcall", school, "--on", MONDAY, "--at", "08:00", "--json")
    assert {(row["where"], row["since"], row["from"]) for row in json.loads(out)} == {
        ("unknown", None, "")
    }


def test_a_person_reads_it_as_a_table(ask, school):
    code, out, _ = ask("rollcall", school, "--on", MONDAY, "--at", "10:00")
    assert code == 0
    assert "3 Oak  Name000, Zara  in" in out


def test_a_time_that_is_none_is_wrong_use(ask, school):
    code, _, said = ask("rollcall", school, "--at", "tea")
    assert code == 2
    assert "10:05" in said
