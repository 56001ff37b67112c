"""Whatever four desks do, all end with the same books and with all that was written (R8).

Hypothesis draws the schedules; what fails is printed as it was drawn, for making it short takes
minutes. Which planted bugs this finds is shown by `test_desk_teeth`.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.desk_machine import Desks
from tests.proofs.size import size

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("part", range(size(2, 40)))
def test_whatever_happens_all_desks_end_with_the_same_books(part):
    class Schedules(Desks):
        """Those of this part."""

    run_state_machine_as_test(
        seed(part)(Schedules),
        settings=settings(
            max_examples=size(6, 50),
            stateful_step_count=size(30, 50),
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
