"""The texts that the policy asks for: the words, who gets them, who does not, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.errors import OfficeError
from officeapp.exchange.text_messages import TextHeadings
from officeapp.gui.messages import announce
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import label
from officeapp.procedures.ladder_texts import (
    ladder_texts,
    plan_ladder_texts,
    prepare_ladder_texts,
    usual_ladder_words,
)
from officeapp.procedures.prepare_texts import TextPlan

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.ladder_texts import LadderText

HEADINGS_KEY = "texts/headings"  # as the first-day texts of this computer have them
LISTS = "Lists (*.csv)"


@dataclass(frozen=True, slots=True)
class _Row:
    """Who gets a message, or why somebody gets none."""

    to: str
    about: str
    number: str


COLUMNS: tuple[Column[_Row], ...] = (
    Column("To", lambda row: row.to, width=200, tip=lambda row: row.to),
    Column("About", lambda row: row.about, tip=lambda row: row.about),
    Column("Number", lambda row: row.number, width=120),
)


class LadderTextsPanel(QWidget):
    """Shows the messages before their file is written; the program sends nothing.

    Signals:
        written: The file is there and the steps are noted; carries a sentence.
        closed: It was closed, anything written or not.
    """

    written = Signal(str)
    closed = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._texts: list[LadderText] = []
        self._plan = TextPlan((), (), ())
        self._title = label("", "strong", self)
        self._words = QPlainTextEdit(self)
        self._table: RecordTable[_Row] = RecordTable(COLUMNS, self)
        self._list = RecordView(self._table, "letters.texts.list", self)
        self._refused = label("", "refused", self)
        self._build()

    def open(self) -> None:
        """Show what the policy asks for today."""
        self._refused.hide()
        try:
            self._texts = ladder_texts(self._office)
        except OfficeError as refusal:
            self._refuse(str(refusal))
        self._words.setPlainText(usual_ladder_words(self._office))
        self._show()
        self.show()
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> bool:
        """Close it, nothing written; say whether it was open."""
        if self.isHidden():
            return False
        self.hide()
        self.closed.emit()
        return True

    def write(self, path: Path) -> None:
        """Write the file and note the steps; a refusal is said in place."""
        kept = self._services.settings.value(HEADINGS_KEY) if self._services.settings else None
        headings = TextHeadings(*map(str, kept)) if isinstance(kept, list) and kept[3:] else None
        try:
            steps = prepare_ladder_texts(self._office, self._texts, self._plan, path, headings)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self.give_up()
        many = "1 child" if len(steps) == 1 else f"{len(steps)} children"
        self.written.emit(f"{path.name}: texts about {many}, noted. Nothing was sent.")

    def choose_file(self, *_: object) -> None:
        """Ask where the file is to be, and write it; the screen's Ctrl+Enter does it too."""
        folder = Path.home() / "Documents"
        start = (folder if folder.is_dir() else Path.home()) / "texts.csv"
        chosen = QFileDialog.getSaveFileName(self, "Save", str(start), LISTS)[0]
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(".csv"))

    def _build(self) -> None:
        for part, name, spoken in (
            (self._words, "words", "The message; {names} stands for the children's names"),
            (self._list, "list", "Who gets a message, and who does not"),
            (self._refused, "refused", ""),
        ):
            part.setObjectName(f"letters.texts.{name}")
            part.setAccessibleName(spoken)
        self._words.setFixedHeight(76)
        self._words.setTabChangesFocus(True)
        self._words.textChanged.connect(self._show)
        self._list.setMinimumHeight(96)
        self._refused.setWordWrap(True)
        keys = QHBoxLayout()
        for words, name, act in (
            ("Write the file…  Ctrl+Enter", "write", self.choose_file),
            ("Close  Esc", "back", self.give_up),
        ):
            button = QPushButton(words, self)
            button.setObjectName(f"letters.texts.{name}")
            button.clicked.connect(act)
            keys.addWidget(button)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        for part in (self._title, self._words, self._list, self._refused):
            column.addWidget(part)
        column.addLayout(keys)

    def _show(self) -> None:
        words = self._words.toPlainText()
        self._plan = plan = plan_ladder_texts(self._office, self._texts, words)
        numbers = "1 number" if len(plan.rows) == 1 else f"{len(plan.rows)} numbers"
        self._title.setText(f"Texts that the policy asks for: {numbers}")
        gets = [_Row(row.name, row.names, row.mobile) for row in plan.rows]
        self._table.show([*gets, *(_Row(one.reason, one.where, "") for one in plan.left_out)])

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.show()
        announce(self, why)
