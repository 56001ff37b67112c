"""Desks that write, meet, repeat, lose and restore in any order end with the same books.

Whatever the clocks of the machines say: every act of every desk is in every file, none changed a
byte, what was written knowing of everything stands, and the clashes are those that a plain look
through all lines finds. Seen red: order by the wall clock; the logical clock not carried; any line
of a desk counted as seen; sessions not drawn anew; a restored copy that keeps its number.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import random
from typing import TYPE_CHECKING

import pytest

from officeapp.books.check import check
from officeapp.books.merging import merge
from officeapp.books.sending import units_after
from officeapp.domain.record import COUNTER_BITS
from officeapp.domain.register import Draft, Sheet
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.settle_clash import clashes, settle_clash
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.conftest import StoppedClock
from tests.desks import AM, DAY, NOW, PM, books_of, desks, joined, pupils, share_all, the_class
from tests.proofs.size import size

if TYPE_CHECKING:
    from officeapp.books.office import Office

pytestmark = pytest.mark.proof

STEPS, DESKS = 40, 4
CODES = ("M", "I", "E", "L", "")


class Schedule:
    """Some desks and the dice that say what happens at them."""

    def __init__(self, offices: list[Office], folder, seed: int) -> None:
        self.offices, self.folder, self.dice = offices, folder, random.Random(seed)  # noqa: S311  # dice
        self.written: dict[int, bytes] = {}
        self.copies = 0

    def run(self) -> None:
        ways = [self.amend] * 4 + [self.enter] * 2 + [self.settle, self.restore]
        ways += [self.bring] * 6 + [self.set_clock] * 2
        for _ in range(STEPS):
            with contextlib.suppress(OfficeError):
                self.dice.choice(ways)(self.dice.choice(self.offices))
            for office in self.offices:
                self.note(office)

    def amend(self, office):
        marks = [one for one in office.register.marks_of_day(DAY) if one.code]
        for mark in self.dice.sample(marks, min(1, len(marks))):
            amend_mark(office, mark, self.dice.choice(CODES), "looked up")

    def enter(self, office):
        sheet = Sheet(the_class(office).id, DAY, self.dice.choice((AM, PM)))
        code = self.dice.choice(CODES[:3])
        for pupil in self.dice.sample(pupils(office), 2):
            with contextlib.suppress(OfficeError):
                pencil_marks(office, sheet, {pupil.id: Draft(code)})
        hand_in(office, sheet)

    def settle(self, office):
        for clash in clashes(office)[:1]:
            settle_clash(office, clash, self.dice.choice(CODES), "asked the parent")

    def bring(self, office):
        """Bring some of what another has, in any order and twice."""
        other = self.dice.choice(self.offices)
        units = [*units_after(other.connection, {}, acts_in_unit=self.dice.randint(1, 5))]
        merge(office, self.dice.choices(units, k=len(units)))

    def set_clock(self, office):
        office._clock.now = NOW + dt.timedelta(minutes=self.dice.randint(-(10**4), 10**4))

    def restore(self, office):
        """Put in a desk's place a copy of its file, which then goes on as another desk."""
        self.copies += 1
        copy = joined(self.folder / f"copy{self.copies}", office.path)
        assert copy.desk not in {one.desk for one in self.offices}
        office.close()
        self.offices[self.offices.index(office)] = copy

    def note(self, office):
        """Note every act; one that is known already must be as it was."""
        rows = office.connection.execute("SELECT id, digest FROM act").fetchall()
        for act, digest in rows:
            assert self.written.setdefault(act, digest) == digest


@pytest.fixture(params=range(size(8, 400)))
def schedule(request, tmp_path):
    with desks(tmp_path, DESKS) as offices:
        for office in offices:
            office._clock = StoppedClock(NOW)
        schedule = Schedule(offices, tmp_path, request.param)
        schedule.run()
        share_all(schedule.offices)
        yield schedule
        for office in schedule.offices:
            office.close()


def plain_clashes(office):
    """Return where lines nobody corrected say different things, neither having seen the other."""
    rows = office.connection.execute(
        "SELECT r.*, a.heads FROM register r JOIN act a ON a.id = r.act "
        "WHERE (r.act, r.n) NOT IN (SELECT earlier_act, earlier_n FROM corrects)"
    ).fetchall()
    return {
        (one["pupil"], one["day"], one["session"])
        for one, other in itertools.combinations(rows, 2)
        if all(one[name] == other[name] for name in ("pupil", "day", "session"))
        and any(one[name] != other[name] for name in ("code", "minutes", "note"))
        and not (knew(one, other) or knew(other, one))
    }


def knew(later, earlier):
    desk = earlier["act"] >> COUNTER_BITS
    if desk == later["act"] >> COUNTER_BITS:
        return later["act"] >= earlier["act"]
    return json.loads(later["heads"]).get(str(desk), [0])[0] >= earlier["act"]


def test_all_desks_end_with_the_same_sound_books_and_all_that_was_written(schedule):
    assert len({books_of(office) for office in schedule.offices}) == 1
    for office in schedule.offices:
        assert check(office) == []
        acts = dict(map(tuple, office.connection.execute("SELECT id, digest FROM act")))
        assert acts == schedule.written
        found = {(one.pupil, one.day.isoformat(), one.session.value) for one in clashes(office)}
        assert found == plain_clashes(office)


def test_what_is_written_knowing_of_everything_stands_everywhere(schedule):
    writer, reader, *_ = schedule.dice.sample(schedule.offices, DESKS)
    for clash in clashes(writer):
        settle_clash(writer, clash, "", "nothing is known")
    for mark in [one for one in writer.register.marks_of_day(DAY) if one.code]:
        with contextlib.suppress(OfficeError):  # another line says the same and is taken out first
            amend_mark(writer, mark, "", "nothing is known")
    share_all(schedule.offices)
    reader._clock.now = NOW - dt.timedelta(days=2)  # before all that was written
    sheet = Sheet(the_class(reader).id, DAY, AM)
    pencil_marks(reader, sheet, {pupil.id: Draft("L") for pupil in pupils(reader)})
    hand_in(reader, sheet)
    share_all(schedule.offices)
    for office in schedule.offices:
        assert clashes(office) == []
        stands = [office.register.standing(pupil.id, DAY, AM) for pupil in pupils(office)]
        assert [mark.code for mark in stands] == ["L"] * 3
