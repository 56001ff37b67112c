"""What is done with desks, for the rights table."""

from __future__ import annotations

from functools import partial
from itertools import count

from officeapp.domain.school import Role
from officeapp.procedures.join_desk import invite_desk

#: The columns are those of `acts.TABLE`.
TABLE = """
invite_desk                         - - - S - - - - -
"""
_names = count(1)


def _invite(world):
    return partial(invite_desk, world.office, f"Desk {next(_names)}", [Role.RECEPTION])


ACTS = {"invite_desk": _invite}
