"""Killed at any moment, the program loses nothing that it said was saved (R1)."""

from __future__ import annotations

import os

import pytest

from tests.proofs.kills import Tooth, Way, in_a_fresh_process, kill_many, take_registers
from tests.proofs.size import size

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills with a signal"),
]

PARTS = 4  # so that they can be spread over cores
CYCLES = size(2_000, 10_000) // PARTS


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_acknowledged_is_lost_and_no_register_is_half_there(part, record_property):
    kills = in_a_fresh_process(kill_many, CYCLES, part, Way(take_registers))
    record_property("kills", str(kills))
    assert (kills.lost, kills.half, kills.unsound) == (0, 0, 0)
    assert kills.cycles == CYCLES
    assert kills.pencilled > CYCLES  # the kills fell into real work
    assert kills.handed_in > CYCLES // 4


def test_nor_on_a_disk(tmp_path):
    way = Way(take_registers, folder=tmp_path)
    kills = in_a_fresh_process(kill_many, size(40, 400), 99, way)
    assert (kills.lost, kills.half, kills.unsound) == (0, 0, 0)


def test_a_tick_before_the_commit_would_be_found():
    assert in_a_fresh_process(kill_many, 40, 7, Way(take_registers, tooth=Tooth.EARLY)).lost > 0


def test_a_register_in_two_acts_would_be_found():
    assert in_a_fresh_process(kill_many, 40, 7, Way(take_registers, tooth=Tooth.HALVES)).half > 0
