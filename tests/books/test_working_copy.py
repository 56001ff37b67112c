"""The copy of the books with which a new desk begins.

Seen red: the copy made without its second VACUUM; the private half left in; the pencil left in; the
salts left in; the triggers not made again.
"""

from __future__ import annotations

import contextlib
import json

import pytest

from officeapp.books import database
from officeapp.books.act import TABLES
from officeapp.books.backup import back_up
from officeapp.books.check import check
from officeapp.books.export import book_rows, exported_books
from officeapp.books.office import open_office
from officeapp.books.sealing import CONFIDENTIAL, NotKeptHereError, opens, private_half
from officeapp.books.working_copy import (
    GO_ALONG,
    OF_ONE_DESK,
    needs_confidential,
    working_copy,
)
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school import Role
from officeapp.domain.school_year import Span
from officeapp.procedures.confidential import open_notes, raise_concern
from officeapp.procedures.take_register import pencil_mark
from tests.desks import DAY, PM, books_of, desks, pupils, reopened, share, the_class

CANARY = "Bruise on the left arm"
WHY = "the lead is away"
SPAN = Span(DAY.replace(day=1), DAY.replace(day=30))
DESKS = ([Role.RECEPTION], [Role.OFFICE, Role.ATTENDANCE_OFFICER, Role.PASTORAL, Role.TEACHER])


@pytest.fixture
def head(tmp_path):
    """Return a desk with a concern that was raised and read, and a register in pencil."""
    with desks(tmp_path, 1) as [office]:
        pupil = pupils(office)[0].id
        raise_concern(office, pupil, CANARY)
        open_notes(office, pupil, SPAN, WHY)
        pencil_mark(office, Sheet(the_class(office).id, DAY, PM), pupil, Draft("L", 7, "in pencil"))
        yield office


def made(head, tmp_path, posts):
    """Return the file of a new desk, alone in its folder."""
    folder = tmp_path / "new"
    folder.mkdir()
    working_copy(head, folder / "school.db", posts)
    assert [path.name for path in folder.iterdir()] == ["school.db"]
    return folder / "school.db"


def everything_in(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("posts", DESKS)
def test_no_byte_of_a_copy_says_what_its_desk_may_not_read(head, tmp_path, posts):
    path = made(head, tmp_path, posts)
    key = private_half(head.connection)
    with reopened(path) as desk:
        raise_concern(desk, pupils(desk)[1].id, "A second canary")
        exported = [row for book in exported_books() for row in book_rows(desk, book)[1]]
        back_up(desk, path.parent)
        while_open = everything_in(path.parent)
    everything = while_open + everything_in(path.parent) + json.dumps(exported).encode()
    for told in (CANARY.encode(), WHY.encode(), b"A second canary", key, b"in pencil"):
        assert told not in everything, told


@pytest.mark.parametrize("posts", DESKS)
def test_a_copy_is_sound_and_has_every_book_else(head, tmp_path, posts):
    with open_office(made(head, tmp_path, posts), read_only=True) as desk:
        assert check(desk) == []
        assert not opens(desk.connection)
        for book in exported_books():
            assert list(book_rows(desk, book)[1]) == list(book_rows(head, book)[1]), book
        for table in CONFIDENTIAL:
            assert rows_of(desk.connection, table) == []


@pytest.mark.parametrize("role", [Role.HEAD, Role.SAFEGUARDING])
def test_a_copy_for_who_may_read_them_has_the_notes_and_the_key(head, tmp_path, role):
    with open_office(made(head, tmp_path, [Role.OFFICE, role]), read_only=True) as desk:
        assert books_of(desk) == books_of(head)
        assert private_half(desk.connection) == private_half(head.connection)
        assert check(desk) == []


def test_what_a_new_desk_and_the_old_ones_raise_reaches_the_head(head, tmp_path):
    with reopened(made(head, tmp_path, [Role.RECEPTION])) as desk:
        raise_concern(desk, pupils(desk)[0].id, "More")
        share(desk, head)
        share(head, desk)
        assert check(desk) == check(head) == []
    notes = head.cases.confidential.signed_of(pupils(head)[0].id)
    assert [note.words for note, _ in notes] == [CANARY, "More"]


def test_a_copy_of_a_copy_has_no_more_than_it(head, tmp_path):
    with reopened(made(head, tmp_path, [Role.RECEPTION])) as desk:
        with pytest.raises(NotKeptHereError):
            working_copy(desk, tmp_path / "head.db", [Role.HEAD])
        working_copy(desk, tmp_path / "office.db", [Role.OFFICE])
    with open_office(tmp_path / "office.db", read_only=True) as third:
        assert check(third) == []
    assert not (tmp_path / "head.db").exists()


def test_what_one_desk_keeps_for_itself_goes_to_no_other(head, tmp_path):
    path = made(head, tmp_path, [Role.HEAD])
    with contextlib.closing(database.connect(path, read_only=True)) as copy:
        assert rows_of(head.connection, "pencil")
        for table in OF_ONE_DESK:
            assert rows_of(copy, table) == [], table


def test_of_every_table_it_is_said_whether_it_goes_along(head):
    rows = head.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    plain = {row[0] for row in rows} - TABLES.keys() - {"act", "corrects", "_sqlite_migrations"}
    assert plain == {*OF_ONE_DESK, *GO_ALONG}


def test_a_copy_is_put_over_no_file_and_leaves_nothing_behind(head, tmp_path):
    path = made(head, tmp_path, [Role.RECEPTION])
    before = path.read_bytes(), sorted(head.path.parent.iterdir())
    with pytest.raises(database.FileExistsAlreadyError):
        working_copy(head, path, [Role.RECEPTION])
    assert (path.read_bytes(), sorted(head.path.parent.iterdir())) == before


def test_only_who_may_read_notes_brings_them_to_a_desk():
    assert [role for role in Role if needs_confidential([role])] == [Role.HEAD, Role.SAFEGUARDING]


def rows_of(connection, table):
    return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # own names
