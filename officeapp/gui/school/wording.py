"""School, Letters: the school's own wording of each kind, with its page as it is typed.

A kind may have wording in other languages beside the English one; a family whose card asks for a
language has its letters in it. Facts, such as dates, stay as the program says them.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.letter_facts import FACTS, SAMPLE
from officeapp.domain.letter_paper import DRAFT, LetterPaper
from officeapp.domain.letters import CLOSING, GREETING, fill
from officeapp.domain.recipients import Recipient
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.printing.letter_picture import picture_of
from officeapp.gui.school.section import Section
from officeapp.gui.widgets.cards import label
from officeapp.procedures.draft_letters import letter_date, letterhead, signed_by
from officeapp.procedures.keep_wording import (
    ENGLISH,
    Speech,
    drop_wording,
    keep_wording,
    wording_problems,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.letters import Template
    from officeapp.gui.screen import WindowServices

SETTLE = 250  # milliseconds without a key before the page is drawn anew
WIDE_ENOUGH = 720
ENGLISH_NAME = "English"
MOST_SHOWN = 8
SUM = (("Sessions this year", "98"), ("Attended", "85"), ("Late", "7"), ("Attendance", "86.7%"))


class WordingSection(Section):
    """A kind of letter, its text, what is wrong with it, and its page."""

    name: ClassVar[str] = "school.wording"
    title: ClassVar[str] = "Letters"
    right: ClassVar[Right | None] = Right.CHANGE_WORDING
    shows: ClassVar[frozenset[Book]] = frozenset({Book.LETTERS, Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._kinds, self._facts = QComboBox(self), QComboBox(self)
        self._language = QComboBox(self)
        self._greeting, self._closing = QLineEdit(self), QLineEdit(self)
        self._subject, self._body, self._reply = (
            QLineEdit(self),
            QPlainTextEdit(self),
            QLineEdit(self),
        )
        self._foreign: list[QWidget] = []
        self._whose = label("", "note", self)
        self._law = label("", "note", self)
        self._picture = QLabel(self)
        self._later = QTimer(self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._acts: list[QWidget] = [
            self.add_act("Keep", "Ctrl+S", "keep", self._on_keep),
            self.add_act("The program's wording", "F8", "drop", self._on_drop),
        ]
        self._build()
        self._connect()
        self.refresh()

    @override
    def refresh(self) -> None:
        chosen, spoken = self._kinds.currentData(), self._speaks
        for box in (self._kinds, self._language):
            box.blockSignals(True)  # noqa: FBT003  # Qt's own
            box.clear()
        self._language.addItems([ENGLISH_NAME, *self.office.letters.languages()])
        self._language.setCurrentText(spoken or ENGLISH_NAME)
        for template in sorted(self.office.letters.templates().values(), key=lambda t: t.name):
            self._kinds.addItem(template.name, template.kind)
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(chosen)))
        for box in (self._kinds, self._language):
            box.blockSignals(False)  # noqa: FBT003  # Qt's own
        self._show_kind()

    @override
    def focus_first(self) -> None:
        self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> Template:
        """Return the kind in view as it is typed."""
        template = self.office.letters.template(self._kinds.currentData())
        reply = self._reply.text().strip()
        speech = self._speech
        return replace(
            template,
            subject=self._subject.text(),
            body=self._body.toPlainText(),
            reply=(reply,) if reply else (),
            language=speech.language,
            greeting=speech.greeting or GREETING,
            closing=speech.closing or CLOSING,
        )

    @property
    def _speaks(self) -> str:
        """Return the language in view; empty for English."""
        typed = self._language.currentText().strip()
        return "" if typed.casefold() == ENGLISH_NAME.casefold() else typed

    @property
    def _speech(self) -> Speech:
        language = self._speaks
        if not language:
            return ENGLISH
        return Speech(language, self._greeting.text().strip(), self._closing.text().strip())

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        for words, field, name in (
            ("Kind of letter", self._kinds, "kind"),
            ("Language, as cards of families have it", self._language, "language"),
            ("It begins, before the name", self._greeting, "greeting"),
            ("It ends, above the signature", self._closing, "closing"),
            ("Subject", self._subject, "subject"),
            ("Text", self._body, "body"),
            ("Line of the slip to tear off; empty for none", self._reply, "reply"),
            ("Put in a fact", self._facts, "fact"),
        ):
            field.setObjectName(f"school.wording.{name}")
            field.setAccessibleName(words)
            said = label(words, "note", self)
            left.addWidget(said)
            left.addWidget(field)
            if field in (self._greeting, self._closing):
                self._foreign += [said, field]
        for line in (self._subject, self._body, self._reply, self._greeting, self._closing):
            line.setReadOnly(not self.can_change)
        self._language.setEditable(self.can_change)
        self._language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        typed = self._language.lineEdit()
        if typed is not None:
            typed.setObjectName("school.wording.language.typed")
            typed.setAccessibleName("Language, chosen or typed")
        self._facts.setEnabled(self.can_change)
        self._facts.addItem("Choose what is put in where the cursor stands")
        for name, words in FACTS.items():
            self._facts.addItem(words, name)
        for box in (self._kinds, self._facts, self._language):
            box.setMinimumContentsLength(20)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._body.setTabChangesFocus(True)
        self._body.setMinimumHeight(220)
        for said, name in ((self._whose, "whose"), (self._law, "law")):
            said.setObjectName(f"school.wording.{name}")
            said.setWordWrap(True)
            left.addWidget(said)
        self._picture.setObjectName("school.wording.picture")
        self._picture.setAccessibleName("The page as it would be printed")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE)
        self._across.setSpacing(14)
        self._across.addLayout(left, 1)
        self._across.addWidget(self._picture)
        self.column.addLayout(self._across, 1)
        fields = (
            self._kinds,
            self._language,
            self._greeting,
            self._closing,
            self._subject,
            self._body,
            self._reply,
            self._facts,
        )
        for before, after in itertools.pairwise([*self._acts, *fields]):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._kinds.currentIndexChanged.connect(self._show_kind)
        self._language.currentTextChanged.connect(self._show_kind)
        for line in (self._greeting, self._closing):
            line.textEdited.connect(lambda _: self._later.start())
        self._facts.activated.connect(self._on_fact)
        self._subject.textEdited.connect(lambda _: self._later.start())
        self._reply.textEdited.connect(lambda _: self._later.start())
        self._body.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._show_page)

    def _show_kind(self) -> None:
        english = self.office.letters.template(self._kinds.currentData())
        template = self.office.letters.in_language(english, self._speaks)
        own = self.office.letters.wording(template.kind, self._speaks)
        for part in self._foreign:
            part.setVisible(bool(self._speaks))
        is_own = own is not None and not own.gone
        self._greeting.setText(template.greeting if is_own else "")
        self._closing.setText(template.closing if is_own else "")
        self._subject.setText(template.subject)
        self._body.setPlainText(template.body)
        self._reply.setText(" ".join(template.reply))
        said = "The school's own wording" if is_own else "The program's wording"
        if self._speaks and not is_own:
            said = f"No {self._speaks} wording yet; families who ask for it have the English one"
        if self._speaks:
            said += ". Dates and figures in it stay as the program says them"
        self._whose.setText(f"{said}. Blank lines part paragraphs; '- ' begins a point.")
        self._law.setText(template.law)
        self._law.setVisible(bool(template.law))
        self._later.stop()
        self._show_page()

    def _show_page(self) -> None:
        problems = wording_problems(self.typed)
        if problems:
            self.refused.say("; ".join(f"{one.found}: {one.reason}" for one in problems) + ".")
            return
        lacking = self._not_printed()
        if lacking:
            self.refused.say(lacking)
            return
        self.refused.clear()
        try:
            head = letterhead(self.office)
            self._picture.setPixmap(picture_of([self._paper()], head, self.devicePixelRatioF()))
        except OfficeError as refusal:
            self._picture.setPixmap(QPixmap())
            self.refused.say(str(refusal))

    def _not_printed(self) -> str:
        """Return why a wording cannot be printed in its own letters; empty where it can."""
        from officeapp.documents.layout import letters_missing

        typed = self.typed
        parts = (typed.subject, typed.body, *typed.reply, typed.greeting, typed.closing)
        found = letters_missing("".join(parts))
        return (
            f"The typeface of letters lacks {' '.join(found[:MOST_SHOWN])}; a wording in these "
            "letters cannot be printed, so it is not kept. Use another language."
            if found
            else ""
        )

    def _paper(self) -> LetterPaper:
        today = self.office.today()
        to = Recipient((), "Ms Dana Example", "Ms Example", ("12 Example Street", "Kearsley"))
        signer = signed_by(self.office, self.typed, today)
        text = fill(self.typed, SAMPLE)
        sheet = LetterPaper("", letter_date(today), to, text, SUM, signer, "Kai Example", DRAFT)
        return replace(sheet, greeting=self.typed.greeting, closing=self.typed.closing)

    def _on_fact(self, place: int) -> None:
        name = self._facts.itemData(place)
        if name:
            self._body.insertPlainText(f"{{{name}}}")
            self._facts.setCurrentIndex(0)
            self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        typed = self.typed
        lacking = self._not_printed()
        if lacking:
            self.refused.say(lacking)
            return
        with self.refused.hears(self._on_keep):
            keep_wording(
                self.office,
                typed.kind,
                typed.subject,
                typed.body,
                typed.reply,
                speech=self._speech,
            )
            self.refresh()
            self.has_saved(f"Wording of '{typed.name}'")

    def _on_drop(self) -> None:
        kind = self._kinds.currentData()
        with self.refused.hears(self._on_drop):
            drop_wording(self.office, kind, self._speaks)
            self.refresh()
            self.has_saved("The program's wording holds again")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= WIDE_ENOUGH
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)
