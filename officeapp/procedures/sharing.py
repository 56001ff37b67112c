"""Where the books are: the record behind 'shared 10:42, 14 waiting'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.desks import Standing
from officeapp.domain.sharing import Heard, Sharing
from officeapp.procedures.desk_standing import own_desk, standing_of

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.desks import Desk


def sharing(office: Office, *, to_decide: int = 0, newer: int = 0) -> Sharing:
    """Return where the books are, as this file knows.

    Args:
        office: The office.
        to_decide: How many clashes wait, for the record to say.
        newer: How many entries others hold that a file which was put back has not.
    """
    stands = standing_of(office)
    if stands is Standing.ALONE:
        return Sharing(stands, to_decide=to_decide)
    own = own_desk(office)
    shared, _ = office.desks.shared()
    others = [desk for desk in office.desks.all() if own is None or desk.card.id != own.card.id]
    return Sharing(
        standing=stands,
        own=own,
        shared=shared,
        waiting=office.desks.waiting(office.desk),
        others=tuple(_heard(office, own, desk) for desk in others if desk.card.retired is None),
        retired=tuple(office.desks.retired()),
        newer=newer,
        to_decide=to_decide,
        apart=office.desks.apart.count(),
    )


def desk_name(office: Office, number: int) -> str:
    """Return what the desk is called that wrote under a number."""
    desk = office.desks.of_number(number)
    return desk.card.name if desk else "a computer that was not joined"


def _heard(office: Office, own: Desk | None, desk: Desk) -> Heard:
    mine = own.numbers if own else (office.desk,)
    return Heard(desk, office.desks.heard(desk), office.desks.ahead(mine, desk.numbers))
