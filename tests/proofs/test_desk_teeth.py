"""Each bug that sharing could have is planted once, and the schedules find it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from officeapp.books import act, clash_book, desk, register, shelf, versions
from officeapp.domain import exchange, joined_cards
from tests.proofs.desk_machine import Desks, Restores, Writers
from tests.proofs.planting import Bug, plant

pytestmark = pytest.mark.proof

BOOK = register.RegisterBook
BUGS: dict[str, tuple[type[Writers], list[Bug]]] = {
    "no tie-break": (
        Writers,
        [
            Bug(BOOK, "_codes_that_stand", "a.clock, a.id", "random()"),
            Bug(shelf.Shelf, "_rows", "a.clock, a.id", "random()"),
        ],
    ),
    "gaps accepted": (Desks, [Bug(exchange, "_is_covered", "return ", "return True or ")]),
    "logical clock not carried": (
        Desks,
        [Bug(act.Act, "begin", 'FROM act")', 'FROM act WHERE id >> 32 = ?", [desk])')],
    ),
    "per record instead of per field": (
        Writers,
        [Bug(joined_cards._Field, "_says", "value = version", "return True\n    value = version")],
    ),
    "clash dropped on third edit": (
        Writers,
        [Bug(clash_book, "clashing", "itertools.combinations(standing, 2)", "[standing[-2:]]")],
    ),
    "restore keeps the desk's number": (
        Restores,
        [
            Bug(desk.DeskRecord, "desk", "if found is not None and found", "if True or found"),
            Bug(desk.DeskRecord, "forget", "patiently(", "(lambda *_: None)("),
        ],
    ),
    "taking off wins over a change": (
        Writers,
        [Bug(joined_cards, "_shown_of", "return all if", "return any if")],
    ),
    "the later shown and not the safer": (
        Writers,
        [Bug(versions.Versions, "joined", "SAFER.get(self._table)", "None")],
    ),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found(bug, monkeypatch):
    machine, bugs = BUGS[bug]
    plant(monkeypatch, *bugs)

    class Schedules(machine):  # type: ignore[misc, valid-type]  # one of two
        """Those of this bug."""

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            seed(1)(Schedules),
            settings=settings(
                max_examples=60,
                stateful_step_count=30,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
