"""Changing an entry of the late book, for the proofs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.procedures.amend_arrival import amend_arrival
from officeapp.procedures.arrive_late import Coming
from tests.proofs.saves import LAST

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def _amend(office: Office) -> None:
    entry = office.front_desk.late.on(LAST)[0]
    coming = Coming(entry.pupil, dt.time(9, 25), reasons().late[1])
    amend_arrival(office, entry.id, coming, "the clock was slow")


SAVES: dict[str, Save] = {"amend-arrival": _amend}
