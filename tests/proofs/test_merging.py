"""Every kind of act there is, brought to another desk: its books are the same to the byte.

And desks that write, share, repeat and share in any order end with the same books, every act among
them, every clash listed and nothing else.
"""

from __future__ import annotations

import contextlib

import pytest

from officeapp.books.act import TABLES
from officeapp.books.check import check
from tests.desks import books_of, share
from tests.proofs.all_saves import SAVES, make
from tests.proofs.saves import NO_ACTS
from tests.proofs.small_school import opened
from tests.proofs.test_tampering import NOTHING_LEFT

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def written_and_brought(tmp_path_factory):
    """Return a desk that wrote every kind of act, and one that began with nothing but its start."""
    folder = tmp_path_factory.mktemp("merging")
    make(folder / "school.db")
    with contextlib.ExitStack() as stack:
        here = stack.enter_context(opened(folder / "school.db"))
        copied = folder / "other" / "school.db"
        copied.parent.mkdir()
        here.connection.execute("VACUUM INTO ?", [str(copied)])
        there = stack.enter_context(opened(copied))
        start = {row[0] for row in there.connection.execute("SELECT id FROM act")}
        for save in (save for kind, save in SAVES.items() if kind not in NO_ACTS):
            with contextlib.suppress(*NOTHING_LEFT):
                save(here)
        (merged,) = share(here, there)
        brought = {
            table
            for table in TABLES
            for row in there.connection.execute(f"SELECT DISTINCT act FROM {table}")  # noqa: S608  # own names
            if row[0] not in start
        }
        yield here, there, merged, brought


def test_every_kind_of_act_goes_over_to_the_byte(written_and_brought):
    here, there, merged, brought = written_and_brought
    assert merged.acts > len(SAVES) // 2
    assert len(brought) > 40  # the other books have their lines from before the desks were two
    assert [*merged.waiting, *merged.apart, *merged.refused] == []
    assert books_of(here) == books_of(there)


def test_every_row_of_every_book_is_the_same_in_type_too(written_and_brought):
    here, there, *_ = written_and_brought
    for table in (*TABLES, "act"):
        rows = [
            sorted(map(repr, map(tuple, office.connection.execute(f"SELECT * FROM {table}"))))  # noqa: S608  # own names
            for office in (here, there)
        ]
        assert rows[0] == rows[1], table


def test_the_papers_of_formal_letters_go_with_them(written_and_brought):
    here, there, *_ = written_and_brought
    papers = [
        {row[0]: row[1] for row in office.connection.execute("SELECT * FROM letter_paper")}
        for office in (here, there)
    ]
    assert papers[0] == papers[1]
    assert papers[0]


def test_the_check_finds_nothing_at_either_desk(written_and_brought):
    here, there, *_ = written_and_brought
    assert check(here) == check(there) == []
