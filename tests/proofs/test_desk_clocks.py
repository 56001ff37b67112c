"""Whatever the clocks of the desks say, registers, cards, clashes and figures are the same (P8).

One schedule is run once for each situation; the acts are the same, only the clocks differ. Seen
red with what counts last asked by the time of the clock.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
from functools import partial

import pytest

from officeapp.books import register, shelf, versions
from tests.desks import NOW
from tests.proofs.desk_deeds import CODES, amend, change_child, decide, mark
from tests.proofs.desk_truths import what_stands
from tests.proofs.desk_world import DESKS, EVERY_FILE, World
from tests.proofs.planting import Bug, plant
from tests.proofs.size import size

pytestmark = pytest.mark.proof

STEPS = 40
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def at(text: str) -> dt.datetime:
    """Return a moment with its offset."""
    return dt.datetime.fromisoformat(text)


#: What the clocks say: of each situation two moments between which a clock jumps to and fro.
SITUATIONS = {
    "set back a day": (NOW, NOW - DAY),
    "an hour fast": (NOW, NOW + HOUR),
    "a year ahead": (NOW, NOW + 365 * DAY),
    "the spring night": (at("2027-03-28T00:59:59+00:00"), at("2027-03-28T02:00:01+01:00")),
    "the autumn night": (at("2027-10-31T01:59:59+01:00"), at("2027-10-31T01:00:01+00:00")),
    "midnight": (at("2026-11-20T23:59:58+00:00"), at("2026-11-21T00:00:02+00:00")),
    "the year's end": (at("2026-12-31T23:59:58+00:00"), at("2027-01-01T00:00:02+00:00")),
    "a leap day": (at("2028-02-29T08:50:00+00:00"), at("2028-03-01T08:50:00+00:00")),
    "the school year's end": (at("2027-07-31T23:59:59+01:00"), at("2027-08-01T00:00:00+01:00")),
    "a zone in the east": (NOW, at("2026-11-21T06:00:00+14:00")),
    "a zone in the west": (NOW, at("2026-11-20T05:00:00-11:00")),
    "to the microsecond": (NOW, NOW + dt.timedelta(microseconds=1)),
}


def stands_after(seed: int, situation: tuple[dt.datetime, dt.datetime]) -> str:
    """Run a schedule under some clocks; return what stands, asked at one and the same time."""
    dice, clocks = random.Random(seed), random.Random(str(situation))  # noqa: S311
    world = World()
    for _ in range(STEPS):
        for desk in world.desks:
            desk.clock.now = clocks.choice(situation)
        _step(world, dice)
    world.share_fully()
    for desk in world.desks:
        desk.clock.now = NOW
    found = {what_stands(desk.office) for desk in world.desks}
    lines = {str(sorted(desk.office.register.kept().items())) for desk in world.desks}
    world.close()
    assert len(found) == len(lines) == 1
    return "\n".join([*found, *lines])


@functools.cache
def undisturbed(seed: int) -> str:
    """Return what stands after a schedule whose clocks stand still."""
    return stands_after(seed, (NOW, NOW))


def _step(world: World, dice: random.Random) -> None:
    desk, who, when, what = (dice.randrange(12) for _ in range(4))
    desk %= DESKS
    if what < 2:
        world.at(desk, partial(mark, who=who, when=when, code=dice.choice("NM")))
    elif what < 5:
        world.at(desk, partial(amend, who=who, when=when % 2, code=dice.choice(CODES)))
    elif what < 7:
        world.edit(desk, who, when, dice.randrange(4), tie=what == 5)
    elif what == 7:
        world.at(desk, partial(decide, which=who, grant=when < 6))
    elif what == 8:
        world.at(desk, partial(change_child, which=who, value=when))
    elif what == 9:
        world.settle(desk, who, when)
    else:
        world.exchange(desk)
        world.carry(desk, who, EVERY_FILE)
        world.exchange(who)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_clock_changes_what_stands(situation):
    for seed in range(size(1, 24)):
        assert stands_after(seed, SITUATIONS[situation]) == undisturbed(seed)


def test_what_counts_by_the_clock_would_be_found(monkeypatch):
    by_clock = ("a.clock, a.id", "a.at, a.id")
    plant(
        monkeypatch,
        Bug(register.RegisterBook, "_codes_that_stand", *by_clock),
        Bug(register.RegisterBook, "marks_of_day", *by_clock),
        Bug(shelf.Shelf, "_rows", *by_clock),
        Bug(versions.Versions, "of", *by_clock),
    )
    there, back = SITUATIONS["set back a day"]
    assert any(  # one schedule alone may leave nothing that hangs on the order
        stands_after(seed, (there, back)) != stands_after(seed, (NOW, NOW)) for seed in range(24)
    )
