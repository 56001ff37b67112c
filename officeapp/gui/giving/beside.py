"""The School screen's section for work beside the record system."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.gui.giving.marks_in import MarksInPage
from officeapp.gui.giving.marks_out import MarksOutPage
from officeapp.gui.school.section import Section, fit

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices


class BesideSection(Section):
    """Marks out to the record system, and marks in from it."""

    name: ClassVar[str] = "school.beside"
    title: ClassVar[str] = "Record system"
    shows: ClassVar[frozenset[Book]] = frozenset({Book.REGISTER, Book.ROLL, Book.CALENDAR})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self.add_act("Marks out", "F7", "to-out", lambda: self._show(self.out))
        self.add_act("Marks in", "F8", "to-in", lambda: self._show(self.back_in))
        self._pages = QStackedWidget(self)
        self.out = MarksOutPage(office, services, self._pages)
        self.back_in = MarksInPage(office, services, self._pages)
        self._build()
        self.refresh()

    def read(self, path: Path) -> None:
        """Compare a list of the record system with the register."""
        self._show(self.back_in)
        self.back_in.read(path)

    @override
    def refresh(self) -> None:
        """Read anew what there is to give out; differences are compared when a list is read."""
        self.out.refresh()
        self.back_in.show_maps()

    @override
    def focus_first(self) -> None:
        (self.out if self._pages.currentWidget() is self.out else self.back_in).focus_first()

    def _build(self) -> None:
        for page in (self.out, self.back_in):
            self._pages.addWidget(page)
        self.column.addWidget(self._pages, 1)
        self.out.given.connect(self.has_saved)
        self.back_in.settled.connect(self.has_saved)
        self._show(self.out)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        for one in (self.out, self.back_in):
            fit(one, shown=one is page)
        if self.isVisible():
            self.focus_first()
