"""A small school in a real file, the window's look, and no box that a test did not ask for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog

from officeapp.domain.record import ClassId, ContactId, PupilId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.gui.screen import NOWHERE, WindowServices
from officeapp.gui.tasks import TaskRunner
from officeapp.gui.theme import Theme
from officeapp.procedures.keep_roll import Admission, add_class, add_contact, admit
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.take_register import hand_in, pencil_marks

if TYPE_CHECKING:
    from officeapp.domain.school_year import Session

NOW = dt.datetime(2026, 11, 18, 9, 31, tzinfo=dt.UTC)  # a Wednesday
TODAY = NOW.date()
SINCE = dt.date(2026, 9, 1)
NAMES = (
    ("Abbasi", "Zara"),
    ("Dąbrowski", "Jan"),
    ("Johnson", "Kai"),
    ("Kaur", "Simran"),
    ("O'Neill", "Siân"),
    ("Smith-Jones", "Lily-Mae"),
)


@pytest.fixture(autouse=True)
def no_surprise_dialogs(monkeypatch):
    """Fail rather than wait for an answer nobody gives."""

    def refuse(dialog):
        pytest.fail(f"a box came up: {dialog.windowTitle()} {getattr(dialog, 'text', str)()}")

    monkeypatch.setattr(QDialog, "exec", refuse)


@pytest.fixture(autouse=True)
def no_widget_left_over(qapp):
    """Delete at the end of a test what it closed; no event loop runs that would."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clock():
    """Return a clock that stands; `clock.now = …` sets it."""

    class Stopped:
        now = NOW

        def __call__(self):
            return self.now

    return Stopped()


@pytest.fixture
def office(tmp_path, clock):
    """Return a sample school of two classes, nobody marked yet."""
    school = NewSchool("Moorside Primary", "Petra Lindqvist", "Office manager", sample=True)
    with new_school(tmp_path / "school.db", school, clock=clock, own_folder=tmp_path) as office:
        site = office.school.sites()[0].id
        oak, ash = add_class(office, "3 Oak", site), add_class(office, "R Ash", site)
        admit(office, [admission(*name, oak.id, "3", 2018) for name in NAMES])
        admit(office, [admission("Young", "Ada", ash.id, "R", 2022)])
        kai = pupil_of(office, "Johnson")
        dana = Contact(ContactId(0), "Ms", "Berisha", "Dana", ("07700 900123",))
        add_contact(office, dana, Tie(0, kai.id, ContactId(0), "mother", 1))
        yield office


def admission(surname: str, forename: str, school_class: ClassId, year_group: str, born: int):
    """Return a new pupil of a class since September."""
    card = Pupil(PupilId(0), "", (), "", surname, forename, dt.date(born, 10, 3))
    return Admission(card, SINCE, school_class, year_group)


def pupil_of(office, surname):
    """Return the pupil of a surname."""
    return next(pupil for pupil in office.roll.pupils().values() if pupil.surname == surname)


def class_of(office, name):
    """Return the class of a name."""
    return next(one for one in office.roll.classes() if one.name == name)


def take(office, class_name: str, day: dt.date, session: Session, codes: str) -> None:
    """Hand in a register with one character a pupil, '.' for a blank."""
    sheet = Sheet(class_of(office, class_name).id, day, session)
    members = office.roll.members(sheet.school_class, day)
    drafts = {
        pupil.id: Draft(code) for pupil, code in zip(members, codes, strict=True) if code != "."
    }
    pencil_marks(office, sheet, drafts)
    hand_in(office, sheet)


@pytest.fixture
def settings(tmp_path):
    """Return settings of this test alone."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def theme(qapp, settings):
    """Return the light colours, put on the application."""
    assert isinstance(qapp, QApplication)
    theme = Theme(qapp, settings)
    theme.apply()
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def said():
    """Return what a screen said in the status line, oldest first."""
    return []


@pytest.fixture
def gone_to():
    """Return where a screen asked to go, oldest first, each a place and a target."""
    return []


@pytest.fixture
def services(theme, said, gone_to):
    """Return what a window lends its screens, and note what they say and where they go."""
    tasks = TaskRunner()

    def say(message, undo=None):
        said.append(message)

    def go_to(place, target=NOWHERE):
        gone_to.append((place, target))

    yield WindowServices(say, go_to, tasks, theme)
    tasks.close()
