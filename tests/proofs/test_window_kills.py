"""The window killed in mid-register: every mark that it showed as saved is there (R1)."""

from __future__ import annotations

import os

import pytest

from tests.proofs.kills import Tooth, Way, in_a_fresh_process, kill_many
from tests.proofs.size import size
from tests.proofs.window_kills import type_registers

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills with a signal"),
]
WITHIN = 0.3  # seconds: some registers' worth of typing


def test_a_mark_that_the_window_shows_as_saved_outlives_it():
    cycles = size(10, 200)
    kills = in_a_fresh_process(kill_many, cycles, 1, Way(type_registers, WITHIN))
    assert (kills.lost, kills.half, kills.unsound) == (0, 0, 0)
    assert kills.pencilled > cycles * 10


def test_a_tick_shown_too_early_would_be_found():
    way = Way(type_registers, WITHIN, Tooth.EARLY)
    assert in_a_fresh_process(kill_many, 10, 2, way).lost > 0
