"""One pupil in the window, from the first late mark to a referral that is ready, by keys alone.

What is in the way of the referral is mended one after the other, each by the key J of the step it
holds up: a session without a mark, no warning, no support, a social worker to be asked first, a
parent's details that are old, and two steps that come before.

Seen red: a jump that opens the pupil's letters without the one that warns; a social worker who
could only be mended by being taken off the card; the keys of a case dead after coming back to it.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session, Span
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import add_class, add_contact, admit
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.new_school import NewSchool, new_school
from tests.gui.conftest import NAMES, SINCE, admission, pupil_of, take

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
YEAR = Span(dt.date(2026, 8, 1), dt.date(2027, 7, 31))
CLOSED = (
    Closure(0, dt.date(2026, 8, 1), dt.date(2026, 10, 2), "before"),
    Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term"),
)
#: What Kai's registers say, week by week.
WEEKS = {
    dt.date(2026, 10, 5): "L/ L/ // // //",
    dt.date(2026, 10, 12): "L/ /L // // //",
    dt.date(2026, 10, 19): "// L/ // L/ /.",
    dt.date(2026, 11, 2): "UU UU UU // //",
    dt.date(2026, 11, 9): "// UU // UU //",
}
NOTICE, TEXT, CALL = "Penalty-notice request", "Text about lateness", "Call about lateness"


@pytest.fixture
def office(tmp_path, clock):
    """Return a school that works to dunkirk's policy; Kai's mother was entered in February."""
    clock.now = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher", sample=True)
    with new_school(tmp_path / "school.db", made, clock=clock, own_folder=tmp_path) as office:
        oak = add_class(office, "3 Oak", office.school.sites()[0].id)
        admit(office, [admission(*name, oak.id, "3", 2018) for name in NAMES])
        dana = Contact(
            ContactId(0), "Ms", "Berisha", "Dana", ("07700 900123",), address="1 Mill Ln"
        )
        child = pupil_of(office, "Johnson").id
        add_contact(
            office, dana, Tie(0, child, ContactId(0), "mother", 1, parental_responsibility=True)
        )
        set_calendar(office, CLOSED)
        choose_profile(office, "dunkirk", SINCE)
        yield office


class Desk:
    """The window, and the fingers on its keys."""

    def __init__(self, qtbot, office, window):
        self._qtbot, self._office, self.window = qtbot, office, window

    def press(self, *keys, modifier=NONE):
        """Press keys where the focus is; what begins with a small letter is typed."""
        for key in keys:
            where = QApplication.focusWidget() or self.window
            if len(key) > 1 and key[0].isupper():
                self._qtbot.keyClick(where, getattr(Qt.Key, f"Key_{key}"), modifier)
            else:
                self._qtbot.keyClicks(where, key, modifier)

    def back(self):
        """Go back to the case, where the window left it."""
        self.press("5", modifier=CTRL)

    def stand_on(self, words):
        """Walk down what is asked for to a step, and return its row."""
        view = self.find(RecordView, "pupils.case.asked")
        view.setFocus()
        self._qtbot.keyClick(view, Qt.Key.Key_Home, CTRL)
        for _ in view.table.records:
            if view.current().words.startswith(words):
                return view.current()
            self._qtbot.keyClick(view, Qt.Key.Key_Down)
        raise AssertionError(words)

    def find(self, kind, name):
        """Return a part of the window."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def badge(self, words):
        """Return how far a step is."""
        return self.stand_on(words).badge

    def in_the_way(self, words):
        """Return what holds a step up, in the order in which it is mended."""
        return [str(one.need) for one in self.stand_on(words).blockers]


@pytest.fixture
def desk(qtbot, office, theme, settings, clock):
    """Return the window on Friday 9 October, Kai's case in view."""
    friday(office, clock, dt.date(2026, 10, 5))
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClicks(window.findChild(QLineEdit, "sign-in.name"), "pet")
    qtbot.keyClick(window.findChild(QLineEdit, "sign-in.name"), Qt.Key.Key_Return)
    desk = Desk(qtbot, office, window)
    desk.press("k", modifier=CTRL)
    desk.press("johnson", "Return")
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    return desk


def friday(office, clock, *mondays):
    """Take a week's registers, and let it be Friday afternoon."""
    for monday in mondays:
        clock.now = dt.datetime.combine(
            monday + dt.timedelta(days=4), dt.time(15, 30), tzinfo=dt.UTC
        )
        for place, code in enumerate(WEEKS[monday].replace(" ", "")):
            day = monday + dt.timedelta(days=place // 2)
            half, present = (Session.PM, "\\") if place % 2 else (Session.AM, "/")
            mine = present if code == "/" else code
            take(office, "3 Oak", day, half, f"{present * 2}{mine}{present * 3}")


def done(desk, step, words):
    """Begin a step with J, write what was done, and say with D that this shows it."""
    assert desk.badge(step) == "ready"
    desk.press("j", words, "Return")
    desk.stand_on(step)
    desk.press("d", "Return")


def to_the_call(desk, office, clock):
    """Take three weeks of lates, and each step the policy asks for as its week ends."""
    done(desk, TEXT, "to the mother")
    friday(office, clock, dt.date(2026, 10, 12))
    desk.back()
    done(desk, TEXT, "to the mother again")
    friday(office, clock, dt.date(2026, 10, 19))
    desk.back()
    assert desk.badge(CALL) == "held up"
    desk.press("j")
    assert desk.find(RecordView, "pupils.case.asked").current().words == TEXT
    done(desk, TEXT, "a third time")
    done(desk, CALL, "the bus leaves early")


def mark_the_gap(desk):
    """Mark the session that has none, where J stands on it."""
    desk.press("j")
    assert desk.window.place is Place.REGISTER
    desk.press("/")
    desk.press("Return", modifier=CTRL)
    desk.back()


def warn(desk, office, qtbot):
    """Write, look at and issue the letter that J opens."""
    sent = office.letters.sent
    desk.press("j")
    assert desk.window.place is Place.LETTERS
    desk.press("Return")
    drafts = desk.find(RecordView, "letters.writing").table
    qtbot.waitUntil(lambda: bool(drafts.records))
    desk.find(QLineEdit, "letters.why").setFocus()
    desk.press("the social worker agrees")
    desk.find(QPushButton, "letters.send").setFocus()
    desk.press("Space")
    qtbot.waitUntil(lambda: drafts.records[0].is_ready)
    desk.press("Return", modifier=CTRL)
    qtbot.waitUntil(lambda: bool(sent.between(YEAR)))
    desk.back()


def test_from_the_first_late_mark_to_a_referral_that_is_ready(desk, office, clock, qtbot):
    to_the_call(desk, office, clock)
    friday(office, clock, dt.date(2026, 11, 2), dt.date(2026, 11, 9))
    desk.back()
    desk.press("e", "Tab", "j. bloggs", "Return")
    wanted = ["unmarked-session", "no-warning", "no-support", "social-worker"]
    assert desk.in_the_way(NOTICE) == [*wanted, "contact-details-old"]
    mark_the_gap(desk)
    assert desk.in_the_way(NOTICE)[0] == "no-warning"
    warn(desk, office, qtbot)
    kai = pupil_of(office, "Johnson")
    assert [one.kind for one in office.letters.sent.of(kai.id, YEAR)] == ["formal"]
    for need, words in (
        ("no-support", "breakfast club"),
        ("social-worker", "agrees"),
        ("contact-details-old", "the same number"),
    ):
        assert desk.in_the_way(NOTICE)[0] == need
        desk.press("j", words, "Return")
    assert desk.in_the_way(NOTICE) == []
    for before in (TEXT, "Letter: lateness is watched", "Lateness clinic"):
        assert f"first: {before}" in desk.stand_on(NOTICE).said
        desk.press("j", "a", "the warning and the plan take its place", "Return")
    assert desk.badge(NOTICE) == "ready"
    desk.press("j")
    assert desk.window.place is Place.LETTERS
