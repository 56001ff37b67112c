"""Sharing beside the window, with real files in a real folder.

Seen red with: a step taken while a key is pressed; a round that a folder which is gone did not end,
so that it never shared again; a closing that waits for the folder; what waits not left on closing.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from officeapp.domain.desks import Standing
from officeapp.gui.exchange.exchanger import MOMENTS, Exchanger
from officeapp.gui.exchange.words import Reach
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import standing_of
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.retire_desk import retire_desk
from tests.desks import books_of, joined, joined_desks, mark

if TYPE_CHECKING:
    from officeapp.books.act import Book

FIFO = f"00000001-1-1-{16 * 'a'}-{32 * 'b'}.bundle"


@pytest.fixture
def folder(tmp_path):
    """Return a folder that every desk can reach."""
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def two(tmp_path):
    """Return two desks that were joined."""
    with joined_desks(tmp_path / "desks") as offices:
        yield offices


@pytest.fixture
def sharing(qapp, settings, folder, qtbot):
    """Return what makes an exchanger of an office, sharing through the folder."""
    made = []

    def make(office, **options):
        exchanger = Exchanger(office, settings, qapp, **options)
        made.append(exchanger)
        exchanger.memory.choose_folder(folder)
        return exchanger

    yield make
    for one in made:
        one.close()
        one.wait()


def share(qtbot, exchanger):
    """Let one exchange go through."""
    with qtbot.waitSignal(exchanger.changed):
        exchanger.share()
    assert not exchanger.is_busy


def test_what_one_desk_writes_comes_to_the_other_by_itself(qtbot, two, sharing):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(qtbot, sharing(here))
    second = sharing(there)
    share(qtbot, second)
    assert mark(there, 0).code == "M"
    assert books_of(here) == books_of(there)
    assert (second.last.changed, second.reach) == (1, Reach.WELL)


def test_whoever_shows_the_books_is_told_once(qtbot, two, sharing):
    here, there = two
    for code in "MIM":
        amend_mark(here, mark(here, 0), code, "asked again")
    share(qtbot, sharing(here))
    told: list[frozenset[Book]] = []
    there.on_change(told.append)
    share(qtbot, sharing(there))
    assert len(told) == 1


def test_a_folder_that_is_gone_is_calm_and_shared_through_when_it_is_back(
    qtbot, two, sharing, folder
):
    here, _ = two
    exchanger = sharing(here)
    share(qtbot, exchanger)
    shutil.move(folder, folder.with_name("away"))
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(qtbot, exchanger)
    assert str(exchanger.reach) == str(Reach.AWAY)
    assert here.desks.waiting(here.desk) == 1
    shutil.move(folder.with_name("away"), folder)
    share(qtbot, exchanger)
    assert exchanger.reach is Reach.WELL
    assert here.desks.waiting(here.desk) == 0


def test_nothing_is_taken_in_while_a_key_is_being_pressed(qtbot, two, sharing):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(qtbot, sharing(here))
    quiet = [0.0]
    exchanger = sharing(there, untouched=lambda: quiet[0])
    exchanger.share()
    qtbot.waitUntil(lambda: exchanger.reach is Reach.WELL)
    with qtbot.assertNotEmitted(exchanger.changed, wait=400):
        pass
    assert mark(there, 0).code == "/"
    with qtbot.waitSignal(exchanger.changed):
        quiet[0] = 1.0
    assert mark(there, 0).code == "M"


def test_nothing_is_taken_in_while_other_work_writes(qtbot, two, sharing):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(qtbot, sharing(here))
    exchanger = sharing(there)
    exchanger.hold(held=True)
    exchanger.share()
    with qtbot.assertNotEmitted(exchanger.changed, wait=300):
        pass
    assert mark(there, 0).code == "/"
    with qtbot.waitSignal(exchanger.changed):
        exchanger.hold(held=False)
    assert mark(there, 0).code == "M"


def test_closing_leaves_what_waits(qtbot, two, sharing, folder):
    here, there = two
    exchanger = sharing(here)
    share(qtbot, exchanger)
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    exchanger.close()
    exchanger.wait()
    exchange_desks(there, carrier_of(there, folder))
    assert mark(there, 0).code == "M"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a folder that hangs is made of a pipe")
def test_a_folder_that_hangs_holds_neither_the_window_nor_its_end(qtbot, two, sharing, folder):
    here, _ = two
    exchanger = sharing(here)
    share(qtbot, exchanger)
    os.mkfifo(folder / FIFO)
    begun = time.monotonic()
    exchanger.share()
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    assert mark(here, 0).code == "M"
    assert exchanger.is_busy
    exchanger.close()
    exchanger.wait()
    assert time.monotonic() - begun < MOMENTS + 1
    with (folder / FIFO).open("wb"):
        pass  # lets the thread go


def test_a_file_that_was_put_back_is_held_until_somebody_has_seen_what_it_lacks(
    qtbot, two, sharing, tmp_path, folder
):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(qtbot, sharing(here))
    there.become_another_desk()
    assert standing_of(there) is Standing.PUT_BACK
    exchanger = sharing(there)
    share(qtbot, exchanger)
    assert (exchanger.newer, mark(there, 0).code) == (1, "/")
    with qtbot.waitSignal(exchanger.changed):
        exchanger.share_now(confirmed=True)
    assert (exchanger.newer, mark(there, 0).code) == (0, "M")
    assert standing_of(there) is Standing.TAKES_PART


def test_what_a_new_key_opens_comes_in_at_once(qtbot, tmp_path, sharing):
    """Seen red with no second look once a key came in."""
    with joined_desks(tmp_path / "three", 3) as (here, there, _):
        first, second = sharing(here), sharing(there)
        share(qtbot, first)
        share(qtbot, second)
        retire_desk(here, here.desks.named("Desk 2"), "stolen on the train")
        share(qtbot, first)
        amend_mark(here, mark(here, 0), "M", "the parent rang")
        share(qtbot, first)
        second.share()
        qtbot.waitUntil(lambda: mark(there, 0).code == "M" and not second.is_busy)


def test_who_asks_is_answered_even_where_nothing_is_new(qtbot, two, sharing, folder):
    exchanger = sharing(two[0])
    share(qtbot, exchanger)
    with qtbot.waitSignal(exchanger.came) as answer:
        exchanger.share_now()
    assert exchanger.last is None
    assert answer.args[0].words == "nothing new"
    qtbot.waitUntil(lambda: not exchanger.is_busy)
    folder.rename(folder.with_name("away"))
    with qtbot.waitSignal(exchanger.failed) as refused:
        exchanger.share_now()
    assert "cannot be reached" in refused.args[0]


def test_where_no_folder_is_chosen_nothing_happens(qtbot, two, settings, qapp):
    exchanger = Exchanger(two[0], settings, qapp)
    with qtbot.waitSignal(exchanger.changed):
        exchanger.share()
    assert exchanger.reach is Reach.NOT_CHOSEN
    exchanger.close()


def test_a_computer_that_was_not_joined_says_so_to_who_asks(qtbot, two, sharing, tmp_path):
    with joined(tmp_path / "copy", two[0].path) as copy:
        exchanger = sharing(copy)
        with qtbot.waitSignal(exchanger.failed) as refused:
            exchanger.share_now()
        assert "has not been joined" in refused.args[0]
        assert not exchanger.is_busy
