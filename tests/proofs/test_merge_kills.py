"""Killed while it takes in what others wrote, a desk has each unit whole or not at all (P9, R1)."""

from __future__ import annotations

import os

import pytest

from tests.proofs.kills import in_a_fresh_process
from tests.proofs.merge_kills import kill_merges
from tests.proofs.size import size

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills with a signal"),
]


@pytest.mark.parametrize("part", range(size(1, 4)))
def test_a_killed_merge_leaves_no_unit_half_there_and_the_next_completes_it(part):
    cycles = size(20, 500)
    kills = in_a_fresh_process(kill_merges, cycles, part)
    assert (kills.lost, kills.half, kills.unsound, kills.different) == (0, 0, 0, 0)
    assert kills.merged > cycles // 2  # the kills fell into real work


def test_a_unit_that_is_merged_row_by_row_would_be_found():
    kills = in_a_fresh_process(_row_by_row)
    assert kills.half + kills.unsound > 0


def _row_by_row():
    return kill_merges(20, 3, row_by_row=True)
