"""At a power cut nothing acknowledged is lost and no act is half there (R2).

What the real procedures send is recorded while a school is opened, pencilled, handed in and
amended, and sent again to a disk whose power is cut. `tests.proofs.replay` says what that leaves
unproved.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from officeapp.procedures.amend_mark import amend_marks
from officeapp.procedures.take_register import hand_in, pencil_mark, rub_out
from tests.proofs.power_cut import Disk, dice_of
from tests.proofs.replay import SCHOOL, Way, judged, judged_twice, reads_as, recording, replayed
from tests.proofs.size import size
from tests.proofs.small_school import drafts_of, make, opened, sheets, take

pytestmark = pytest.mark.proof

PARTS = 4  # so that they can be spread over cores
DAYS = 3  # how often the school is opened
REGISTERS = 4  # taken on each of them


def a_day_of_work(path, day):
    """Take registers, one of them key by key, and correct a few marks."""
    with opened(path) as office:
        todays = list(itertools.islice(sheets(office), day * REGISTERS, (day + 1) * REGISTERS))
        first, *rest = todays
        for pupil, draft in drafts_of(office, first).items():
            pencil_mark(office, first, pupil, draft)
        rub_out(office, first, pupil)
        hand_in(office, first)
        for sheet in rest:
            take(office, sheet)
        wrong = [mark for mark in office.register.marks_of_day(first.day) if mark.code == "L"]
        amend_marks(office, [(mark, replace(mark, code="U")) for mark in wrong], "came at noon")


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """The disk before, what was sent, and how the real file read after."""
    path = tmp_path_factory.mktemp("cuts") / SCHOOL
    make(path)
    start = Disk.holding({SCHOOL: path.read_bytes()})
    with pytest.MonkeyPatch.context() as patch, recording(patch) as sessions:
        for day in range(DAYS):
            a_day_of_work(path, day)
    return start, sessions, reads_as(Disk.holding({SCHOOL: path.read_bytes()}))


def somewhere(replay, number, dice):
    return dice.choices(range(len(replay.log) + 1), k=number)


def test_the_replay_writes_what_the_program_wrote(work):
    start, sessions, after = work
    replay = replayed(start, sessions)
    assert replay.states[-1].rows == after
    assert len(replay.rows) > DAYS * REGISTERS
    assert sum("PRAGMA synchronous = FULL" in session for session in sessions) == DAYS


@pytest.mark.parametrize("part", range(PARTS))
def test_no_cut_loses_or_halves_an_act(work, part):
    start, sessions, _ = work
    dice = dice_of(part)
    # every other part carries the log over often, so that it is begun anew many times
    replay = replayed(start, sessions, Way(checkpoint=40 if part % 2 else None))
    verdict = judged(replay, somewhere(replay, size(5_000, 20_000) // PARTS, dice), dice)
    assert verdict.clean, verdict


def test_nor_does_a_second_cut_while_the_file_is_put_right(work):
    start, sessions, _ = work
    dice = dice_of(2)
    replay = replayed(start, sessions, Way(checkpoint=40))
    verdict = judged_twice(replay, somewhere(replay, size(1_000, 5_000), dice), dice)
    assert verdict.clean, verdict


def verdict_of(work, way):
    start, sessions, _ = work
    replay, dice = replayed(start, sessions, way), dice_of(3)
    return judged(replay, somewhere(replay, 200, dice), dice, replayed(start, sessions))


def test_normal_synchronisation_would_be_found(work):
    verdict = verdict_of(work, Way(synchronous="NORMAL"))
    assert verdict.lost > 0
    assert verdict.half == 0


def test_no_synchronisation_would_be_found(work):
    verdict = verdict_of(work, Way(synchronous="OFF"))
    assert verdict.broken + verdict.lost > 0


def test_an_act_written_statement_by_statement_would_be_found(work):
    assert verdict_of(work, Way(whole_acts=False)).half > 0
