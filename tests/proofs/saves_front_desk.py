"""The late book's saves, for the proofs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.withdraw_arrival import take_back_arrival
from tests.proofs.saves import LAST, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def _arrive(office: Office) -> None:
    arrive_late(office, [Coming(_pupil(office, 7).id, dt.time(9, 20), reasons().late[0])])


def make_ready(office: Office) -> None:
    """Sign in a child who came late."""
    arrive_late(office, [Coming(_pupil(office, 6).id, dt.time(9, 20), reasons().late[0])])


def _take_back(office: Office) -> None:
    take_back_arrival(office, office.front_desk.late.on(LAST)[0].id, "wrong child")


SAVES: dict[str, Save] = {"arrive-late": _arrive, "take-back-arrival": _take_back}
