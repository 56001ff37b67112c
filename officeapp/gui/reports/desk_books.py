"""The front desk's books for a run of days: a list for each, on paper and as a file of rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from officeapp.domain.desk_books import DeskBook
from officeapp.domain.record import PupilId
from officeapp.exchange.table_files import write_table
from officeapp.gui.giving.papers import ask_place, safe_name
from officeapp.gui.prompts import refusals
from officeapp.gui.reports.rows import said
from officeapp.gui.tables import FITS, Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.desk_books import desk_book
from officeapp.procedures.printing import printed_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.domain.desk_books import BookPage
    from officeapp.domain.record import ClassId
    from officeapp.domain.school_year import Span
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

NO_PUPIL = PupilId(0)
COPY = "Ctrl+C copies the rows for a spreadsheet"
NOTHING = "Nothing is entered for these days."
WIDE = {"Pupil": 170, "Reason": 150, "Said": 190, "Brought by": 170, "Collected by": 170,
        "By": 150, "Whom": 150, "Entered by": 190, "Taken by": 190}  # fmt: skip
TAKES_THE_REST = "Correction"
NUMBERS = frozenset({"Minutes", "Minutes lost", "Times late", "After the close", "Children"})
IN_ORDER = frozenset({"Day", "From", "To", "Taken"})  # days in words, sorted as the book has them


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a book.

    Attributes:
        place: Its place in the book.
        cells: Its texts, one a column.
        pupil: The pupil; 0 where it is of a class.
    """

    place: int
    cells: tuple[str, ...]
    pupil: PupilId


class DeskBooksCard(Card):
    """One book of the desk at a time.

    Signals:
        pupil_chosen: A row was chosen; carries its pupil.
    """

    pupil_chosen = Signal(object)

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setObjectName("reports.desk")
        self._office = office
        self._services = services
        self._page: BookPage | None = None
        self._asked: tuple[Span, ClassId | None] | None = None
        self._lists: dict[DeskBook, RecordView] = {}
        self._stack = QStackedWidget(self)
        self._stack.setMinimumHeight(240)
        self._chosen = QComboBox(self)
        for book in DeskBook:
            self._chosen.addItem(book.called, book)
        self._chosen.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._chosen.setMinimumContentsLength(12)
        self._chosen.setObjectName("reports.desk.book")
        self._chosen.setAccessibleName("Book")
        self._chosen.activated.connect(self._on_chosen)
        self._print = self._act("Print…  Ctrl+P", "Ctrl+P", "print", self._on_print)
        self._save = self._act("Save list…  Ctrl+S", "Ctrl+S", "save", self._on_save)
        self.inside.addLayout(self._acts())
        self.inside.addWidget(self._stack, 1)

    def show_days(self, span: Span, school_class: ClassId | None) -> None:
        """Show the book in view for some days and a class; None for all classes."""
        self._asked = (span, school_class)
        with refusals(self):
            page = desk_book(self._office, self._book, span, school_class)
            self._show(page)

    @property
    def _book(self) -> DeskBook:
        """Return the book chosen; Qt keeps its value alone."""
        return DeskBook(self._chosen.currentData())

    def _act(self, words: str, key: str, name: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"reports.desk.{name}")
        button.clicked.connect(do)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        return button

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QLabel("&Book", self)
        words.setProperty("class", "faded")
        words.setBuddy(self._chosen)
        for part in (words, self._chosen, self._print, self._save):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _show(self, page: BookPage) -> None:
        self._page = page
        pupils = page.pupils or (NO_PUPIL,) * len(page.rows)
        lines = [
            Line(place, cells, pupil)
            for place, (cells, pupil) in enumerate(zip(page.rows, pupils, strict=True))
        ]
        view = self._list(page)
        view.table.show(lines)
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        rows = "1 row" if len(lines) == 1 else f"{len(lines):,} rows"
        self.set_title(f"{page.book.called}: {rows}")
        self.say(
            (f"Enter opens the pupil  ·  {COPY}" if page.pupils else COPY) if lines else NOTHING
        )
        for button in (self._print, self._save):
            button.setEnabled(bool(lines))

    def _list(self, page: BookPage) -> RecordView:
        """Return the list of a book, made when it is first shown."""
        if page.book not in self._lists:
            columns = [_column(place, heading) for place, heading in enumerate(page.headings)]
            view = RecordView(RecordTable(columns), f"reports.desk.{page.book.value}", self)
            view.table.setParent(view)
            view.setAccessibleName(page.book.called)
            view.record_chosen.connect(self._on_line)
            self._lists[page.book] = view
            self._stack.addWidget(view)
        return self._lists[page.book]

    def _on_chosen(self) -> None:
        if self._asked:
            self.show_days(*self._asked)
            self.setFocus()

    def _on_line(self, line: Line) -> None:
        if line.pupil != NO_PUPIL:
            self.pupil_chosen.emit(line.pupil)

    def _on_print(self) -> None:
        """Draw the book off the window's thread, then show it to be printed."""
        page = self._page
        if page is None:
            return
        school, printed = self._office.school.card().name, printed_line(self._office)
        with refusals(self):
            self._services.tasks.run(
                self,
                f"Drawing the {page.book.called.lower()}",
                partial(_drawn, page, school, printed),
                partial(self._show_paper, _name(page)),
            )

    def _show_paper(self, name: str, paper: bytes) -> None:
        from officeapp.gui.printing.preview import print_pdf

        with refusals(self):
            print_pdf(self, paper, name, self._services)

    def _on_save(self) -> None:
        """Write the rows in view into a file, in the order of the book."""
        page = self._page
        path = ask_place(self, _name(page), ".csv") if page else None
        if page is None or path is None:
            return
        with refusals(self):
            write_table(path, page.headings, page.rows)
            self._services.say(f"{page.book.called}: {len(page.rows):,} rows are in {path.name}.")


def _column(place: int, heading: str) -> Column[Line]:
    """Return a column: short texts whole, long ones as wide as they need to be told apart."""

    def text(line: Line) -> str:
        return line.cells[place]

    if heading in NUMBERS:
        width = 90 if heading == "Minutes" else 130
        return Column(heading, text, partial(_number, place), number=True, width=width)
    in_order = (lambda line: line.place) if heading in IN_ORDER else None
    width = 0 if heading == TAKES_THE_REST else WIDE.get(heading, FITS)
    return Column(heading, text, in_order, tip=text, width=width)


def _number(place: int, line: Line) -> int:
    return int(line.cells[place] or 0)


def _name(page: BookPage) -> str:
    return safe_name(page.book.called, page.of, said(page.span))


def _drawn(page: BookPage, school: str, printed: str, _report: Report) -> bytes:
    from officeapp.documents.desk_book import draw_desk_book

    return draw_desk_book(page, school, printed)
