"""School, Letterhead: the badge, where the address stands, and how letters go out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.letter_facts import SAMPLE
from officeapp.domain.letter_paper import DRAFT, LetterPaper
from officeapp.domain.letters import fill
from officeapp.domain.recipients import Recipient
from officeapp.domain.rights import Right
from officeapp.domain.stationery import Stationery, logo_text
from officeapp.exchange.logos import read_logo
from officeapp.gui.printing.letter_picture import picture_of
from officeapp.gui.school.section import Section
from officeapp.gui.widgets.cards import label
from officeapp.procedures.draft_letters import letter_date, letterhead, signed_by
from officeapp.procedures.keep_stationery import keep_stationery

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

WIDE_ENOUGH, NARROW = 720, 80
TOP = "Millimetres from the top of the sheet to the address"
PICTURES = "Pictures (*.png *.jpg *.jpeg)"
SHOWN = "half-term"
HINT = (
    "Every letter has this head. The address stands in the window of a DL envelope, the sheet "
    "folded in three; measure your envelopes and move it where it does not show. One copy for a "
    "household, and brothers and sisters on one letter, hold where the kind of letter lets them: "
    "formal letters go to each parent about each child."
)
#: The choices, each with what it says and its key.
CHOICES = (
    ("household", "One copy for parents at one &address"),
    ("siblings", "&Brothers and sisters on one letter"),
    ("duplex", "&Printed on both sides: each letter begins on the front of a sheet"),
)


class LetterheadSection(Section):
    """What every letter has at its head, saved as it is chosen, with its page beside it."""

    name: ClassVar[str] = "school.letterhead"
    title: ClassVar[str] = "Letterhead"
    right: ClassVar[Right | None] = Right.CHANGE_WORDING
    shows: ClassVar[frozenset[Book]] = frozenset({Book.LETTERS, Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._choose = self.add_act("Choose a badge", "F2", "choose", self._on_choose)
        self._remove = self.add_act("No badge", "F8", "remove", self._on_remove)
        self._top = QLineEdit(self)
        self._boxes = {field: QCheckBox(words, self) for field, words in CHOICES}
        self._badge = label("", "text", self)
        self._picture = QLabel(self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self.refresh()

    @override
    def refresh(self) -> None:
        stands = self.office.letters.stationery()
        self._badge.setText(
            "The school's badge stands at the head." if stands.logo else "No badge is chosen."
        )
        self._remove.setEnabled(self.can_change and bool(stands.logo))
        self._top.setText(str(stands.window_top))
        for field, box in self._boxes.items():
            box.setChecked(getattr(stands, field))
        self._show_page()

    @override
    def focus_first(self) -> None:
        first = self._choose if self.can_change else self._top
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_badge(self, path: Path) -> None:
        """Keep the picture of a file as the school's badge; a refusal is said in place."""
        with self.refused.hears(lambda: self.keep_badge(path)):
            self._keep(replace(self._stands, logo=logo_text(read_logo(path))), "The badge")

    @property
    def _stands(self) -> Stationery:
        return self.office.letters.stationery()

    def _build(self) -> None:
        self._top.setObjectName("school.letterhead.window-top")
        self._top.setAccessibleName(TOP)
        self._top.setMaximumWidth(NARROW)
        self._top.setReadOnly(not self.can_change)
        self._top.editingFinished.connect(self._on_top)
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.addRow(label(TOP, "note", self), self._top)
        left = QVBoxLayout()
        left.setSpacing(10)
        self._badge.setObjectName("school.letterhead.badge")
        left.addWidget(self._badge)
        left.addLayout(rows)
        for field, box in self._boxes.items():
            box.setObjectName(f"school.letterhead.{field}")
            box.setEnabled(self.can_change)
            box.clicked.connect(lambda *_, named=field: self._on_choice(named))
            left.addWidget(box)
        hint = label(HINT, "faded", self)
        hint.setWordWrap(True)
        left.addWidget(hint)
        left.addStretch(1)
        self._picture.setObjectName("school.letterhead.picture")
        self._picture.setAccessibleName("A letter with this head")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._across.setSpacing(14)
        self._across.addLayout(left, 1)
        self._across.addWidget(self._picture)
        self.column.addLayout(self._across, 1)

    def _show_page(self) -> None:
        today = self.office.today()
        template = self.office.letters.template(SHOWN)
        to = Recipient((), "Ms Dana Example", "Ms Example", ("12 Example Street", "Kearsley"))
        signer = signed_by(self.office, template, today)
        text = fill(template, SAMPLE)
        paper = LetterPaper("", letter_date(today), to, text, (), signer, mark=DRAFT)
        head = letterhead(self.office)
        self._picture.setPixmap(picture_of([paper], head, self.devicePixelRatioF()))

    def _keep(self, stationery: Stationery, what: str) -> None:
        if stationery == self._stands:
            return
        keep_stationery(self.office, stationery)
        self.refresh()
        self.has_saved(what)

    def _on_choose(self) -> None:
        folder = Path.home() / "Pictures"
        start = str(folder if folder.is_dir() else Path.home())
        chosen, _ = QFileDialog.getOpenFileName(self, "The school's badge", start, PICTURES)
        if chosen:
            self.keep_badge(Path(chosen))

    def _on_remove(self) -> None:
        with self.refused.hears(self._on_remove):
            self._keep(replace(self._stands, logo=""), "No badge")

    def _on_top(self) -> None:
        with self.refused.hears(self._on_top):
            typed = self._top.text().removesuffix("mm").strip()
            top = int(typed) if typed.isdecimal() else 0
            self._keep(replace(self._stands, window_top=top), "Where the address is")

    def _on_choice(self, field: str) -> None:
        with self.refused.hears(lambda: self._on_choice(field)):
            chosen = self._boxes[field].isChecked()
            if field == "household":
                changed = replace(self._stands, household=chosen)
            elif field == "siblings":
                changed = replace(self._stands, siblings=chosen)
            else:
                changed = replace(self._stands, duplex=chosen)
            self._keep(changed, "How letters go out")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= WIDE_ENOUGH
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)
