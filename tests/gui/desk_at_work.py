"""The front desk in a window of its own, worked with keys as a receptionist works it."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QWidget

from officeapp.exchange.contact_lists import read_contacts
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import table_of
from officeapp.gui.frontdesk.screen import FrontDeskScreen
from officeapp.procedures.import_contacts import import_contacts
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.plan_contacts import plan_contacts
from officeapp.procedures.plan_pupils import plan_pupils

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PUPILS = """\
Legal surname,Legal forename,Date of birth,Year group,Class,Admission number
Abbasi,Zara,03/10/2018,3,3 Oak,101
Adeyemi,Tobi,04/10/2015,6,6 Yew,102
Berisha,Arta,05/01/2018,3,3 Oak,103
Berisha,Lena,05/01/2020,1,1 Ash,104
Berisha,Dren,05/01/2016,5,5 Pine,105
Chen,Lily,06/10/2017,4,4 Elm,106
Dąbrowski,Jan,07/10/2018,3,3 Oak,107
Evans,Rhys,08/10/2019,2,2 Beech,108
Green,Poppy,09/10/2018,3,3 Oak,109
Hughes,Alfie,10/10/2016,5,5 Pine,110
Ivanova,Mila,11/10/2020,1,1 Ash,111
Johnson,Kai,12/10/2018,3,3 Oak,112
Johnson,Kai,13/10/2016,5,5 Pine,113
Kaur,Simran,14/10/2015,6,6 Yew,114
Lewis,Noah,15/10/2019,2,2 Beech,115
Müller,Emil,16/10/2017,4,4 Elm,116
Nowak,Zofia,17/10/2019,2,2 Beech,117
O'Neill,Siân,18/10/2018,3,3 Oak,118
Okoro,Ada,19/10/2020,1,1 Ash,119
Okoro,Emeka,19/10/2020,1,1 Ash,120
Patel,Dev,20/10/2015,6,6 Yew,121
Quinn,Erin,21/10/2017,4,4 Elm,122
Smith-Jones,Lily-Mae,22/10/2018,3,3 Oak,123
Young,Ada,23/10/2019,2,2 Beech,124
"""
CONTACTS = """\
StudentID,Relationship,Priority,Surname,Forename,Mobile
112,Mother,1,Johnson,Dana,07700 900123
112,Grandfather,2,Johnson,Earl,07700 900124
"""
FAMILIES = (("Berisha", "Arta", "Lena", "Dren"), ("Okoro", "Ada", "Emeka"))


@contextlib.contextmanager
def imported_school(folder: Path, clock: Callable[[], dt.datetime]) -> Iterator[Office]:
    """Make a school of its own from the lists of another system."""
    school = NewSchool("Moorside Primary", "Petra Lindqvist", "Office manager", sample=True)
    with new_school(folder / "desk.db", school, clock=clock, own_folder=folder) as office:
        bring_in(office)
        yield office


def bring_in(office: Office) -> None:
    """Bring in the lists of pupils and contacts as another system writes them."""
    import_pupils(office, plan_pupils(office, read_pupils(table_of(PUPILS.encode(), "pupils.csv"))))
    contacts = read_contacts(table_of(CONTACTS.encode(), "contacts.csv"))
    import_contacts(office, plan_contacts(office, contacts))
    for surname, first, *others in FAMILIES:
        for other in others:
            join_family(office, child(office, surname, first).id, child(office, surname, other).id)


def child(office: Office, surname: str, forename: str, school_class: str = ""):
    """Return the pupil of a name, in a class where two have it."""
    found = [
        pupil
        for pupil in office.roll.pupils().values()
        if (pupil.surname, pupil.forename) == (surname, forename)
        and school_class in ("", class_name(office, pupil.id))
    ]
    assert len(found) == 1, found
    return found[0]


def class_name(office: Office, pupil) -> str:
    """Return the name of a pupil's class today."""
    placement = office.roll.placed(pupil, office.today())
    assert placement is not None
    return office.roll.school_class(placement.school_class).name


class DeskAtWork:
    """A front desk on the screen, and the fingers on its keys."""

    def __init__(self, qtbot, office, services) -> None:
        self._office = office
        #: Keys pressed since the last `count`.
        self.keys = 0
        self.screen = FrontDeskScreen(office, services)
        office.on_change(self.screen.books_changed)
        qtbot.addWidget(self.screen)
        self.screen.resize(1166, 740)
        with qtbot.waitActive(self.screen):
            self.screen.show()
        first = self.screen.first_field()
        assert first is not None
        first.setFocus()

    def count(self) -> int:
        """Return how many keys were pressed since it was asked last."""
        counted, self.keys = self.keys, 0
        return counted

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, each where the focus is then."""
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)
            self.keys += 1

    def type(self, text: str) -> None:
        """Type a text, each character where the focus is then."""
        for character in text:
            QTest.keyClicks(self.focus(), character)
            self.keys += 1

    def play(self, script: str) -> None:
        """Press what a script says, word by word.

        'kai' types letters, '↵' is Enter, '_' is Space, '↓' is Down, '⌫' takes back (Ctrl+Z).
        """
        for word in script.split():
            for character in word:
                if character in _KEYS:
                    self.press(_KEYS[character])
                elif character == "⌫":
                    self.press(Key.Key_Z, modifier=CTRL)
                else:
                    self.type(character)

    def esc(self) -> bool:
        """Press Esc as the window hands it on; return whether there was a step back."""
        return self.screen.step_back()

    def focus(self) -> QWidget:
        """Return the widget that has the focus, or the screen where none has."""
        return QApplication.focusWidget() or self.screen

    def find(self, kind, name: str):
        """Return the part of a name."""
        part = self.screen.findChild(kind, name)
        assert part is not None, name
        return part

    def text(self, name: str) -> str:
        """Return what a label or button says."""
        part = self.screen.findChild(QLabel, name) or self.screen.findChild(QPushButton, name)
        assert part is not None, name
        return part.text()

    def booked(self) -> list[LateArrival]:
        """Return the late book of today, oldest first."""
        office: Office = self._office
        return office.front_desk.late.on(office.today())

    def shown_in_book(self) -> list[str]:
        """Return today's book as it is shown, newest first."""
        book = self.find(QListView, "frontdesk.book").model()
        return [book.data(book.index(row)) for row in range(book.rowCount())]


_KEYS = {"↵": Key.Key_Return, "_": Key.Key_Space, "↓": Key.Key_Down}


def at(hour: int, minute: int, second: int = 0) -> dt.datetime:
    """Return a time of the day on which the desk is tried."""
    return dt.datetime(2026, 11, 18, hour, minute, second, tzinfo=dt.UTC)
