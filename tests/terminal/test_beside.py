"""Marks out to the record system and in from it, from the terminal."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from officeapp.domain.school_year import Session
from officeapp.procedures.keep_roll import Admission, admit
from tests.builders import SINCE, a_class, a_pupil, take
from tests.conftest import MONDAY


@pytest.fixture
def school(office):
    """Return the file of a school of one class, marked on Monday morning."""
    school_class, _ = a_class(office, pupils=0)
    cards = [a_pupil(f"Name{n}", upn=f"M81629992600{n}") for n in range(3)]
    admit(office, [Admission(card, SINCE, school_class.id, "3") for card in cards])
    take(office, school_class, MONDAY, Session.AM, "/LN")
    office.close()
    return office.path


def give(ask, school, folder, *more):
    """Give out Monday's marks to a file of a folder."""
    return ask("marks-out", school, "--day", MONDAY, "--out", folder / "out.csv", *more)


def test_a_day_goes_out_and_comes_in_without_a_difference(ask, school, tmp_path):
    assert give(ask, school, tmp_path)[0] == 0
    code, out, _ = ask("marks-in", school, tmp_path / "out.csv", "--json")
    answer = json.loads(out)
    assert (code, answer["same"], answer["differences"], answer["refused"]) == (0, 3, [], [])
    code, out, _ = ask("import", "marks", school, tmp_path / "out.csv", "--json")
    assert (code, json.loads(out)["unchanged"]) == (0, 3)


def test_the_second_time_nothing_changed(ask, school, tmp_path):
    assert give(ask, school, tmp_path)[0] == 0
    code, _, said = give(ask, school, tmp_path, "--changed")
    assert code == 1
    assert "Nothing changed since" in said


def test_differences_are_listed_then_settled_with_a_reason(ask, school, tmp_path):
    give(ask, school, tmp_path)
    theirs = tmp_path / "theirs.csv"
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    theirs.write_text(text.replace("AM,L", "AM,U"), encoding="utf-8")
    code, out, _ = ask("marks-in", school, theirs, "--json")
    (one,) = json.loads(out)["differences"]
    assert (code, one["upn"], one["ours"], one["theirs"]) == (1, "M816299926001", "L", "U")
    assert ask("marks-in", school, theirs, "--settle", "theirs")[0] == 1
    way = ("--settle", "theirs", "--reason", "keyed first")
    assert ask("marks-in", school, theirs, *way)[0] == 0
    code, out, _ = ask("marks-in", school, theirs, "--json")
    assert (code, json.loads(out)["differences"]) == (0, [])


def test_the_keying_list_is_a_paper_of_the_same_marks(ask, school, tmp_path):
    paper = tmp_path / "list.pdf"
    assert give(ask, school, tmp_path, "--list", paper)[0] == 0
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    for words in ("3 Oak · 3 entries", "Name1, Zara", "Mon 16 Nov", "Page 1 of 1"):
        assert words in text
