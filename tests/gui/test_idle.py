"""A desk nobody sits at hides what is personal, then locks and keeps nothing of it.

Seen red: a tick every two seconds; limits looked at only when the sitting began; a lock that left
the clipboard, a box or a menu; a screen kept and only covered; a sleep that nobody noticed; a key
that woke the window and was typed into it as well.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.idle import FIRST_RULES, DeskPlace, Idle, LimitError, require_within
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.gui.idle import TICK_MS, IdleWatch, keep_place, place_of, rule_of
from officeapp.gui.main_window import MainWindow
from officeapp.gui.prompts import tell
from officeapp.gui.screen import Place, Target
from officeapp.gui.status import StatusLine
from officeapp.gui.system_lock import POWER, SESSION_CHANGE, SUSPENDING, SystemLock, locks
from officeapp.procedures.keep_roll import add_contact, change_pupil
from officeapp.procedures.keep_school import change_lock_rules
from tests.gui.conftest import class_of, pupil_of

RECEPTION = FIRST_RULES[DeskPlace.RECEPTION]
SAID_BY = (
    "windowTitle", "windowFilePath", "windowIconText", "toolTip", "statusTip", "whatsThis",
    "accessibleName", "accessibleDescription", "text", "placeholderText",
)  # fmt: skip
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class Hands:
    """A clock that is turned by hand, ticking as the timer would."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_time(self, watch, seconds) -> None:
        """Let time pass, a tick at a time."""
        for _ in range(round(seconds * 1000 / TICK_MS)):
            self.now += TICK_MS / 1000
            watch.tick()


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def watch(qapp, hands):
    watch = IdleWatch(lambda: RECEPTION, clock=hands, wall=hands)
    yield watch
    watch.stop()


def a_moment() -> float:
    """Return a number between 0 and 1."""
    return random.random()  # noqa: S311  # no secret


def fired_after(watch, hands, signal, untouched):
    """Return how long after the last touch a signal comes."""
    heard = []
    signal.connect(lambda: heard.append(hands.now))
    watch.start()
    hands.pass_time(watch, untouched)
    touched = hands.now = hands.now + a_moment() * TICK_MS / 1000
    watch.touch()
    while not heard:
        hands.pass_time(watch, TICK_MS / 1000)
    watch.stop()
    return heard[0] - touched


@pytest.mark.parametrize(
    ("name", "due"), [("hidden", RECEPTION.hides), ("locked", RECEPTION.locks)]
)
def test_it_hides_and_locks_within_a_second_of_its_time_a_hundred_times(watch, hands, name, due):
    """R18. Planted: a tick every two seconds: red."""
    signal = getattr(watch, name)
    late = [fired_after(watch, hands, signal, round(a_moment() * 20)) - due for _ in range(100)]
    assert min(late) >= 0
    assert max(late) < 1


def test_the_timer_ticks_twice_a_second(watch, qtbot):
    ticks: list[float] = []

    def wall() -> float:
        ticks.append(time.monotonic())
        return 1000.0

    watch._wall = wall
    watch.start()
    qtbot.waitUntil(lambda: len(ticks) >= 4, timeout=4000)
    assert (ticks[-1] - ticks[1]) / (len(ticks) - 2) < 0.8


def test_a_long_sitting_ends_however_busy(watch, hands):
    heard = []
    watch.locked.connect(lambda: heard.append(True))
    watch.start()
    for _ in range(RECEPTION.sitting // 20):
        assert not heard
        hands.now += 20 - 0.5
        watch.touch()
        watch._ticked = hands.now
        hands.pass_time(watch, 0.5)
    assert heard == [True]


def test_a_machine_that_slept_is_locked_at_its_first_tick(watch, hands, qtbot):
    """Clocks that stand still during sleep say nothing. Planted: only the clock asked: red."""
    wall = [5000.0]
    watch._wall = lambda: wall[0]
    watch.start()
    wall[0] += 3600
    with qtbot.waitSignal(watch.locked, timeout=0):
        watch.tick()


def test_limits_are_within_ten_minutes_and_in_order():
    for rule in (
        replace(RECEPTION, locks=601),
        replace(RECEPTION, hides=121),
        replace(RECEPTION, hides=5),
        replace(RECEPTION, sitting=36001),
    ):
        with pytest.raises(LimitError):
            require_within(rule)
    for rule in FIRST_RULES.values():
        require_within(rule)


def test_the_head_changes_the_limits_of_a_place_and_they_hold_at_once(office, settings):
    """Planted: the rule read once, when the sitting begins: red."""
    keep_place(settings, DeskPlace.RECEPTION)
    office.sign_in(office.staff.first())
    assert rule_of(office, settings) == RECEPTION
    change_lock_rules(office, [replace(rule_of(office, settings), hides=20, locks=60)])
    change_lock_rules(office, [replace(rule_of(office, settings), locks=50)])
    rule = rule_of(office, settings)
    assert (rule.hides, rule.locks) == (20, 50)
    assert rule.state(still=50, sat=60) is Idle.LOCKED


def test_a_place_nobody_knows_gets_the_shortest_limits(settings):
    assert place_of(settings) is DeskPlace.OFFICE
    settings.setValue("desk/place", "the moon")
    assert place_of(settings) is DeskPlace.RECEPTION


@pytest.fixture
def window(qtbot, office, theme, settings, hands):
    office.sign_in(None)
    keep_place(settings, DeskPlace.RECEPTION)
    watch = IdleWatch(lambda: rule_of(office, settings), clock=hands, wall=hands)
    window = MainWindow(office, theme, settings, idle=watch)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.keyClicks(window.findChild(QLineEdit, "sign-in.name"), "1")
    yield window
    watch.stop()


def plant(office):
    """Write names and numbers down that stand nowhere else; return them."""
    kai = pupil_of(office, "Johnson")
    change_pupil(office, replace(kai, address="17 Quince Row", medical="Pollenoid"))
    nan = Contact(
        ContactId(0), "Mrs", "Vantongeren", "Odile", ("07700 900777",), "odile@example.org"
    )
    add_contact(office, nan, Tie(0, kai.id, ContactId(0), "grandmother", 2))
    surnames = [pupil.surname for pupil in office.roll.pupils().values()]
    return [*surnames, "Quince", "Pollenoid", "Vantongeren", "900777", "900123"]


def look_everywhere(window, office):
    """Open every place, with names typed, chosen, copied, said and in boxes of their own."""
    kai = pupil_of(office, "Johnson").id
    for place in Place:
        window.go_to(place)
    for part in range(5):
        window.go_to(Place.PUPILS, Target(pupil=kai))
        window.screen_in_view().page._on_part(part)
    window.go_to(Place.REGISTER, Target(pupil=kai, school_class=class_of(office, "3 Oak").id))
    QApplication.processEvents()
    tell(window, "Kai Johnson is not on the roll.")
    window.findChild(StatusLine).say("Johnson, Kai marked I.")
    QGuiApplication.clipboard().setText("Johnson, Kai")
    box = QDialog(window)
    box.setWindowTitle("Kai Johnson")
    QVBoxLayout(box).addWidget(QLineEdit("Vantongeren", box))
    box.open()
    menu = QMenu("Johnson", window)
    menu.addAction("Call Odile Vantongeren")
    menu.popup(QPoint(10, 10))


def texts():
    """Return every text of every widget and window of the program, shown or not."""
    found = []
    for part in QApplication.allWidgets():
        found += _said(part)
        for action in (*part.actions(), *part.findChildren(QAction)):
            found += [action.text(), action.toolTip(), action.statusTip()]
    found.append(QGuiApplication.clipboard().text())
    return "\n".join(found)


def _said(part):
    found = [str(getattr(part, name)()) for name in SAID_BY if hasattr(part, name)]
    if isinstance(part, QMenu):
        found.append(part.title())
    if isinstance(part, (QPlainTextEdit, QTextEdit)):
        found.append(part.toPlainText())
    if isinstance(part, QComboBox):
        found += [part.itemText(at) for at in range(part.count())]
    if isinstance(part, QAbstractItemView) and part.model() is not None:
        found += _cells(part.model())
    return found


def _cells(model):
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return [
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount())
        for column in range(columns)
        for role in ROLES
    ]


def settled(qapp):
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_nothing_personal_is_in_any_text_of_the_locked_program(window, office, hands, qapp):
    """R18, walked over every widget there is. Planted: the frame kept and only hidden: red."""
    names = plant(office)
    look_everywhere(window, office)
    before = texts()
    assert [name for name in names if name not in before] == []
    hands.pass_time(window._idle, RECEPTION.locks)
    settled(qapp)
    after = texts()
    assert [name for name in names if name in after] == []
    assert (office.person, window.place, window.windowTitle()) == (None, None, "officeapp")
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]


def test_details_are_hidden_first_and_a_key_brings_them_back_typing_nothing(
    window, office, hands, qtbot
):
    look_everywhere(window, office)
    window.go_to(Place.PUPILS)
    field = window.screen_in_view().list.search
    field.setFocus()
    hands.pass_time(window._idle, RECEPTION.hides)
    assert not field.isVisible()
    assert window.findChild(QWidget, "veil").isVisible()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_J)
    assert field.isVisible()
    assert field.text() == ""
    assert window.focusWidget() is field


def test_whoever_works_is_neither_hidden_nor_locked(window, hands, qtbot):
    for _ in range(20):
        hands.pass_time(window._idle, RECEPTION.hides - 1)
        qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert window.place is Place.TODAY
    assert window._idle.state is Idle.AWAKE


def test_a_lock_of_the_system_locks_the_window(window, qtbot, qapp):
    qtbot.waitUntil(lambda: window.findChild(SystemLock) is not None)
    heard = window.findChild(SystemLock)
    heard.on_sleep(False)  # noqa: FBT003  # as the bus sends it
    assert window.place is Place.TODAY
    heard.on_sleep(True)  # noqa: FBT003  # as the bus sends it
    assert window.place is None


def test_a_screen_plugged_in_locks_the_window(window, qtbot, qapp):
    qtbot.waitUntil(lambda: window.findChild(SystemLock) is not None)
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert window.place is None


@pytest.mark.parametrize(
    ("message", "what", "does"),
    [
        (SESSION_CHANGE, 0x7, True),  # locked
        (SESSION_CHANGE, 0x8, False),  # unlocked
        (SESSION_CHANGE, 0x4, True),  # a remote session left
        (POWER, SUSPENDING, True),
        (POWER, 0x12, False),  # woken
        (0x0100, 0x7, False),  # a key
    ],
)
def test_which_messages_of_windows_lock(message, what, does):
    assert locks(message, what) is does
