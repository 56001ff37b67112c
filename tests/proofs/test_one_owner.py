"""However many start at once, one owns the file and the others are told who does (R21)."""

from __future__ import annotations

import getpass
import os
import socket

import pytest

from tests.proofs.kills import in_a_fresh_process
from tests.proofs.races import STARTS, race_many
from tests.proofs.size import size

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills with a signal"),
]
RACES = size(20, 100)


def test_one_of_many_starts_owns_the_file_and_the_others_are_told_who():
    races = in_a_fresh_process(race_many, RACES)
    assert races.owners == [1] * RACES
    assert len(races.refusals) == RACES * (STARTS - 1)
    who = f"{getpass.getuser()} on {socket.gethostname()}"
    assert {refusal for refusal in races.refusals if who not in refusal} == set()
    assert races.freed == RACES
    assert races.slowest < 2


def test_a_lock_that_looks_first_and_makes_its_file_then_would_be_found():
    races = in_a_fresh_process(race_many_naively, RACES)
    assert max(races.owners) > 1


def race_many_naively(number):
    return race_many(number, check_then_create=True)
