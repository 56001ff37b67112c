"""What a visitor can read across the counter: only what the desk needs.

Seen red: the number by which a parent was found; the attendance of the year in a tool tip; the
medical line on the card; the child still shown half a minute after the last key; the name of the
child filed last left in the field or the status line.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from officeapp.domain.school_year import Session
from officeapp.gui.frontdesk.late_said import NTH_LATE_KEY
from officeapp.gui.frontdesk.modes import MODES, ROLL_CALL
from officeapp.procedures.keep_roll import change_contact, change_pupil
from tests.builders import take
from tests.gui.desk_at_work import DeskAtWork, at, child, imported_school

TEXTS = (
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription",
    "placeholderText", "windowTitle", "title",
)  # fmt: skip
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
FORBIDDEN = re.compile(
    r"\d\s*%|per cent|persistent|severe|\bstages?\b|safeguard|social worker|looked|\bLAC\b|\bSEN\b"
    r"|EHCP|\bPP\b|premium|\bFSM\b|free school|\bEAL\b|nut allergy|pen in class|Linden Walk"
    r"|2018|07700|900123|Q8162|threshold|penalty|attendance",
    re.IGNORECASE,
)
TYPED = "900123"  # by the desk itself, in the field
DAYS = [dt.date(2026, 11, day) for day in (16, 17)]


@pytest.fixture
def office(tmp_path, clock):
    """Return a school in which there is much to say of Kai Johnson in 3 Oak."""
    clock.now = at(9, 12)
    with imported_school(tmp_path, clock) as office:
        kai = child(office, "Johnson", "Kai", "3 Oak")
        change_pupil(
            office,
            replace(
                kai, upn="Q816200126001", sex="M", address="4 Linden Walk", pupil_premium=True,
                sen="E", eal=True, fsm=True, looked_after=True, medical="Nut allergy, pen in class",
            ),
        )  # fmt: skip
        ((tie, contact), *_) = office.contacts.of(kai.id)
        change_contact(office, replace(contact, address="4 Linden Walk"), tie)
        oak = office.roll.class_named("3 Oak")
        members = office.roll.members(oak.id, office.today())
        for day in DAYS:
            take(office, oak, day, Session.AM, ["L" if p.id == kai.id else "/" for p in members])
        yield office


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def desk(qtbot, office, services, settings):
    return DeskAtWork(qtbot, office, replace(services, settings=settings))


def said_by(model: QAbstractItemModel):
    """Yield every text of a list, shown or read out."""
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in ROLES:
                yield model.data(model.index(row, column), role)


def texts(desk, *, seen_only: bool = False):
    """Return every text of the screen: shown, hinted at, or read out."""
    parts = [desk.screen, *desk.screen.findChildren(QWidget)]
    found = []
    for part in parts:
        if seen_only and not part.isVisible():
            continue
        asked = TEXTS if not isinstance(part, QLineEdit) else ("displayText", *TEXTS[1:])
        found += [str(getattr(part, name)()) for name in asked if callable(getattr(part, name, 0))]
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            found += [str(text) for text in said_by(part.model()) if text is not None]
    return [text for text in found if text]


def walk(desk):
    """Show every state of every mode on Kai; yield what was said in each."""
    for mode in MODES:
        if mode.name == ROLL_CALL:
            continue
        desk.screen.findChild(QWidget, f"frontdesk.mode.{mode.name}").click()
        desk.type("johnson")
        yield mode.name, texts(desk)
        desk.screen.findChild(QWidget, "frontdesk.search").clear()
        desk.type("900123")
        yield mode.name, texts(desk)
        desk.screen.findChild(QWidget, "frontdesk.search").clear()
        desk.type("kai oak")
        desk.play("↵")
        yield mode.name, texts(desk)
        desk.play("5b")
        yield mode.name, texts(desk)
        while desk.esc():
            pass
        desk.screen.findChild(QWidget, "frontdesk.search").clear()


def test_no_text_of_the_screen_says_more_of_a_child_than_the_desk_needs(desk, clock):
    read = 0
    clock.now = at(9, 30)
    for mode, said in walk(desk):
        read += len(said)
        told = [t for t in said if t != TYPED and FORBIDDEN.search(t)]
        assert told == [], mode
    assert read > 100


def test_todays_book_says_no_more_either(desk, clock):
    clock.now = at(9, 30)
    desk.play("kai oak")
    desk.screen.findChild(QWidget, "frontdesk.search").setText("kai oak")
    desk.play("↵5c↵")
    assert desk.booked()
    assert [text for text in texts(desk) if FORBIDDEN.search(text)] == []


def test_the_third_late_of_a_week_is_as_far_as_it_goes_and_can_be_turned_off(desk, settings):
    desk.screen.findChild(QWidget, "frontdesk.search").setText("kai oak")
    desk.play("↵")
    assert "Third late this week" in texts(desk)
    desk.esc()
    settings.setValue(NTH_LATE_KEY, "no")
    desk.play("↵")
    assert not any("this week" in text for text in texts(desk))


def shown(desk):
    return " ".join(texts(desk, seen_only=True))


@pytest.mark.parametrize("keys", ["", "↵", "↵2", "↵9"])
def test_the_child_in_hand_is_hidden_after_half_a_minute_and_a_key_shows_it_again(desk, keys):
    desk.screen.findChild(QWidget, "frontdesk.search").setText("kai oak")
    desk.play(keys)
    before = shown(desk)
    desk.screen._work._hides.timeout.emit()
    assert "kai" not in shown(desk).lower()
    assert desk.screen._work._hides.interval() == 30_000
    desk.press(Qt.Key.Key_Shift)
    assert shown(desk) == before


def test_what_was_filed_last_is_gone_after_half_a_minute(desk, said):
    desk.screen.findChild(QWidget, "frontdesk.search").setText("kai oak")
    desk.play("↵2↵")
    assert "Kai Johnson signed in" in shown(desk)
    desk.screen._work._hides.timeout.emit()
    assert "Kai Johnson signed in" not in " ".join(texts(desk))
    assert said[-1] == ""


def test_the_reception_desk_locks_after_two_minutes():
    from officeapp.domain.idle import FIRST_RULES, DeskPlace

    rule = FIRST_RULES[DeskPlace.RECEPTION]
    assert (rule.hides, rule.locks) == (30, 120)
