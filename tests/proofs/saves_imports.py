"""What only a transfer file of who may not admit writes, so that its tables have lines to prove."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.lists import ContactRow, Named, PupilRow
from officeapp.domain.record import PupilId
from officeapp.domain.transfer import (
    SchoolNamed,
    Transfer,
    TransferHeader,
    TransferredContact,
    TransferredPupil,
)
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.plan_transfer import plan_transfer
from officeapp.procedures.transfer_plan import Choice

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save

#: The acts are those of `saves`: 'import-transfer' is there.
SAVES: dict[str, Save] = {}


def make_ready(office: Office) -> None:
    """Propose a pupil of a transfer file, with a contact and a year at an earlier school."""
    row = PupilRow(1, None, None, None, "Okoro", "Ema", dob=dt.date(2017, 5, 2), year_group="3")
    mother = ContactRow(1, Named(), surname="Okoro", forename="Ada", relationship="Mother")
    year = EarlierYear(0, PupilId(0), "2025", "816/2001", "Whitby Infants", 380, 360, 12, 8)
    pupil = TransferredPupil(1, row, (), (TransferredContact(mother),), (), (year,))
    header = TransferHeader("26.0", destination=SchoolNamed("816", "2999"))
    choice = Choice(school_class=office.roll.classes()[0].name)  # there is one class, and stays one
    plan = plan_transfer(office, Transfer(header, [pupil], 1), choice)
    plan.proposes = True
    import_transfer(office, plan)
    assert office.roll.contacts_of_arrival(office.roll.arrivals()[-1].id)
