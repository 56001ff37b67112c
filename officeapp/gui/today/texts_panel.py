"""Text messages made ready: the words, who gets them, who does not, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.errors import OfficeError
from officeapp.exchange.text_messages import TextHeadings
from officeapp.gui.giving.papers import ask_place, safe_name
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import label
from officeapp.procedures.prepare_texts import (
    TextPlan,
    due_a_text,
    plan_texts,
    prepare_texts,
    usual_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.chasing import ChaseLine
    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

WORDS_KEY, HEADINGS_KEY = "texts/words", "texts/headings"
COLUMN_WORDS = ("number", "pupil", "parent", "message")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: who gets a message, or why somebody gets none."""

    to: str
    about: str
    number: str


COLUMNS: tuple[Column[_Row], ...] = (
    Column("To", lambda row: row.to, tip=lambda row: row.to),
    Column("About", lambda row: row.about, tip=lambda row: row.about),
    Column("Number", lambda row: row.number, width=120),
)


class TextsPanel(QFrame):
    """Shows the messages before the file is written; nothing is sent by the program.

    Signals:
        written: The file is there and noted; carries a sentence and the entries.
        closed: The panel is left.
    """

    written = Signal(str, object)
    closed = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._lines: list[ChaseLine] = []
        self._plan = TextPlan((), (), ())
        self._title = label("", "section", self)
        self._words = QPlainTextEdit(self)
        self._length = label("", "note", self)
        self._table: RecordTable[_Row] = RecordTable(COLUMNS, self)
        self._list = RecordView(self._table, "today.texts.list", self)
        self._headings = [QLineEdit(self) for _ in COLUMN_WORDS]
        self._said = label("", "refused", self)
        self._write = QPushButton("Write the file…  Ctrl+Enter", self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()
        self._connect()

    def open(self, lines: Sequence[ChaseLine]) -> None:
        """Ask about the children whose next step is a text; where none is, those not started."""
        going = [line for line in lines if line.is_open]
        self._lines = due_a_text(going) or [line for line in going if not line.attempts]
        settings = self._services.settings
        kept = settings.value(WORDS_KEY) if settings is not None else None
        self._words.setPlainText(str(kept or usual_words(self._office)))
        kept = settings.value(HEADINGS_KEY) if settings is not None else None
        headings = kept if isinstance(kept, list) and len(kept) == 4 else TextHeadings().all
        for field, heading in zip(self._headings, headings, strict=True):
            field.setText(str(heading))
        self._said.hide()
        self._on_words()

    def begin(self) -> None:
        """Put the focus into the message."""
        self._words.setFocus()

    @property
    def plan(self) -> TextPlan:
        """Return the messages as they would be written."""
        return self._plan

    def _build(self) -> None:
        self.setObjectName("today.texts")
        names: tuple[tuple[QWidget, str, str], ...] = (
            (self._words, "words", "The message; {names} stands for the children's names"),
            (self._list, "list", "Who gets a message, and who does not"),
            (self._length, "length", ""),
            (self._said, "refused", ""),
            (self._write, "write", "Write the file"),
            (self._back, "back", "Go back"),
        )
        for widget, name, spoken in names:
            widget.setObjectName(f"today.texts.{name}")
            if spoken:
                widget.setAccessibleName(spoken)
        self._write.setProperty("class", "primary")
        self._words.setFixedHeight(76)
        self._words.setTabChangesFocus(True)
        self._list.setMinimumHeight(96)
        for part in (self._length, self._said, self._title):
            part.setWordWrap(True)
        heads = QHBoxLayout()
        heads.setSpacing(6)
        for word, field in zip(COLUMN_WORDS, self._headings, strict=True):
            field.setObjectName(f"today.texts.heading.{word}")
            field.setAccessibleName(f"Heading of the column {word}; blank leaves it out")
            field.setToolTip(f"What your service calls the {word}; blank leaves the column out.")
            heads.addWidget(field)
        buttons = QHBoxLayout()
        buttons.addWidget(self._write)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._length)
        column.addWidget(self._list, 1)
        column.addWidget(label("Headings of the file, as your service wants them", "note", self))
        column.addLayout(heads)
        column.addWidget(self._said)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._words.textChanged.connect(self._on_words)
        self._write.clicked.connect(self._on_write)
        self._back.clicked.connect(self.closed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_write)

    def _on_words(self) -> None:
        self._plan = plan = plan_texts(self._office, self._lines, self._words.toPlainText())
        numbers = "1 number" if len(plan.rows) == 1 else f"{len(plan.rows)} numbers"
        children = "1 child" if len(plan.pupils) == 1 else f"{len(plan.pupils)} children"
        self._title.setText(f"Texts to {numbers} about {children}")
        self._length.setText(_length_said(plan))
        rows = [_Row(row.name, row.names, row.mobile) for row in plan.rows]
        rows += [_Row("nobody", f"{one.where}: {one.reason}", "") for one in plan.left_out]
        self._table.show(rows)
        self._write.setEnabled(bool(plan.rows))

    def _on_write(self) -> None:
        name = safe_name("Texts", f"{self._office.now():%Y-%m-%d %H.%M}")
        path = ask_place(self, name, ".csv")
        if path is None:
            return
        headings = TextHeadings(*(field.text() for field in self._headings))
        try:
            entries = prepare_texts(self._office, self._plan, path, headings)
        except OfficeError as refusal:
            self._said.setText(str(refusal))
            self._said.show()
            return
        if self._services.settings is not None:
            self._services.settings.setValue(WORDS_KEY, self._words.toPlainText())
            self._services.settings.setValue(HEADINGS_KEY, list(headings.all))
        said = f"{path.name} is ready for your messaging service; nothing was sent from here."
        self.written.emit(said, entries)


def _length_said(plan: TextPlan) -> str:
    """Return how long the longest message is, and what makes it dear."""
    length = plan.longest
    if not length.parts:
        return "The message is empty."
    parts = "1 message" if length.parts == 1 else f"{length.parts} messages"
    said = f"The longest takes {length.units} places, {parts}; {plan.parts} in all."
    if length.wide:
        letters = " ".join(length.wide)
        said += f" Because of {letters} a message has 70 places instead of 160."
    return f"{said}\nThe first reads: {plan.messages[0]}"
