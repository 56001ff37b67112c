"""School, Letters: the school's own wording of each kind, with its page as it is typed."""

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
from officeapp.domain.letters import fill
from officeapp.domain.recipients import Recipient
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.printing.letter_picture import picture_of
from officeapp.gui.school.section import Section
from officeapp.gui.widgets.cards import label
from officeapp.procedures.draft_letters import letter_date, letterhead, signed_by
from officeapp.procedures.keep_wording import drop_wording, keep_wording, wording_problems

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.letters import Template
    from officeapp.gui.screen import WindowServices

SETTLE = 250  # milliseconds without a key before the page is drawn anew
WIDE_ENOUGH = 720
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
        self._subject, self._body, self._reply = (
            QLineEdit(self),
            QPlainTextEdit(self),
            QLineEdit(self),
        )
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
        chosen = self._kinds.currentData()
        self._kinds.blockSignals(True)  # noqa: FBT003  # Qt's own
        self._kinds.clear()
        for template in sorted(self.office.letters.templates().values(), key=lambda t: t.name):
            self._kinds.addItem(template.name, template.kind)
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(chosen)))
        self._kinds.blockSignals(False)  # noqa: FBT003  # Qt's own
        self._show_kind()

    @override
    def focus_first(self) -> None:
        self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> Template:
        """Return the kind in view as it is typed."""
        template = self.office.letters.template(self._kinds.currentData())
        reply = self._reply.text().strip()
        return replace(
            template,
            subject=self._subject.text(),
            body=self._body.toPlainText(),
            reply=(reply,) if reply else (),
        )

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        for words, field, name in (
            ("Kind of letter", self._kinds, "kind"),
            ("Subject", self._subject, "subject"),
            ("Text", self._body, "body"),
            ("Line of the slip to tear off; empty for none", self._reply, "reply"),
            ("Put in a fact", self._facts, "fact"),
        ):
            field.setObjectName(f"school.wording.{name}")
            field.setAccessibleName(words)
            left.addWidget(label(words, "note", self))
            left.addWidget(field)
        for field in (self._subject, self._body, self._reply):
            field.setReadOnly(not self.can_change)
        self._facts.setEnabled(self.can_change)
        self._facts.addItem("Choose what is put in where the cursor stands")
        for name, words in FACTS.items():
            self._facts.addItem(words, name)
        for box in (self._kinds, self._facts):
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
        fields = (self._kinds, self._subject, self._body, self._reply, self._facts)
        for before, after in itertools.pairwise([*self._acts, *fields]):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._kinds.currentIndexChanged.connect(self._show_kind)
        self._facts.activated.connect(self._on_fact)
        self._subject.textEdited.connect(lambda _: self._later.start())
        self._reply.textEdited.connect(lambda _: self._later.start())
        self._body.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._show_page)

    def _show_kind(self) -> None:
        template = self.office.letters.template(self._kinds.currentData())
        own = self.office.letters.wording(template.kind)
        self._subject.setText(template.subject)
        self._body.setPlainText(template.body)
        self._reply.setText(" ".join(template.reply))
        said = "The school's own wording" if own and not own.gone else "The program's wording"
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
        self.refused.clear()
        try:
            head = letterhead(self.office)
            self._picture.setPixmap(picture_of([self._paper()], head, self.devicePixelRatioF()))
        except OfficeError as refusal:
            self._picture.setPixmap(QPixmap())
            self.refused.say(str(refusal))

    def _paper(self) -> LetterPaper:
        today = self.office.today()
        to = Recipient((), "Ms Dana Example", "Ms Example", ("12 Example Street", "Kearsley"))
        signer = signed_by(self.office, self.typed, today)
        text = fill(self.typed, SAMPLE)
        return LetterPaper("", letter_date(today), to, text, SUM, signer, "Kai Example", DRAFT)

    def _on_fact(self, place: int) -> None:
        name = self._facts.itemData(place)
        if name:
            self._body.insertPlainText(f"{{{name}}}")
            self._facts.setCurrentIndex(0)
            self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        typed = self.typed
        with self.refused.hears(self._on_keep):
            keep_wording(self.office, typed.kind, typed.subject, typed.body, typed.reply)
            self.refresh()
            self.has_saved(f"Wording of '{typed.name}'")

    def _on_drop(self) -> None:
        kind = self._kinds.currentData()
        with self.refused.hears(self._on_drop):
            drop_wording(self.office, kind)
            self.refresh()
            self.has_saved("The program's wording holds again")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= WIDE_ENOUGH
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)
