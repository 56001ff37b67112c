"""What is done with desks, among the saves of the proofs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.domain.school import Role
from officeapp.procedures.join_desk import invite_desk

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save

_names = itertools.count(1)


def _invite(office: Office) -> None:
    invite_desk(office, f"Desk {next(_names)}", [Role.RECEPTION])


SAVES: dict[str, Save] = {"invite-desk": _invite}
