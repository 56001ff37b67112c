"""Need to know at a desk that may not have confidential lines, on files.

Of two such desks of one school, to the second come a concern, its being read, and one raised at the
desk itself, all sealed. Whoever sits there, the headteacher too, must see the same in every place,
search and command as at the first (F19, R17 on files).

Seen red: what was raised kept readable at its desk; the time of a sealed act as that at which a
backup ends; sealed acts in the export; a note that takes the number of a thing.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

import pytest

from officeapp.books.export import ACTS, book_rows, exported_books
from officeapp.books.newer import ends_of
from officeapp.books.office import open_office
from officeapp.books.working_copy import working_copy
from officeapp.domain.cases import CaseNote
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.confidential import open_notes, raise_concern
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_school import add_person
from officeapp.terminal.commands import run
from tests.desks import share
from tests.gui.conftest import SINCE, TODAY, pupil_of, take
from tests.gui.test_need_to_know import WORDS, as_a, walk

YESTERDAY = TODAY - dt.timedelta(days=1)
STAMPS = {"clock", "digest"}  # of acts: how much went before, whoever may know of it


@pytest.fixture
def desks(office, tmp_path, clock):
    """Return two desks of a school; to the second the head's desk brought what is confidential."""
    for role in Role:
        add_person(office, f"A {role}", str(role).title(), role, SINCE)
    with ExitStack() as opened:
        found = []
        for name in ("without", "with"):
            path = tmp_path / name / "school.db"
            path.parent.mkdir()
            working_copy(office, path, [Role.RECEPTION, Role.PASTORAL])
            found.append(
                opened.enter_context(open_office(path, clock=clock, own_folder=path.parent))
            )
        johnson = pupil_of(office, "Johnson").id
        enter(office, CaseNote(0, johnson, TODAY, "talk", "With the mother."))
        share(office, *found)
        clock.now += dt.timedelta(minutes=10)
        raise_concern(office, johnson, WORDS)
        open_notes(office, johnson, Span(TODAY, TODAY), "the lead is away")
        share(office, found[1])
        as_a(found[1], Role.TEACHER)
        raise_concern(found[1], johnson, WORDS)
        clock.now += dt.timedelta(minutes=10)
        for one in found:
            as_a(one, Role.HEAD)
            take(one, "3 Oak", YESTERDAY, Session.AM, "//O///")
            enter(one, CaseNote(0, johnson, YESTERDAY, "talk", "With the father."))
        clock.now += dt.timedelta(minutes=10)
        raise_concern(found[1], johnson, WORDS)
        yield found


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.PASTORAL, Role.HEAD])
def test_no_place_and_no_search_of_such_a_desk_tells(qtbot, desks, theme, role):
    without, with_note = (dict(walk(qtbot, one, theme, role)) for one in desks)
    assert list(without) == list(with_note)
    told = {name: set(without[name]) ^ set(with_note[name]) for name in without}
    assert {name: lines for name, lines in told.items() if lines} == {}
    assert without == with_note


@pytest.mark.parametrize("book", exported_books())
def test_no_export_of_such_a_desk_tells(desks, book):
    told = []
    for office in desks:
        names, rows = book_rows(office, book)
        names = ["act" if (book, name) == (ACTS, "id") else name for name in names]
        kept = [(n, name) for n, name in enumerate(names) if book != ACTS or name not in STAMPS]
        told.append([[_own(name, row[n], office.desk) for n, name in kept] for row in rows])
    assert told[0] == told[1]


def _own(name, value, desk):
    """Return a value with a number that the desk gave said as such.

    Its acts lose their count: that one of its own is left out can be seen by who counts them.
    """
    if not value.isdecimal() or desk not in (int(value), int(value) >> 32):
        return value
    return "own" if name in ("act", "desk") else f"own {int(value) & 0xFFFFFFFF}"


@pytest.mark.parametrize(
    "words", [["pupils"], ["thresholds"], ["attendance"], ["leave"], ["check"], ["returns"]]
)
def test_no_command_of_such_a_desk_tells(desks, capsys, words):
    said = []
    for office in desks:
        name, *rest = words
        code = run([name, str(office.path), *rest])
        out, err = capsys.readouterr()
        said.append((code, out.replace(str(office.path), ""), err.replace(str(office.path), "")))
    assert said[0] == said[1]


def test_what_a_backup_of_such_a_desk_says_of_itself_does_not_tell(desks):
    said = [ends_of(office.connection) for office in desks]
    assert said[0].said == said[1].said


def test_it_is_all_there_for_who_may_read_it(office, desks):
    share(desks[1], office)
    pupil = pupil_of(office, "Johnson").id
    notes = office.cases.confidential.signed_of(pupil)
    assert [(note.words, by.role) for note, by in notes] == [
        (WORDS, str(Role.HEAD)),
        (WORDS, str(Role.TEACHER)),
        (WORDS, str(Role.HEAD)),
    ]
