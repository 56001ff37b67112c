"""What is done with desks, for the rights table."""

from __future__ import annotations

from functools import partial
from itertools import count

from officeapp.domain.school import Role
from officeapp.procedures.join_desk import invite_desk
from officeapp.procedures.retire_desk import admit_desk, leave_apart, let_in, retire_desk
from tests.desks import a_stray

#: The columns are those of `acts.TABLE`.
TABLE = """
invite_desk                         - - - S - - - - -
retire_desk                         - - - S - - - - -
admit_desk                          - - - S - - - - -
let_in                              - - - S - - - - -
leave_apart                         - - - W - - - - -
"""
_names = count(1)


def _invited(world):
    name = f"Desk {next(_names)}"
    _invite(world, name)()
    return world.office.desks.named(name)


def _invite(world, name=""):
    named = name or f"Desk {next(_names)}"
    return partial(invite_desk, world.office, named, [Role.RECEPTION])


def _admit(world):
    card = retire_desk(world.office, _invited(world), "sold")
    return partial(admit_desk, world.office, world.office.desks.by_card()[card.id])


def _apart(world):
    _invited(world)
    office = world.office
    office.desks.apart.put([(a_stray(office), "not joined")], office.now())
    return office.desks.apart.all()[-1].digest


ACTS = {
    "invite_desk": _invite,
    "retire_desk": lambda w: partial(retire_desk, w.office, _invited(w), "sold"),
    "admit_desk": _admit,
    "let_in": lambda w: partial(let_in, w.office, _apart(w)),
    "leave_apart": lambda w: partial(leave_apart, w.office, _apart(w)),
}
