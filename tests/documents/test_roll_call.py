"""The roll call on paper, read back; and the files that are kept of it.

Seen red: who is out left among the boxes; a file cut off half-way left in the place of the old one.
"""

from __future__ import annotations

import csv
import datetime as dt

import pypdfium2
import pytest

from officeapp.documents.roll_call import draw_roll_call
from officeapp.documents.sheets import Furniture
from officeapp.domain.record import PupilId
from officeapp.domain.roll_call import Called, Seen, Where
from officeapp.exchange.roll_call_files import replaced, write_roll_call
from officeapp.exchange.table_files import CannotWriteError

TEN = dt.time(10)
ON = Furniture("Roll call", "Friday 20 November 2026, 10:00", "Moorside Primary", "Printed 10:00")
SCHOOL = [
    Called(PupilId(1), "Abbasi, Zara", "3 Oak", Seen(Where.IN, TEN, "register")),
    Called(PupilId(2), "Dąbrowski, Jan", "3 Oak", Seen(Where.OUT, dt.time(9, 40), "signing out")),
    Called(PupilId(3), "Johnson <b>", "1 Ash", Seen(Where.UNKNOWN)),
    Called(PupilId(4), "=Kaur, Simran", "1 Ash", Seen(Where.AWAY, TEN, "register")),
]


def read(paper):
    document = pypdfium2.PdfDocument(paper)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_paper_has_each_child_under_its_class_with_where_it_is():
    [page] = read(draw_roll_call(SCHOOL, ["1 Ash", "3 Oak"], ON))
    said = " ".join(page.split())
    assert "2 to be found, 2 out or away" in said
    assert "1 Ash · 1 to be found" in said
    assert "3 Oak · 1 to be found" in said
    assert said.index("1 Ash") < said.index("Johnson <b>") < said.index("3 Oak")
    assert "Out: Dąbrowski, Jan 09:40" in said
    assert "Away: =Kaur, Simran" in said


def test_a_long_name_is_set_smaller_and_not_cut_before_the_forename():
    """Seen red with 'Wainwright-Featherstonehaugh,…', who might be any of the family."""
    names = [f"Wainwright-Featherstonehaugh, {one}" for one in ("Evangeline", "Maximilian")]
    children = [Called(PupilId(n), one, "1 Ash", SCHOOL[0].seen) for n, one in enumerate(names, 1)]
    text = "".join(read(draw_roll_call(children, ["1 Ash"], ON)))
    assert all(name in text for name in names)


def test_a_large_school_is_on_the_paper_whole():
    children = [
        Called(PupilId(n), f"Name{n:04}, Ada", f"Class {n % 50}", Seen(Where.IN, TEN))
        for n in range(1500)
    ]
    text = "".join(read(draw_roll_call(children, [f"Class {n}" for n in range(50)], ON)))
    assert all(one.name in text for one in children)


def test_the_list_has_names_classes_and_where_and_no_formula(tmp_path):
    write_roll_call(tmp_path / "roll.csv", SCHOOL)
    with (tmp_path / "roll.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Class", "Name", "Where", "Since"]
    assert rows[2] == ["3 Oak", "Dąbrowski, Jan", "out", "09:40"]
    assert rows[4][1] == "'=Kaur, Simran"


def test_a_file_that_fails_half_way_leaves_the_one_before(tmp_path):
    path = tmp_path / "roll.csv"
    path.write_text("before")

    def fail(part):
        part.write_text("half")
        raise OSError(28, "no space left")

    with pytest.raises(CannotWriteError, match="no space left"):
        replaced(path, fail)
    assert [one.name for one in tmp_path.iterdir()] == ["roll.csv"]
    assert path.read_text() == "before"
