"""The card at the left of the Letters screen: four lists, panels above them, keys below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from officeapp.gui.letters.certify import CertifyPanel
from officeapp.gui.letters.head import TABS
from officeapp.gui.letters.lines import ISSUED, SUGGESTED, WRITING, Sent
from officeapp.gui.letters.new_letter import NewLetter
from officeapp.gui.letters.sent_panel import SentPanel
from officeapp.gui.letters.texts_panel import LadderTextsPanel
from officeapp.gui.tables import RecordTable, RecordView
from officeapp.gui.widgets.cards import Card, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.draft_letters import Draft
    from officeapp.procedures.suggest_letters import Suggestion

WORDS = (
    "What the policy asks for now. Enter writes it, Ctrl+Shift+Enter all that are ready.",
    "Ctrl+Enter issues what is ready; a decision or Delete holds for every row that is chosen.",
    "Issued and not printed yet. Ctrl+P prints them all, Ctrl+Shift+P those chosen.",
    "Kept as sent. F2 notes how one was sent; Ctrl+P prints a copy; F4 puts a changed one right.",
)
NAMES = ("suggested", "writing", "to-print", "issued")


class LetterLists(Card):
    """The lists, one in view; the panels that open above them, and the buttons below."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.suggested: RecordTable[Suggestion] = RecordTable(SUGGESTED, self)
        self.writing: RecordTable[Draft] = RecordTable(WRITING, self)
        self.to_print: RecordTable[Sent] = RecordTable(ISSUED, self)
        self.issued: RecordTable[Sent] = RecordTable(ISSUED, self)
        self._tables: list[RecordTable[Any]] = [
            self.suggested,
            self.writing,
            self.to_print,
            self.issued,
        ]
        #: The lists as they are seen, in the order of their keys.
        self.views: list[RecordView] = [
            RecordView(table, f"letters.{name}", self)
            for table, name in zip(self._tables, NAMES, strict=True)
        ]
        self.new = NewLetter(office, self)
        self.certify = CertifyPanel(office, self)
        self.sent = SentPanel(office, self)
        self.texts = LadderTextsPanel(office, services, self)
        self.policy_texts = QPushButton("Texts of the policy  Ctrl+T", self)
        self.issue = QPushButton("Issue what is ready  Ctrl+Enter", self)
        self.print = QPushButton("Print  Ctrl+P", self)
        self.how_sent = QPushButton("How it was sent  F2", self)
        self.correct = QPushButton("Put right  F4", self)
        self._stack = QStackedWidget(self)
        self._refused = label("", "refused", self)
        self._progress = label("", "note", self)
        self._build()

    @property
    def counts(self) -> list[int]:
        """Return how many each list has."""
        return [table.rowCount() for table in self._tables]

    def show_list(self, place: int, *, may_note: bool) -> None:
        """Show one of the lists with its keys, and nothing that was refused before."""
        if place != 3:
            self.sent.hide()
        if place != 0:
            self.texts.hide()
        self.refuse("")
        self._stack.setCurrentIndex(place)
        self.set_title(TABS[place])
        self.say(WORDS[place])
        self.policy_texts.setVisible(place == 0)
        self.issue.setVisible(place == 1)
        self.print.setVisible(place >= 2)
        self.correct.setVisible(place == 3)
        self.how_sent.setVisible(place == 3 and may_note)

    def refuse(self, why: str) -> None:
        """Say in place what was refused; it goes with the next thing that is done."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))

    def tell_progress(self, words: str) -> None:
        """Say how far letters are written; nothing once they are."""
        self._progress.setText(words)
        self._progress.setVisible(bool(words))

    def close_new(self) -> bool:
        """Close what asks for a new letter or a certificate; say whether one was open."""
        was_open = self.new.isVisibleTo(self) or self.certify.isVisibleTo(self)
        self.new.hide()
        self.certify.hide()
        return was_open

    def _build(self) -> None:
        for view, words in zip(self.views, TABS, strict=True):
            view.setAccessibleName(words)
            view.setMinimumHeight(200)
            self._stack.addWidget(view)
        self._refused.setObjectName("letters.refused")
        self._refused.setWordWrap(True)
        self._progress.setObjectName("letters.progress")
        panels = (self.new, self.certify, self.sent, self.texts)
        for part in (self._progress, self._refused, *panels):
            self.inside.addWidget(part)
            part.hide()
        self.inside.addWidget(self._stack, 1)
        keys = QHBoxLayout()
        for button, name in (
            (self.policy_texts, "text"),
            (self.issue, "issue"),
            (self.print, "print"),
            (self.how_sent, "how-sent"),
            (self.correct, "correct"),
        ):
            button.setObjectName(f"letters.{name}")
            keys.addWidget(button)
        keys.addStretch(1)
        self.inside.addLayout(keys)
