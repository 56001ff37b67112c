"""The panel beside the register that prints more than a week: what, which days, which classes."""

from __future__ import annotations

import enum
import itertools
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.record import ClassId
from officeapp.domain.rights import Right
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.giving.papers import (
    LettersMissingError,
    Made,
    ask_place,
    safe_name,
    save,
)
from officeapp.gui.tasks import TaskCancelledError
from officeapp.gui.widgets.day_field import DayField
from officeapp.procedures.pupil_record import NoRecipientError
from officeapp.procedures.register_book import (
    NoRegisterError,
    Wanted,
    note_extract_given,
    register_book,
)
from officeapp.procedures.register_rows import REGISTER_HEADINGS, register_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.printed import RegisterBook
    from officeapp.domain.roll import SchoolClass
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

    Found = tuple[Made, RegisterBook] | OfficeError

WIDE = 480  # pixels
ABOUT = {
    False: "Two weeks on a page. Corrected entries are bold, the original under them; a list after "
    "each class says who, when and why.",
    True: "The same, and who wrote every original entry. That it was given out, to whom and by "
    "whom, is written down.",
}


class Days(enum.StrEnum):
    """Which days are printed."""

    HALF_TERM = "This half term"
    TERM = "This school year so far"
    YEAR = "This school year"
    LAST_YEAR = "Last school year"
    CHOSEN = "From and to"


class Answer(enum.Enum):
    """What is done with what was made."""

    OPEN = "open"
    PAPER = ".pdf"
    LIST = ".csv"


class PrintPanel(QFrame):
    """Asks what is to be printed; drawing goes on off the window's thread.

    Signals:
        closed: The panel is to be closed.
    """

    closed = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._warned = ""
        self._day = office.today()
        self._what, self._span = QComboBox(self), QComboBox(self)
        self._first, self._last = (
            DayField(self, today=office.today),
            DayField(self, today=office.today),
        )
        self._classes = QListWidget(self)
        self._recipient = QLineEdit(self)
        self._about, self._said = QLabel(self), QLabel(self)
        self._acts = {
            Answer.OPEN: QPushButton("Print…", self),
            Answer.PAPER: QPushButton("Save as PDF…", self),
            Answer.LIST: QPushButton("Save as CSV…", self),
        }
        self._back = QPushButton("Go back  Esc", self)
        self._form, self._buttons = QFormLayout(), QGridLayout()
        self._build()
        self._connect()

    def open(self, school_class: ClassId | None, day: dt.date) -> None:
        """Ask about a class; all of them where none is given."""
        self._say("")
        self._warned = ""
        self._classes.clear()
        for one in self._may_read():
            item = QListWidgetItem(one.name, self._classes)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_in = school_class in (None, one.id)
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
            if one.id == school_class:
                self._classes.setCurrentItem(item)
        self._day = day
        self._on_span()
        self._on_what()

    def wanted(self) -> Wanted:
        """Return what is asked for.

        Raises:
            NotADayError: What is typed for a day is none.
            NoRecipientError: An extract is for nobody in particular.
        """
        chosen = self._chosen()
        if not chosen:
            raise NoRegisterError
        every = len(chosen) == len(self._office.roll.classes())
        extract = bool(self._what.currentData())
        recipient = self._recipient.text().strip() if extract else ""
        if extract and not recipient:
            raise NoRecipientError
        span = Span(self._first.day(), self._last.day())
        return Wanted(span, () if every else chosen, extract=extract, recipient=recipient)

    def _may_read(self) -> list[SchoolClass]:
        """Return the classes whose register the person signed in may read."""
        office = self._office
        right = Right.READ_REGISTER
        return [one for one in office.roll.classes() if office.may(right, office.where(one.id))]

    def _chosen(self) -> tuple[ClassId, ...]:
        items = [self._classes.item(row) for row in range(self._classes.count())]
        return tuple(
            ClassId(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _build(self) -> None:
        self.setProperty("class", "card")
        self.setObjectName("register.print")
        self._what.addItem("Register", False)  # noqa: FBT003  # Qt's own
        self._what.addItem("Extract with all history", True)  # noqa: FBT003  # Qt's own
        for days in Days:
            self._span.addItem(days.value, days)
        self._recipient.setPlaceholderText("such as: the inspector, by name")
        self._classes.setFixedHeight(96)
        named: tuple[tuple[QWidget, str, str], ...] = (
            (self._what, "what", "What"),
            (self._span, "span", "Days"),
            (self._first, "first", "From"),
            (self._last, "last", "To"),
            (self._classes, "classes", "Classes; Space ticks one"),
            (self._recipient, "recipient", "To whom it is given"),
            (self._said, "said", ""),
            (self._back, "back", "Go back"),
        )
        for widget, name, spoken in named:
            widget.setObjectName(f"register.print.{name}")
            widget.setAccessibleName(spoken)
        for answer, button in self._acts.items():
            button.setObjectName(f"register.print.{answer.name.lower()}")
        self._acts[Answer.OPEN].setProperty("class", "primary")
        title = QLabel("Print a register", self)
        title.setProperty("class", "section")
        self._about.setProperty("class", "note")
        self._about.setWordWrap(True)
        self._said.setWordWrap(True)
        both = QHBoxLayout()
        for field in (self._first, self._last):
            both.addWidget(field)
        self._form.addRow("What", self._what)
        self._form.addRow("Days", self._span)
        self._form.addRow("From and to", both)
        self._form.addRow("To whom it is given", self._recipient)
        self._form.addRow("Classes; Space ticks one", self._classes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        for part in (title, self._about):
            layout.addWidget(part)
        layout.addLayout(self._form)
        layout.addWidget(self._said)
        layout.addLayout(self._buttons)
        self._fit()
        layout.addStretch(1)
        tab = (self._what, self._span, self._first, self._last, self._recipient, self._classes)
        for before, after in itertools.pairwise((*tab, *self._acts.values(), self._back)):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self._what)

    def _fit(self) -> None:
        """Put labels beside their fields and the buttons in one row where there is room."""
        wide = self.width() > WIDE
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.DontWrapRows if wide else policy.WrapAllRows)
        a_row = 4 if wide else 2
        for at, button in enumerate((*self._acts.values(), self._back)):
            self._buttons.addWidget(button, at // a_row, at % a_row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self._what.currentIndexChanged.connect(self._on_what)
        self._span.currentIndexChanged.connect(self._on_span)
        for field in (self._first, self._last):
            field.textEdited.connect(self._on_typed)
        for answer, button in self._acts.items():
            button.clicked.connect(partial(self._on_act, answer))
        self._back.clicked.connect(self.closed)

    def _on_what(self) -> None:
        extract = bool(self._what.currentData())
        self._about.setText(ABOUT[extract])
        self._form.setRowVisible(self._recipient, extract)
        allowed = not extract or self._office.may(Right.GIVE_OUT)
        for button in self._acts.values():
            button.setEnabled(allowed)

    def _on_span(self) -> None:
        span = self._days_of(Days(self._span.currentData()))
        if span is not None:
            self._first.show_day(span.first)
            self._last.show_day(span.last)

    def _on_typed(self) -> None:
        self._span.setCurrentIndex(self._span.findData(Days.CHOSEN))

    def _days_of(self, days: Days) -> Span | None:
        today, year = self._office.today(), SchoolYear.of(self._day)
        if days is Days.HALF_TERM:
            return self._office.calendar.of(EVERY_SITE, "").half_term_of(self._day)
        if days is Days.TERM:
            return Span(year.span.first, max(year.span.first, min(today, year.span.last)))
        if days is Days.YEAR:
            return year.span
        return SchoolYear(year.begins - 1).span if days is Days.LAST_YEAR else None

    def _on_act(self, answer: Answer) -> None:
        try:
            wanted = self.wanted()
            self._require_confirmed(wanted, answer)
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._on_act, answer)):
                self._say(str(refusal))
            return
        path = None
        if answer is not Answer.OPEN:
            path = ask_place(self, _name(self._office, wanted), answer.value)
            if path is None:
                return
        office = self._office

        def work(report: Report) -> Found:
            try:
                with office.aside() as side:
                    return _made(side, wanted, answer, report)
            except TaskCancelledError:
                raise
            except OfficeError as refusal:
                return refusal

        self._run(work, wanted, path)

    def _run(self, work: Callable[[Report], Found], wanted: Wanted, path: Path | None) -> None:
        try:
            answer = partial(self._on_made, wanted, path)
            self._services.tasks.run(self, "Drawing the register", work, answer)
            self._say("Drawing the register…")
        except OfficeError as refusal:
            self._say(str(refusal))

    def _require_confirmed(self, wanted: Wanted, answer: Answer) -> None:
        """Refuse an extract that is to be saved without the PIN; one that is shown has not left."""
        if wanted.extract and answer is not Answer.OPEN:
            self._office.require_confirmed(Right.GIVE_OUT)

    def _on_made(self, wanted: Wanted, path: Path | None, found: Found) -> None:
        try:
            if isinstance(found, OfficeError):
                raise found
            if wanted.extract and path is not None:
                self._office.require_confirmed(Right.GIVE_OUT)  # drawing may have taken long
            self._say(self._finished(wanted, path, *found))
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._on_made, wanted, path, found)):
                self._say(str(refusal))

    def _finished(self, wanted: Wanted, path: Path | None, made: Made, book: RegisterBook) -> str:
        """Show the paper or write the file, noted where it is given out; return what was done."""
        if made.missing and made.missing != self._warned:
            self._warned = made.missing
            raise LettersMissingError(made.missing)
        if wanted.extract:
            self._office.require(Right.GIVE_OUT)
        if path is None:
            from officeapp.gui.printing.preview import print_pdf

            note = partial(self._note, wanted, book, made.paper) if wanted.extract else None
            print_pdf(self, made.paper, made.name, self._services, before=note)
            return ""
        save(made, path)
        if wanted.extract:
            self._note(wanted, book, path.read_bytes())
        said = f"Saved: {path.name}."
        self._services.say(said)
        return said

    def _note(self, wanted: Wanted, book: RegisterBook, given: bytes) -> None:
        from officeapp.documents.sheets import digest_of

        note_extract_given(self._office, wanted, book, digest_of(given))


def _name(office: Office, wanted: Wanted) -> str:
    names = [office.roll.school_class(one).name for one in wanted.classes]
    kind = "extract of the register" if wanted.extract else "register"
    first, last = wanted.span.first, wanted.span.last
    return safe_name(", ".join(names) or "All classes", kind, f"{first} to {last}")


def _made(
    office: Office, wanted: Wanted, answer: Answer, report: Report
) -> tuple[Made, RegisterBook]:
    """Read and draw what is wanted."""
    from officeapp.documents.layout import letters_missing
    from officeapp.documents.register_book import draw_register_book

    book = register_book(office, wanted, report)
    name = _name(office, wanted)
    if answer is Answer.LIST:
        rows = list(register_rows(book))
        return Made(name, headings=REGISTER_HEADINGS, rows=rows, entries=book.entries), book
    paper = draw_register_book(book, report)
    return Made(name, paper, missing=letters_missing(book.text), entries=book.entries), book
