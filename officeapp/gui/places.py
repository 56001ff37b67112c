"""The places of the window: what each is called, its key, who may open it, how it is made.

A screen's module is imported when its place is first opened, so that the first one is painted
before the others cost anything. A place comes into this list with the work that fills it; its
number stays free until then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.office import Office
from officeapp.domain.rights import Right, reach
from officeapp.gui.screen import Place, Screen, WindowServices

if TYPE_CHECKING:
    from officeapp.domain.school import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the rail lists it.

    Attributes:
        place: Which place.
        word: What the rail calls it.
        icon: Its icon, by name.
        number: Its number with Ctrl.
        make: Makes its screen.
        right: What the person must be allowed to; None for a place open to everybody.
        named_for: What the head may name somebody for that opens it too; None for nothing.
    """

    place: Place
    word: str
    icon: str
    number: int
    make: Callable[[Office, WindowServices], Screen]
    right: Right | None = None
    named_for: Right | None = None

    @property
    def key(self) -> str:
        """Return the key that opens it: 'Ctrl+1'."""
        return f"Ctrl+{self.number}"

    def is_open_to(self, role: Role) -> bool:
        """Say whether a role may open the place; how far its right goes, the place looks to."""
        return self.right is None or reach(role, self.right) is not None


def _today(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.today.screen import TodayScreen

    return TodayScreen(office, services)


def _register(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.register.screen import RegisterScreen

    return RegisterScreen(office, services)


def _front_desk(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.frontdesk.screen import FrontDeskScreen

    return FrontDeskScreen(office, services)


def _leave(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.leave.screen import LeaveScreen

    return LeaveScreen(office, services)


def _pupils(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.pupil.screen import PupilsScreen

    return PupilsScreen(office, services)


def _letters(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.letters.screen import LetterScreen

    return LetterScreen(office, services)


def _reports(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.reports.screen import ReportsScreen

    return ReportsScreen(office, services)


def _school(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.school.screen import SchoolScreen

    return SchoolScreen(office, services)


def _clashes(office: Office, services: WindowServices) -> Screen:
    from officeapp.gui.clashes.screen import ClashesScreen

    return ClashesScreen(office, services)


PLACES: tuple[Entry, ...] = (
    Entry(Place.TODAY, "Today", "today", 1, _today, Right.READ_BOARD),
    Entry(Place.REGISTER, "Register", "register", 2, _register, Right.READ_REGISTER),
    Entry(Place.FRONT_DESK, "Front desk", "front-desk", 3, _front_desk, Right.KEEP_DESK),
    Entry(Place.LEAVE, "Leave", "leave", 4, _leave, Right.ASK_LEAVE, Right.DECIDE_LEAVE),
    Entry(Place.PUPILS, "Pupils", "pupils", 5, _pupils, Right.READ_NAMES),
    Entry(Place.LETTERS, "Letters", "letters", 6, _letters, Right.WRITE_LETTER),
    Entry(Place.REPORTS, "Reports", "reports", 7, _reports, Right.READ_FIGURES),
    Entry(Place.SCHOOL, "School", "school", 8, _school),
    Entry(Place.CLASHES, "Clashes", "clashes", 9, _clashes, Right.READ_BOARD),
)
