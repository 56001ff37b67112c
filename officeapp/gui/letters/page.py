"""The page of a letter beside the facts that are in it, and what is decided about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_facts import FACTS
from officeapp.gui.letters.pictures import in_latin_words, papers_in_blank
from officeapp.gui.printing.letter_picture import PAGE_WIDTH
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.draft_letters import Draft, reworded, with_typed

SETTLE = 250  # milliseconds without a key before the page is drawn anew
CHOICES = (
    (Choice.SEND, "Send", "Alt+S"),
    (Choice.ADAPT, "Adapt", "Alt+A"),
    (Choice.HOLD, "Hold back", "Alt+H"),
)


class LetterPage(QWidget):
    """A letter's page, its facts, and the keys that decide about it.

    Signals:
        changed: The draft was changed; carries it.
        looked: A person decided after looking; carries the draft and what they decided.
        english_wanted: The letter is wanted in English, or again in the family's language.
    """

    changed = Signal(object)
    looked = Signal(object, object)
    english_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._picture = QLabel(self)
        self._doubt = label("", "section", self)
        self._who = label("", "note", self)
        self._speech = QPushButton("", self)
        self._latin = label("", "note", self)
        self._why = QLineEdit(self)
        self._buttons = [QPushButton(f"{word}  {key}", self) for _, word, key in CHOICES]
        self._subject = QLineEdit(self)
        self._body = QPlainTextEdit(self)
        self._facts = QFormLayout()
        self._known = label("", "note", self)
        self._aside = QScrollArea(self)
        self._typed: dict[str, QLineEdit] = {}
        self._side = Card("Facts", self)
        self._later = QTimer(self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._build()
        self._connect()

    def show_draft(self, draft: Draft | None, picture: QPixmap | None) -> None:
        """Show a draft and its page; None for nothing."""
        before, self._draft = self._draft, draft
        same = draft is not None and before is not None and _which(draft) == _which(before)
        self._aside.setVisible(draft is not None)
        self._show_picture(picture)
        if draft is None:
            return
        self._show_decision(draft)
        if not same:
            self._subject.setText(draft.template.subject)
            self._body.setPlainText(draft.template.body)
            self._show_facts(draft)
            self._why.clear()

    def show_picture_only(self, picture: QPixmap | None) -> None:
        """Show the page of a letter that is in the book."""
        self._draft = None
        self._aside.hide()
        self._show_picture(picture)

    def arrange(self, *, wide: bool) -> None:
        """Set page and facts beside each other, or one under the other."""
        way = QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _build(self) -> None:
        self.setObjectName("letters.page")
        self._picture.setObjectName("letters.picture")
        self._picture.setAccessibleName("The page of the letter")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE)
        area = QScrollArea(self)
        area.setWidget(self._picture)
        area.setWidgetResizable(True)
        area.setMinimumWidth(PAGE_WIDTH + 24)
        area.setMinimumHeight(300)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for field, name, words in (
            (self._why, "letters.why", "Why"),
            (self._subject, "letters.subject", "Subject of this letter"),
            (self._body, "letters.body", "Text of this letter"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
        self._why.setPlaceholderText("Why, to be kept with the letter")
        self._body.setTabChangesFocus(True)
        self._body.setMinimumHeight(150)
        self._doubt.setWordWrap(True)
        self._doubt.setObjectName("letters.doubt")
        self._who.setWordWrap(True)
        self._who.setObjectName("letters.who")
        keys = QGridLayout()
        for place, (button, (choice, _, key)) in enumerate(
            zip(self._buttons, CHOICES, strict=True)
        ):
            button.setObjectName(f"letters.{choice.value}")
            button.setShortcut(key)
            keys.addWidget(button, *divmod(place, 2))
        inside = self._side.inside
        self._latin.setObjectName("letters.latin")
        self._latin.setWordWrap(True)
        self._speech.setObjectName("letters.speech")
        self._speech.setShortcut("Alt+E")
        for part in (self._who, self._speech, self._latin, self._doubt, self._why):
            inside.addWidget(part)
        inside.addLayout(keys)
        inside.addLayout(self._facts)
        inside.addWidget(label("Text of this letter only", "section", self))
        inside.addWidget(self._subject)
        inside.addWidget(self._body, 1)
        inside.addWidget(label("Known", "section", self))
        inside.addWidget(self._known)
        self._known.setObjectName("letters.known")
        self._known.setWordWrap(True)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._aside.setWidget(self._side)
        self._aside.setWidgetResizable(True)
        self._aside.setMinimumWidth(300)
        self._aside.setMinimumHeight(320)
        self._aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addWidget(area, 1)
        self._across.addWidget(self._aside, 1)

    def _connect(self) -> None:
        self._later.timeout.connect(self._on_settled)
        self._subject.textEdited.connect(self._on_typed)
        self._body.textChanged.connect(self._on_typed)
        self._speech.clicked.connect(self._on_speech)
        for button, (choice, _, _) in zip(self._buttons, CHOICES, strict=True):
            button.clicked.connect(lambda *_, chosen=choice: self._on_choice(chosen))

    def _show_picture(self, picture: QPixmap | None) -> None:
        self._picture.setPixmap(picture or QPixmap())

    def _show_decision(self, draft: Draft) -> None:
        to = "; ".join(f"{one.name}, {', '.join(one.address)}" for one in draft.to.to)
        stopped = "; ".join(f"no letter to {one.name}: {one.why.value}" for one in draft.to.stopped)
        self._who.setText("\n".join(part for part in (f"To {to}" if to else "", stopped) if part))
        language = draft.template.language
        self._speech.setText("In English  Alt+E" if language else "In the family's words  Alt+E")
        self._speech.setVisible(bool(language) or draft.wanted.english)
        self._latin.setText(in_latin_words(papers_in_blank(draft)))
        self._latin.setVisible(bool(self._latin.text()))
        doubts = "; ".join(doubt.value for doubt in draft.doubts)
        looked = draft.looked
        said = f"{looked.choice.value}: {looked.why}" if looked else f"Look first: {doubts}."
        self._doubt.setText(said)
        self._doubt.setVisible(bool(draft.doubts))
        for part in (self._why, *self._buttons):
            part.setVisible(bool(draft.doubts) or part is self._why or part is self._buttons[2])
        self._buttons[1].setEnabled(bool(draft.template.adapted))

    def _show_facts(self, draft: Draft) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self._typed = {}
        facts = draft.sheet.facts
        known = [name for name in draft.template.asks_for if facts.get(name, "").strip()]
        self._known.setText("\n".join(f"{FACTS.get(one, one)}: {facts[one]}" for one in known))
        for name in draft.missing:
            words = FACTS.get(name, name)
            field = QLineEdit(self)
            field.setObjectName(f"letters.fact.{name}")
            field.setAccessibleName(words)
            field.setPlaceholderText("not known; type it here")
            field.textEdited.connect(self._on_typed)
            said = label(words, "note", self)
            self._facts.addRow(said, field)
            self._typed[name] = field

    def _on_typed(self) -> None:
        if self._draft is not None:
            self._later.start()

    def _on_settled(self) -> None:
        draft = self._draft
        if draft is None:
            return
        made = with_typed(draft, {name: field.text() for name, field in self._typed.items()})
        self._draft = reworded(made, self._subject.text(), self._body.toPlainText())
        if self._draft != draft:
            self.changed.emit(self._draft)

    def settle(self) -> None:
        """Take what was typed now, without waiting."""
        if self._later.isActive():
            self._later.stop()
            self._on_settled()

    def _on_speech(self) -> None:
        if self._draft is not None:
            self.english_wanted.emit(self._draft)

    def _on_choice(self, choice: Choice) -> None:
        self.settle()
        if self._draft is not None:
            self.looked.emit(self._draft, Looked(choice, self._why.text().strip()))


def _which(draft: Draft) -> tuple[int, str, str]:
    """Return what tells whether the fields are of the same letter still."""
    return draft.pupil.id, draft.template.kind, draft.template.language
