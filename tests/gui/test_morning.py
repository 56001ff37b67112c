"""A whole morning of the front desk by keys, against the books written out by hand.

On the sample school and on a school built from the lists of another system. Seen red with a message
that settles no N, with a family of which only the first was filed, and with a child out of the
building ticked at the roll call.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox

from officeapp.books.chasing import chase
from officeapp.books.check import check
from officeapp.books.derived import derived
from officeapp.books.office import open_office
from officeapp.domain.desk_books import DeskBook
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie, folded
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import table_of
from officeapp.gui.confirming import ConfirmPanel
from officeapp.gui.today.screen import TodayScreen
from officeapp.procedures.call_roll import found_at, roll_call_now
from officeapp.procedures.desk_books import desk_book
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.keep_family import brothers_and_sisters, join_family
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.take_register import hand_in, pencil_marks
from officeapp.sample.write import write_sample_school
from tests.gui import morning
from tests.gui.desk_at_work import CTRL, DeskAtWork, Key
from tests.gui.morning import DAY

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

AM = Session.AM
LONDON = ZoneInfo("Europe/London")
HEADINGS = "Legal surname,Legal forename,Date of birth,Year group,Class,Admission number"
SYLLABLES = ("Ab", "Bel", "Cor", "Dun", "Ed", "Far", "Gil"), ("ard", "by", "combe", "don", "er",
             "field", "ham", "ley", "more")  # fmt: skip


def at(time: dt.time) -> dt.datetime:
    return dt.datetime.combine(DAY, time, LONDON)


def in_both(office: Office) -> list[Pupil]:
    """Return the children a morning may happen to: older, with a mother, expected all day."""
    found = []
    for pupil in office.roll.on_roll(DAY):
        placed = office.roll.placed(pupil.id, DAY)
        if placed and placed.year_group in ("4", "5", "6") and not derived(office, [pupil], [DAY]):
            homes = [tie for tie, one in office.contacts.of(pupil.id)
                     if tie.may_collect and one.phones and not one.do_not_contact]  # fmt: skip
            if homes and not office.front_desk.appointments.of(pupil.id, Span(DAY, DAY)):
                found.append(pupil)
    return found


def cast(office: Office) -> dict[str, Pupil]:
    """Say who is who: families of two for the families, others for the rest."""
    pool = in_both(office)
    ids = {pupil.id for pupil in pool}
    names: dict[str, Pupil] = {}
    pairs = (
        (one, *others)
        for one in pool
        if len(others := brothers_and_sisters(office, one)) == 1
        and others[0].id in ids
        and one.id < others[0].id
    )
    for keys, pair in zip(morning.FAMILIES, pairs, strict=False):
        names |= dict(zip(keys, pair, strict=True))
    taken = {pupil.id for pupil in names.values()}
    rest = [one for one in pool if one.id not in taken]
    return names | dict(zip(morning.everybody(), rest, strict=False))


@pytest.fixture
def imported(tmp_path, clock):
    """Return a school built from a list of another system, every child with a mother."""
    clock.now = at(dt.time(8, 20))
    names = ["".join(parts) for parts in itertools.product(*SYLLABLES)]
    rows = [f"{name},Robin,{number % 28 + 1:02}/10/{2018 - group},{group},{group} Elm,{number}"
            for number, name in enumerate(names) for group in [4 + number % 3]]  # fmt: skip
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Office manager", sample=True)
    with new_school(tmp_path / "desk.db", made, clock=clock, own_folder=tmp_path) as office:
        listed = "\n".join([HEADINGS, *rows]).encode()
        import_pupils(office, plan_pupils(office, read_pupils(table_of(listed, "pupils.csv"))))
        for place, pupil in enumerate(office.roll.on_roll(DAY)):
            mother = Contact(ContactId(0), "Ms", pupil.surname, "Kim", (f"07700 900{place:03}",))
            add_contact(
                office, mother, Tie(0, pupil.id, ContactId(0), "mother", 1, may_collect=True)
            )
        pupils = office.roll.on_roll(DAY)
        for one, other in zip(pupils[:6:2], pupils[1:6:2], strict=True):
            join_family(office, one.id, other.id)
        add_person(office, "Ben Okoro", "Clerk", Role.OFFICE, DAY)
        yield office


@pytest.fixture
def sample(tmp_path, clock):
    """Return the sample school on the morning after its last marked day."""
    clock.now = at(dt.time(8, 20))
    path = tmp_path / "sample.db"
    before = DAY - dt.timedelta(days=1)
    write_sample_school(path, years=1, until=before, clock=clock, own_folder=tmp_path)
    with open_office(path, clock=clock, own_folder=tmp_path) as office:
        people = office.staff.in_post(DAY)
        office.sign_in(next(one for one in people if one.role is Role.OFFICE))
        yield office


class Played:
    """A morning as it is played: the office, its clock, the desk and the list of the away."""

    def __init__(self, qtbot, office, services, clock) -> None:
        self.office, self.clock, self.services, self._qtbot = office, clock, services, qtbot
        self.who = cast(office)
        self.desk = DeskAtWork(qtbot, office, services)
        self.asks = ConfirmPanel(office, services.theme, self.desk.screen)

    def go(self, time: dt.time, key: Key, who: str) -> None:
        """Let it be a time, go to a form by its key, and take a child by its letters."""
        self.clock.now = at(time)
        self.desk.press(key)
        pupil = self.who[who]
        self.desk.type(folded(f"{pupil.surname} {pupil.forename}"))
        self.desk.play("↵")

    def late(self, since: dt.time, until: dt.time) -> None:
        for one in morning.late():
            if one.when and since <= one.when < until:
                self.go(one.when, Key.Key_F2, one.who)
                self.desk.play(f"{one.keys}↵")

    def message(self, one: morning.Rang) -> None:
        self.go(one.when, Key.Key_F5, one.who)
        self.desk.play(one.key)
        if one.days:
            self.desk.play("d")
            self.desk.type(one.days)
            self.desk.play("↵")
        self.desk.play("o")
        self.desk.type("Gran")
        self.desk.play("↵↵")

    def appointment(self, who: str, time: str) -> None:
        self.go(dt.time(8, 52), Key.Key_F6, who)
        self.desk.play("1")
        self.desk.type(time)
        self.desk.play("↵c↵")

    def registers(self) -> None:
        """Hand in every register as its class sees it: N for who is not there."""
        self.clock.now = at(morning.REGISTERS_AT)
        away = {self.who[who].id for who in morning.NOT_IN - {"x1"}}
        away |= {self.who[one.who].id for one in morning.late()}
        for school_class in self.office.roll.classes():
            sheet = Sheet(school_class.id, DAY, AM)
            members = self.office.roll.members(school_class.id, DAY)
            said = derived(self.office, members, [DAY])
            blank = [pupil.id for pupil in members if (pupil.id, DAY, AM) not in said
                     and not self.office.register.standing(pupil.id, DAY, AM)]  # fmt: skip
            drafts = {pupil: Draft("N" if pupil in away else "/") for pupil in blank}
            pencil_marks(self.office, sheet, drafts)
            hand_in(self.office, sheet)

    def chase(self) -> None:
        """Ring the first contact of each child nobody knows of: C and 2, no answer."""
        self.clock.now = at(morning.CHASED_AT)
        today = TodayScreen(self.office, self.services)
        self._qtbot.addWidget(today)
        today.show()
        for who in morning.AWAY:
            view = today._away.view
            listed = self.who[who].listed
            view.selectRow([line.pupil.listed for line in view.table.records].index(listed))
            QTest.keyClick(view, Key.Key_C)
            QTest.keyClick(today._away.attempt, Key.Key_2)
        today.close()

    def neighbour(self) -> None:
        """Let a neighbour collect x1, with a reason and a second person."""
        self.go(dt.time(10, 0), Key.Key_F3, "x1")
        self.desk.play("1o")
        self.desk.type("Ruth Bell, neighbour")
        self.desk.play("↵")
        self.desk.type("mother rang")
        self.desk.play("↵")
        assert self.asks.isVisible()
        self.desk.find(QComboBox, "confirm.who").setCurrentIndex(1)
        self.desk.find(QAbstractButton, "confirm.go").click()

    def alarm(self) -> None:
        """Call the roll and tick class by class everybody who is to be in."""
        self.clock.now = at(morning.ALARM_AT)
        self.desk.press(Key.Key_F9, Key.Key_F10)
        for _ in self.office.roll.classes():
            self.desk.press(Key.Key_PageDown)
            self.desk.press(Key.Key_Return, modifier=CTRL)

    def whole(self) -> None:
        """Play it all, in the order of the clock."""
        early, late = morning.rang()[:-1], morning.rang()[-1]
        for one in early:
            self.message(one)
        self.appointment("p1", "9.20")
        self.appointment("p2", "11.00")
        self.late(dt.time(8, 55), morning.REGISTERS_AT)
        self.registers()
        self.late(morning.REGISTERS_AT, late.when)
        self.message(late)
        self.chase()
        self.neighbour()
        self.alarm()
        self.go(dt.time(10, 10), Key.Key_F3, "p2")
        self.desk.play("21↵")
        self.late(dt.time(10, 11), dt.time(10, 29))
        self.go(dt.time(10, 30), Key.Key_F4, "p2")
        self.desk.play("↵")
        self.clock.now = at(morning.END)


@pytest.fixture(params=["imported", "sample"])
def played(request, qtbot, services, clock):
    """Return a morning that was played, at 10:45."""
    office = request.getfixturevalue(request.param)
    made = Played(qtbot, office, services, clock)
    made.whole()
    return made


@pytest.mark.slow
def test_a_morning_by_keys_leaves_the_books_written_out_by_hand(played):
    office, who = played.office, played.who
    back = {pupil.id: name for name, pupil in who.items()}
    booked = [(back[one.pupil], one.at, one.code, one.minutes, one.reason)
              for one in office.front_desk.late.on(DAY)]  # fmt: skip
    assert sorted(booked) == sorted(
        (one.who, one.at, one.mark, one.minutes, one.reason) for one in morning.late()
    )
    assert len(booked) == 30
    stands = {name: office.register.standing(pupil.id, DAY, AM) for name, pupil in who.items()}
    assert {name: mark and mark.code for name, mark in stands.items()} == morning.marks()
    said = [(back[one.pupil], one.called, one.at) for one in office.front_desk.messages.on(DAY)
            if one.taken == DAY]  # fmt: skip
    assert said == [(one.who, "Gran", one.when) for one in morning.rang()]
    out = {back[one.pupil]: (one.left_at, one.back_at) for one in office.front_desk.out.on(DAY)}
    assert out == {"x1": (dt.time(10), None), "p2": (dt.time(10, 10), dt.time(10, 30))}
    tried = [(back[one.pupil], one.step, one.outcome) for one in office.front_desk.attempts.on(DAY)]
    assert sorted(tried) == [(name, "call", "no answer") for name in morning.AWAY]
    open_lines = {back[line.pupil.id] for line in chase(office) if line.is_open}
    assert open_lines == set(morning.AWAY)
    in_then = {pupil.id for pupil in office.roll.on_roll(DAY)} - away_at_alarm(played)
    drill = roll_call_now(office)
    assert drill
    assert found_at(office, drill) == in_then
    lost = desk_book(office, DeskBook.LOST, Span(DAY, DAY))
    assert sum(int(row[-1]) for row in lost.rows) == sum(
        one.minutes for one in morning.late() if one.mark in ("L", "U")
    )
    assert check(office) == []


def away_at_alarm(played) -> set[int]:
    """Return who is not in the building at 10:05: by the table, and pre-marked as away."""
    away = {played.who[name].id for name in morning.NOT_IN}
    away |= {played.who[one.who].id for one in morning.late() if one.at > morning.ALARM_AT}
    ours = {pupil.id for pupil in played.who.values()}
    for pupil in played.office.roll.on_roll(DAY):
        mark = played.office.register.standing(pupil.id, DAY, AM)
        if pupil.id not in ours and mark and mark.code != "/":
            away.add(pupil.id)
    return away
