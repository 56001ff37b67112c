"""Taking in what others left by short steps: the same books as at once, told once at the end.

Seen red with: the rest not taken after the last step; listeners told at each step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officeapp.books.sending import newest_acts, units_after
from officeapp.domain.desks import Standing
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import NotSharingError
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks, leave, look
from officeapp.procedures.take_in_steps import TakingIn
from tests.builders import take
from tests.desks import DAY, books_of, cloned, desks, joined_desks, mark, the_class

if TYPE_CHECKING:
    from officeapp.books.act import Book

PM = Session.PM


@pytest.fixture
def share(tmp_path):
    """Return a folder that every desk can reach."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def in_turn(office, share):
    """Take in what is in the folder, step by step; return the whole and how many steps it took."""
    taking = TakingIn(office, look(office.connection, carrier_of(office, share)))
    steps = 1
    while taking.step():
        steps += 1
    return taking, steps


def talk(one, other, share):
    """Let two desks write in turn, each having seen the other, and leave many small bundles."""
    for n in range(4):
        amend_mark(one, mark(one, 0), "ML"[n % 2], f"asked {n}")
        exchange_desks(one, carrier_of(one, share))
        exchange_desks(other, carrier_of(other, share))
        amend_mark(other, mark(other, 1), "IM"[n % 2], f"told {n}")
        exchange_desks(other, carrier_of(other, share))
        exchange_desks(one, carrier_of(one, share))


def test_steps_come_to_the_same_books_as_all_at_once(tmp_path, share):
    with joined_desks(tmp_path / "desks", 3) as (one, other, third):
        talk(one, other, share)
        at_once = cloned(tmp_path / "clone", third)
        exchange_desks(at_once, carrier_of(at_once, share))
        taking, steps = in_turn(third, share)
        assert steps > 4
        assert books_of(third) == books_of(at_once) == books_of(one)
        assert taking.done.problems == []
        at_once.close()


def test_nobody_is_told_before_the_last_step(tmp_path, share):
    with joined_desks(tmp_path / "desks") as (one, other):
        amend_mark(one, mark(one, 0), "M", "the parent rang")
        take(one, the_class(one), DAY, PM, "\\L.")
        exchange_desks(one, carrier_of(one, share))
        told: list[frozenset[Book]] = []
        other.on_change(told.append)
        taking, _ = in_turn(other, share)
        assert told == []
        assert taking.books
        assert taking.report().words == "added 3, changed 1, to decide 0"


def test_a_clash_that_comes_with_the_steps_is_counted(tmp_path, share):
    with joined_desks(tmp_path / "desks") as (one, other):
        amend_mark(one, mark(one, 0), "M", "the parent rang")
        amend_mark(other, mark(other, 0), "I", "the parent wrote")
        exchange_desks(one, carrier_of(one, share))
        taking, _ = in_turn(other, share)
        assert taking.report().to_decide == 1
        assert leave(other.connection, carrier_of(other, share), taking.done)


def test_a_branch_that_is_shorter_than_ours_is_kept_apart(tmp_path, share):
    """Seen red with what has a lower number than ours taken for what is here."""
    with joined_desks(tmp_path / "desks") as (one, other):
        clone, before = cloned(tmp_path / "clone", one), newest_acts(other.connection)
        for code in "MI":
            amend_mark(one, mark(one, 0), code, "asked again")
        exchange_desks(one, carrier_of(one, share))
        exchange_desks(other, carrier_of(other, share))
        amend_mark(clone, mark(clone, 1), "M", "at the copy")
        for unit in units_after(clone.connection, before):
            carrier_of(clone, share).put(unit)
        in_turn(other, share)
        assert [apart.unit.desk for apart in other.desks.apart.all()] == [one.desk]
        assert mark(other, 1).code == "L"
        clone.close()


def test_a_file_that_takes_no_part_takes_no_step(tmp_path, share):
    with desks(tmp_path, 1) as (alone,), joined_desks(tmp_path / "desks") as (one, _):
        looked = look(one.connection, carrier_of(one, share))
        with pytest.raises(NotSharingError) as refused:
            TakingIn(alone, looked)
        assert refused.value.standing is Standing.ALONE
