"""What is done with desks, among the saves of the proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.school import Role
from officeapp.procedures.desk_standing import speak_for_desk
from officeapp.procedures.join_desk import invite_desk
from officeapp.procedures.retire_desk import admit_desk, let_in, retire_desk
from tests.desks import a_stray

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save

ANOTHER = 7  # a desk number


def make_ready(office: Office) -> None:
    """Desks that were asked in, one that was retired, and entries that are kept apart."""
    for name in ("Reception", "Library", "Hall"):
        invite_desk(office, name, [Role.RECEPTION])
    retire_desk(office, office.desks.named("Hall"), "sold")
    office.desks.apart.put([(a_stray(office), "not joined")], office.now())


def _claim(office: Office) -> None:
    office._desk = ANOTHER  # as a file that was put back
    speak_for_desk(office)


SAVES: dict[str, Save] = {
    "invite-desk": lambda office: _nothing(invite_desk(office, "Gate", [Role.RECEPTION])),
    "retire-desk": lambda o: _nothing(retire_desk(o, o.desks.named("Library"), "sold")),
    "admit-desk": lambda office: _nothing(admit_desk(office, office.desks.named("Hall"))),
    "let-entries-in": lambda office: let_in(office, office.desks.apart.all()[0].digest),
    "speak-for-desk": _claim,
}


def _nothing(_: object) -> None:
    """Take no notice of what was made."""
