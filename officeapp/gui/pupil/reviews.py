"""The policy's review lists: who is on each, on paper and as a file, and who is in focus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear
from officeapp.exchange.table_files import write_table
from officeapp.gui.giving.papers import ask_place, safe_name
from officeapp.gui.prompts import refusals
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.carry_focus import carry_focus
from officeapp.procedures.printing import printed_line
from officeapp.procedures.review_lists import HEADINGS, WIDTHS, review_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report
    from officeapp.procedures.review_lists import ReviewTable

ACROSS = 980


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil's row."""

    place: int
    cells: tuple[str, ...]
    pupil: PupilId


def _column(place: int, heading: str) -> Column[Line]:
    width = round(WIDTHS[place] * ACROSS) if place else 0
    in_order = (lambda line: line.place) if heading in ("Now", "Before") else None
    return Column(heading, lambda line: line.cells[place], in_order, width=width)


class ReviewsCard(Card):
    """One review's list at a time.

    Signals:
        pupil_chosen: A row was chosen; carries its pupil.
    """

    pupil_chosen = Signal(object)

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__("Reviews", parent)
        self._office, self._services = office, services
        self._tables: list[ReviewTable] = []
        self._chosen = QComboBox(self)
        columns = [_column(place, heading) for place, heading in enumerate(HEADINGS)]
        self._table: RecordTable[Line] = RecordTable(columns, self)
        self.view = RecordView(self._table, "pupils.reviews.list", self)
        self._print = self._act("Print…  Ctrl+P", "Ctrl+P", "print", self._on_print)
        self._save = self._act("Save as a list…  Ctrl+S", "Ctrl+S", "save", self._on_save)
        self._carry = self._act("Carry into the new year  F9", "F9", "carry", self._on_carry)
        self._build()

    def read(self) -> None:
        """Read the lists as of today."""
        with refusals(self):
            self._tables = review_tables(self._office, self._office.today())
        place = max(0, self._chosen.currentIndex())
        self._chosen.clear()
        for one in self._tables:
            self._chosen.addItem(one.title)
        self._chosen.setCurrentIndex(min(place, len(self._tables) - 1))
        self._show()

    def _build(self) -> None:
        self.setObjectName("pupils.reviews")
        self._chosen.setObjectName("pupils.reviews.which")
        self._chosen.setAccessibleName("Review")
        self._chosen.activated.connect(self._show)
        self.view.setAccessibleName("Pupils on the review's list")
        self.view.record_chosen.connect(lambda line: self.pupil_chosen.emit(line.pupil))
        for part in (self._chosen, self._print, self._save, self._carry):
            self.head.addWidget(part)
        self._carry.setVisible(self._office.may(Right.KEEP_CASES))
        self.inside.addWidget(self.view, 1)

    def _act(self, words: str, key: str, name: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"pupils.reviews.{name}")
        button.setProperty("class", "small")
        button.clicked.connect(do)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        return button

    def _current(self) -> ReviewTable | None:
        place = self._chosen.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    def _show(self) -> None:
        page = self._current()
        rows = zip(page.rows, page.pupils, strict=True) if page else ()
        self._table.show([Line(n, cells, pupil) for n, (cells, pupil) in enumerate(rows)])
        self.say(page.below if page else "The policy of today has no reviews; see School (Ctrl+8).")
        for button in (self._print, self._save):
            button.setEnabled(page is not None and bool(page.rows))
        self._carry.setEnabled(page is not None and bool(page.to_carry))

    def _on_print(self) -> None:
        page = self._current()
        if page is None:
            return
        school = self._office.school.card().name
        said = (page.title, page.below, school, printed_line(self._office))
        with refusals(self):
            self._services.tasks.run(
                self,
                "Drawing the review's list",
                partial(_drawn, page, said),
                partial(self._show_paper, safe_name(page.title)),
            )

    def _show_paper(self, name: str, paper: bytes) -> None:
        from officeapp.gui.printing.preview import print_pdf

        with refusals(self):
            print_pdf(self, paper, name, self._services)

    def _on_save(self) -> None:
        page = self._current()
        path = ask_place(self, safe_name(page.title), ".csv") if page else None
        if page is None or path is None:
            return
        with refusals(self):
            write_table(path, HEADINGS, page.rows)
            self._services.say(f"{len(page.rows):,} rows are in {path.name}.")

    def _on_carry(self) -> None:
        """Write that the families the review carries on begin the next school year in focus."""
        page = self._current()
        if page is None:
            return
        year = SchoolYear.of(self._office.today()).next()
        with refusals(self):
            number = carry_focus(self._office, page.to_carry, year)
            self._services.say(f"{number} more in focus in {year.name}.")


def _drawn(page: ReviewTable, said: tuple[str, str, str, str], _: Report) -> bytes:
    from officeapp.documents.review_list import draw_review_list

    return draw_review_list(HEADINGS, WIDTHS, page.rows, said)
