"""What who may not admit does with a list: rows for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import count

from officeapp.domain.lists import PupilRow, Reading
from officeapp.domain.school import Role
from officeapp.domain.transfer import Transfer, TransferHeader, TransferredPupil
from officeapp.procedures import import_pupils, import_transfer, propose_pupil
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.plan_transfer import plan_transfer
from tests.builders import BORN, SINCE

FRIDAY = dt.date(2026, 11, 20)  # today
_numbers = count(1)

#: The columns are those of `acts.TABLE`.
TABLE = """
import_pupils: proposed             - W W W - - - - -
import_pupils: who leaves           - W W W - - - - -
import_transfer: proposed           - W W W - - - - -
confirm_admissions                  - - - S - - - - -
"""


def _row(world, **changes):
    name = f"Joiner{next(_numbers)}"
    said = {"legal_surname": name, "legal_forename": "Kim", "dob": BORN, "year_group": "3"}
    return PupilRow(1, **{**said, "first": SINCE, **changes})


def _as_office(world, plan):
    """Plan as the office does, which may not admit; then let the head sit down again."""
    office = world.office
    head = office.person
    world.a_class()
    office.sign_in(office.staff.named(f"A {Role.OFFICE}", FRIDAY))
    made = plan()
    office.sign_in(head)
    assert not made.is_empty
    return made


def _pupils(world):
    row = _row(world)
    made = _as_office(world, lambda: plan_pupils(world.office, Reading([row])))
    return partial(import_pupils.import_pupils, world.office, made)


def _leaver(world):
    pupil = world.a_class()[1][0]
    row = PupilRow(1, admission_no=str(pupil.id), legal_surname=pupil.legal_surname, last=FRIDAY)
    made = plan_pupils(world.office, Reading([row]))
    return partial(import_pupils.import_pupils, world.office, made)


def _transfer(world):
    file = Transfer(TransferHeader("26.0", FRIDAY), [TransferredPupil(1, _row(world))], 1)
    made = _as_office(world, lambda: plan_transfer(world.office, file))
    return partial(import_transfer.import_transfer, world.office, made)


def _confirm(world):
    _pupils(world)()
    newest = max(world.office.roll.arrivals(), key=lambda one: one.id)
    return partial(propose_pupil.confirm_admissions, world.office, [newest])


ACTS = {
    "import_pupils: proposed": _pupils,
    "import_pupils: who leaves": _leaver,
    "import_transfer: proposed": _transfer,
    "confirm_admissions": _confirm,
}
