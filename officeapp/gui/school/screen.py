"""The School screen: what the office is set up with, in sections chosen at the left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.gui.giving.beside import BesideSection
from officeapp.gui.school.authority import AuthoritySection
from officeapp.gui.school.backups import BackupsSection
from officeapp.gui.school.calendar_section import CalendarSection
from officeapp.gui.school.chooser import SECTION_KEYS, Chooser
from officeapp.gui.school.classes import ClassesSection
from officeapp.gui.school.desks import DesksSection
from officeapp.gui.school.details import DetailsSection
from officeapp.gui.school.imports import ImportSection
from officeapp.gui.school.leaving import LeavingSection
from officeapp.gui.school.letterhead import LetterheadSection
from officeapp.gui.school.policy import PolicySection
from officeapp.gui.school.printers import PrintersSection
from officeapp.gui.school.section import HEAD_HEIGHT, fit
from officeapp.gui.school.staff import StaffSection
from officeapp.gui.school.times import TimesSection
from officeapp.gui.school.wording import WordingSection
from officeapp.gui.school.year_end import YearEndSection
from officeapp.gui.screen import Screen
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.gui.school.section import Section
    from officeapp.gui.screen import Target, WindowServices

SECTIONS: tuple[type[Section], ...] = (
    DetailsSection,
    TimesSection,
    CalendarSection,
    ClassesSection,
    StaffSection,
    ImportSection,
    BackupsSection,
    LeavingSection,
    YearEndSection,
    BesideSection,
    PolicySection,
    PrintersSection,
    WordingSection,
    LetterheadSection,
    DesksSection,
    AuthoritySection,
)
#: What a section takes to be read; any other takes the right to read pupils' names.
READS: dict[type[Section], Right | None] = {
    DetailsSection: None,
    TimesSection: None,
    CalendarSection: None,
    BackupsSection: None,
    PrintersSection: None,
    WordingSection: Right.READ_STAFF,
    LetterheadSection: Right.READ_STAFF,
    ClassesSection: Right.READ_STAFF,
    StaffSection: Right.READ_STAFF,
    PolicySection: None,
    DesksSection: None,
    AuthoritySection: Right.READ_STAFF,
}
WIDE_ENOUGH = 700


class SchoolScreen(Screen):
    """Details, times, calendar, classes, staff, imports and backups; one section at a time."""

    shows: ClassVar[frozenset[Book]] = frozenset(Book) - {Book.PENCIL}
    help_page: ClassVar[str] = "school"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._kinds = [kind for kind in SECTIONS if _may_read(office, kind)]
        named = [
            (kind.name.replace("school.", "school.section."), kind.title) for kind in self._kinds
        ]
        self._chooser = Chooser(named, self)
        self._keys = label(f"Alt+1 to Alt+{SECTION_KEYS[len(self._kinds) - 1]}", "note", self)
        self._pages = QStackedWidget(self)
        self._holders = [QWidget(self._pages) for _ in self._kinds]
        self._rooms = [QVBoxLayout(holder) for holder in self._holders]
        self._sections: dict[int, Section] = {}
        self._old: set[int] = set()
        self._was_asked_for = False
        self._head, self._left = QHBoxLayout(), QVBoxLayout()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self._chooser.choose(0)

    def section(self) -> Section:
        """Return the section in view."""
        return self._sections[self._place()]

    def open_section(self, name: str) -> None:
        """Show a section by its name: 'school.import'."""
        names = [kind.name for kind in self._kinds]
        if name in names:
            self._chooser.choose(names.index(name))

    @override
    def open_on(self, target: Target) -> None:
        """Show the section that the target names."""
        if target.section is not None:
            self.open_section(target.section)
            self._was_asked_for = True

    @override
    def first_field(self) -> QWidget | None:
        """Go to the work of a section that was asked for, else to the list of sections."""
        asked, self._was_asked_for = self._was_asked_for, False
        if not asked:
            return None
        self.section().focus_first()
        now: QWidget | None = self.window().focusWidget()
        return now if now is not None and self.isAncestorOf(now) else None

    def _build(self) -> None:
        self.setObjectName("school")
        self._left.setSpacing(14)
        title = label("School", "title", self)
        title.setMinimumHeight(HEAD_HEIGHT)
        self._head.setSpacing(14)
        self._head.addWidget(title)
        self._head.addStretch(1)
        self._head.addWidget(self._keys)
        self._left.addLayout(self._head)
        self._left.addWidget(self._chooser)
        self._left.addStretch(1)
        self._across.setContentsMargins(24, 18, 24, 16)
        self._across.setSpacing(20)
        self._across.addLayout(self._left)
        self._across.addWidget(self._pages, 1)
        self.setLayout(self._across)
        for holder, room in zip(self._holders, self._rooms, strict=True):
            room.setContentsMargins(0, 0, 0, 0)
            self._pages.addWidget(holder)

    def _connect(self) -> None:
        self._chooser.chosen.connect(self._on_chosen)
        self._chooser.entered.connect(self._on_entered)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._chooser.step, step))

    @override
    def refresh(self) -> None:
        """Show again the section in view; the others when they are next chosen."""
        self._old = set(self._sections) - {self._place()}
        self.section().refresh()

    @override
    def step_back(self) -> bool:
        """Go back in the section, then to the list of sections."""
        if self.section().step_back():
            return True
        if self._chooser.has_focus():
            return False
        self._chooser.focus_chosen()
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else right)
        if narrow:
            self._head.insertWidget(1, self._chooser)
        else:
            self._left.insertWidget(1, self._chooser)
        self._chooser.set_narrow(narrow=narrow)
        self._keys.setVisible(narrow)

    def _place(self) -> int:
        return self._pages.currentIndex()

    def _on_chosen(self, place: int) -> None:
        if place not in self._sections:
            holder = self._holders[place]
            self._sections[place] = self._kinds[place](self.office, self.services, holder)
            self._rooms[place].addWidget(self._sections[place])
        elif place in self._old:
            self._sections[place].refresh()
        self._old.discard(place)
        for other, holder in enumerate(self._holders):
            fit(holder, shown=other == place)
        self._pages.setCurrentIndex(place)
        if not self._chooser.has_focus():
            self.section().focus_first()

    def _on_entered(self) -> None:
        self.section().focus_first()


def _may_read(office: Office, kind: type[Section]) -> bool:
    right = READS.get(kind, Right.READ_NAMES)
    return right is None or office.may(right)
