"""The referral pack in the case view: what is lacking, and a draft to print for each parent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from officeapp.domain.pack_gaps import PackGap, PackGapsError
from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.printing.preview import print_pdf
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.referral_pack import referral_packs

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.pack import Pack
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

LEAST_HEIGHT = 110
DRAWING = "Drawing the referral pack"
NO_DRAFT = "There is no draft before a parent with responsibility is on the card."
A_DRAFT = "A draft has no number and is not kept."
COLUMNS: tuple[Column[PackGap], ...] = (
    Column("Parent", lambda one: one.parent or "every parent", width=124),
    Column("What is lacking", lambda one: one.words, tip=lambda one: one.words),
    Column("Where", lambda one: one.jump.value, width=80),
)


class PackCard(Card):
    """The packs of one pupil while they are looked at; closed, it holds nothing.

    Signals:
        turned: The card was opened or closed.
    """

    turned = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__("Referral pack", parent)
        self._office, self._services = office, services
        self._table: RecordTable[PackGap] = RecordTable(COLUMNS, self)
        self.view = ShortList(self._table, "pupils.case.pack.gaps", self, LEAST_HEIGHT)
        self._said = label("", "note", self)
        self._refused = label("", "refused", self)
        self._keys = QHBoxLayout()
        self._drafts: list[QPushButton] = []
        self._close = QPushButton("Close it  Esc", self)
        self._build()

    def open(self, pupil: Pupil) -> None:
        """Show what the packs of a pupil lack, and a key for each parent's draft.

        Raises:
            NotAllowedError: The person signed in may not refer families.
        """
        try:
            packs = referral_packs(self._office, pupil)
            lacking = list(dict.fromkeys(gap for pack in packs for gap in pack.gaps))
        except PackGapsError as refusal:
            packs, lacking = [], list(refusal.gaps)
        self.set_title(f"Referral pack: {pupil.called}")
        many = {0: "Nothing is lacking", 1: "1 thing is lacking"}
        said = many.get(len(lacking), f"{len(lacking)} things are lacking")
        self.say(f"{said}. {A_DRAFT if packs else NO_DRAFT}")
        self._table.show(lacking)
        self._refused.hide()
        self._offer(packs)
        self._say_row()
        self.show()
        self.turned.emit()
        self.view.setFocus()

    def close_pack(self) -> bool:
        """Show none any more; say whether one was shown."""
        if self.isHidden():
            return False
        self._table.show([])
        self._offer([])
        self.hide()
        self.turned.emit()
        return True

    def _build(self) -> None:
        self.view.setAccessibleName("What the referral pack lacks")
        self._refused.setObjectName("pupils.case.pack.refused")
        self._refused.setWordWrap(True)
        self._close.setObjectName("pupils.case.pack.close")
        self._close.setProperty("class", "small")
        self._close.clicked.connect(self.close_pack)
        self._keys.addStretch(1)
        self._keys.addWidget(self._close)
        self._said.setObjectName("pupils.case.pack.said")
        self._said.setWordWrap(True)
        self.view.selectionModel().currentRowChanged.connect(self._say_row)
        self.inside.addWidget(self.view)
        self.inside.addWidget(self._said)
        self.inside.addWidget(self._refused)
        self.inside.addLayout(self._keys)
        self.hide()

    def _say_row(self, *_: object) -> None:
        """Say the line in hand whole, and whether it is mended or passed with a reason."""
        gap = self.view.current()
        if gap is None:
            self._said.clear()
            return
        to_do = "to be looked at, and passed with a reason" if gap.look else "to be mended"
        self._said.setText(f"{gap.words[:1].upper()}{gap.words[1:]}: {to_do}.")

    def _offer(self, packs: list[Pack]) -> None:
        """Show a key for each parent's draft; a parent's pack is never in another's paper."""
        for button in self._drafts:
            button.hide()
            button.deleteLater()
        self._drafts = []
        for place, pack in enumerate(packs, 1):
            button = QPushButton(f"Draft for {pack.parent_name.replace('&', '&&')}  {place}", self)
            button.setObjectName(f"pupils.case.pack.draft.{place}")
            button.setProperty("class", "small")
            button.setShortcut(str(place))
            button.clicked.connect(partial(self._on_draft, pack))
            self._keys.insertWidget(place - 1, button)
            self._drafts.append(button)

    def _on_draft(self, pack: Pack, *_: object) -> None:
        """Draw a draft off the window's thread, then show it to be printed."""

        def work(report: Report) -> bytes:  # noqa: ARG001  # it is one paper, drawn in one go
            from officeapp.documents.referral_pack import draw_pack

            return draw_pack(pack, "")

        def answer(paper: bytes) -> None:
            title = f"Draft referral pack {pack.child}, {pack.parent_name}"
            print_pdf(self, paper, title, self._services)

        try:
            self._services.tasks.run(self, DRAWING, work, answer)
        except OfficeError as refusal:
            self._refused.setText(str(refusal))
            self._refused.show()
            announce(self, str(refusal))
