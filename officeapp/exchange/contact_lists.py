"""Contact lists of other systems: one row for each contact of each pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.lists import ContactRow, Reading
from officeapp.errors import Problem
from officeapp.exchange.cells import Cells, count_of, phones_of
from officeapp.exchange.headings import ANY_SYSTEM, at_most, layout_of, require, unused_columns
from officeapp.exchange.pupil_lists import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.exchange.tables import Table

MOST = 40_000
PRIORITY = "Write a whole number: 1 for the person to call first."


def read_contacts(
    table: Table, map_name: str = ANY_SYSTEM, own: Mapping[str, str] | None = None
) -> Reading[ContactRow]:
    """Read a contact list; a row with a cell that cannot be understood is refused whole.

    Raises:
        NotFoundError: There is no map of that name.
        UnreadableFileError: No column names the pupil, or none the contact.
    """
    layout = layout_of(table, "contacts", map_name, own)
    at_most(table, MOST, "contacts")
    require(layout, table, ("pupil_upn",), ("pupil_admission_no",), ("pupil_surname", "pupil_dob"))
    require(layout, table, ("surname",), ("forename",))
    reading: Reading[ContactRow] = Reading(refused=list(table.ragged))
    reading.warnings.extend(unused_columns(layout))
    for line, row in table.rows:
        cells = Cells(layout, line, row)
        contact = _contact(cells)
        if not (contact.surname or contact.forename or cells.problems):
            cells.refuse("surname", "", "A contact needs a name.")
        if cells.problems:
            reading.refused.extend(cells.problems)
        else:
            reading.rows.append(contact)
            reading.warnings.extend(_doubts(contact))
    return reading


def _contact(cells: Cells) -> ContactRow:
    return ContactRow(
        where=cells.line,
        pupil=named_in(cells, "pupil_"),
        external=cells.text("external"),
        title=cells.text("title"),
        surname=cells.text("surname"),
        forename=cells.text("forename"),
        relationship=cells.text("relationship"),
        priority=cells.meaning("priority", count_of, PRIORITY),
        parental_responsibility=cells.flag("parental_responsibility"),
        lives_with=cells.flag("lives_with"),
        may_collect=cells.flag("may_collect"),
        not_released=cells.flag("not_released"),
        do_not_contact=cells.flag("do_not_contact"),
        address_withheld=cells.flag("address_withheld"),
        phones=phones_of(cells.texts("phones")),
        email=cells.text("email"),
        address=cells.address(),
    )


def _doubts(contact: ContactRow) -> list[Problem]:
    """Return what looks wrong with a row that stands: digits a spreadsheet has lost, no @."""
    where = str(contact.where)
    doubts = [
        Problem(where, "phone", phone, "A spreadsheet has shortened this number; type it again.")
        for phone in contact.phones
        if "E+" in phone.upper()
    ]
    if contact.email and "@" not in contact.email:
        doubts.append(Problem(where, "email", contact.email, "This is no e-mail address."))
    return doubts
