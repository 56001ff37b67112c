"""Copied desks and retired ones: every entry is somewhere, every fork is named (R9, P7, P11).

Seen red with: numbers compared without their digests; a retired desk that never learned that it
was admitted again; this file's own branch of a fork not counted as left, so that every exchange
left it once more.
"""

from __future__ import annotations

import contextlib
import random
from functools import partial
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from officeapp.books import proving
from officeapp.books.act import heads
from officeapp.books.check import check
from officeapp.domain.record import desk_of
from officeapp.procedures.desk_standing import NotSharingError
from officeapp.procedures.exchange_desks import exchange_desks
from officeapp.procedures.retire_desk import admit_desk, retire_desk
from tests.desks import books_of, cloned
from tests.proofs.desk_deeds import CODES, amend, mark
from tests.proofs.desk_world import DESKS, EVERY_FILE, ROUNDS, Desk, World
from tests.proofs.planting import Bug, plant
from tests.proofs.size import size

if TYPE_CHECKING:
    from officeapp.books.office import Office

pytestmark = pytest.mark.proof

STEPS = 16
FORKED = 0  # dice with which a number is given twice
Entry = tuple[int, bytes]  # an act's number and its digest


class Copies(World):
    """Desks of which one may be there twice, under one number, and one may be retired."""

    def __init__(self) -> None:
        #: Every entry that was acknowledged anywhere.
        self.entries: set[Entry] = set()
        super().__init__()

    @override
    def note(self, desk: Desk) -> None:
        self.entries |= in_ink(desk.office)

    def clone(self, number: int) -> None:
        """Start a disk image of a desk on another machine."""
        folder = self.folder / f"clone{len(self.desks)}"
        office = cloned(folder, self.desks[number].office)
        head = heads(office.connection).get(office.desk)
        assert office._record
        office._record.keep(office.school_number, office.desk, head)
        office.close()
        (folder / "shared").mkdir()
        self.desks.append(Desk(folder))
        assert self.desks[-1].office.desk == self.desks[number].office.desk

    def work(self, dice: random.Random, steps: int, *, at: int | None = None) -> None:
        """Let people write at any desk, or at one, and desks meet."""
        for _ in range(steps):
            desk = dice.randrange(len(self.desks)) if at is None else at
            code, who, when = dice.choice(CODES), dice.randrange(4), dice.randrange(4)
            what = dice.randrange(3)
            if what == 0:
                self.at(desk, partial(mark, who=who, when=when, code="N"))
            elif what == 1 or at is not None:
                self.at(desk, partial(amend, who=who, when=when, code=code))
            else:
                self.meet(desk, dice.randrange(len(self.desks)))

    def meet(self, desk: int, other: int) -> None:
        """Let two desks exchange, as far as they take part."""
        for one, to in ((desk, other), (other, desk)):
            with contextlib.suppress(NotSharingError):
                self.exchange(one)
            self.carry(one, to, EVERY_FILE)

    def meet_all(self) -> None:
        """Let all desks meet until nothing new comes."""
        for _ in range(ROUNDS):
            for one in range(len(self.desks)):
                for other in range(len(self.desks)):
                    if one != other:
                        self.meet(one, other)


def in_ink(office: Office) -> set[Entry]:
    """Return the entries of a file."""
    return set(map(tuple, office.connection.execute("SELECT id, digest FROM act")))


def apart(office: Office) -> set[Entry]:
    """Return the entries that a file keeps apart."""
    return {(act.id, act.digest) for one in office.desks.apart.all() for act in one.unit.acts}


def waiting(desk: Desk) -> set[Entry]:
    """Return what waits in the folder for something that a file keeps apart.

    The exchange that looks for it brings nothing and leaves nothing: everybody has met.
    """
    before = len(list(desk.view.iterdir()))
    done = exchange_desks(desk.office, desk.carrier(), confirmed=True)
    assert (done.merged.acts, done.sent, len(list(desk.view.iterdir()))) == (0, 0, before)
    return {(act.id, act.digest) for unit in done.merged.waiting for act in unit.acts}


@pytest.fixture
def world():
    world = Copies()
    yield world
    world.close()


@pytest.mark.parametrize("seed", range(size(3, 1000)))
def test_of_a_desk_that_is_there_twice_nothing_is_lost_and_everybody_is_told(world, seed):
    forks = _cloned(world, random.Random(seed))  # noqa: S311
    for desk in world.desks:
        assert world.entries <= in_ink(desk.office) | apart(desk.office) | waiting(desk)
        assert check(desk.office) == []
        told = {one.unit.desk for one in desk.office.desks.apart.all()}
        assert told >= {desk_of(act) for act in forks}
    if not forks:
        assert len({books_of(desk.office) for desk in world.desks}) == 1
        assert not any(desk.office.desks.apart.count() for desk in world.desks)


def test_numbers_that_are_compared_without_their_digests_would_be_found(world, monkeypatch):
    plant(monkeypatch, Bug(proving.Prover, "fork_of", "any(", "False and any("))
    forks = _cloned(world, random.Random(FORKED))  # noqa: S311
    assert forks
    kept = [in_ink(desk.office) | apart(desk.office) for desk in world.desks]
    assert not all(world.entries <= found for found in kept)


def _cloned(world: Copies, dice: random.Random) -> set[int]:
    """Let a desk be there twice; return the numbers that were given to two entries."""
    world.work(dice, STEPS // 2)
    twice = dice.randrange(DESKS)
    world.clone(twice)
    world.work(dice, dice.randrange(3), at=twice)
    world.work(dice, dice.randrange(3), at=DESKS)
    world.work(dice, STEPS)
    world.meet_all()
    numbers = [act for act, _ in world.entries]
    return {act for act in numbers if numbers.count(act) > 1}


@pytest.mark.parametrize("seed", range(size(2, 500)))
def test_what_a_retired_desk_writes_later_is_in_no_register_until_it_is_admitted(world, seed):
    dice = random.Random(seed)  # noqa: S311
    world.work(dice, STEPS)
    gone = world.desks[DESKS - 1]
    office = world.desks[0].office
    world.meet(DESKS - 1, 0)
    found = office.desks.of_number(gone.office.desk)
    assert found
    retire_desk(office, found, "stolen on the train")
    for number in range(DESKS - 1):
        world.meet(0, number)
    before = in_ink(gone.office)
    world.work(dice, 3, at=DESKS - 1)
    later = in_ink(gone.office) - before
    world.work(dice, STEPS)
    world.meet_all()
    stay = [desk.office for desk in world.desks[:-1]]
    assert len({books_of(one) for one in stay}) == 1
    assert not any(later & in_ink(one) for one in stay)
    assert all(check(one) == [] for one in stay)
    admit_desk(office, office.desks.by_card()[found.card.id])
    world.meet_all()
    assert len({books_of(desk.office) for desk in world.desks}) == 1
    assert all(world.entries <= in_ink(desk.office) for desk in world.desks)
