"""The referral pack in the case view: what is lacking, drafts, fields to copy, and issuing it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from officeapp.domain.pack_gaps import Jump, PackGap, PackGapsError
from officeapp.gui.messages import announce
from officeapp.gui.pupil.case_pack_asks import PackAsks
from officeapp.gui.pupil.case_pack_fields import FieldList
from officeapp.gui.pupil.case_pack_work import PackWork
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.referral_pack import referral_packs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.pack import Pack
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices

LEAST_HEIGHT, WIDE = 150, 900
NO_DRAFT = "There is no draft before a parent with responsibility is on the card."
A_DRAFT = "A draft has no number and is not kept."
SENT = "Print each with its number, and note how it was sent under Letters."
COPYING = (
    "Enter copies the answer in hand and goes on; F4 shows the next parent, or what is lacking."
)
COLUMNS: tuple[Column[PackGap], ...] = (
    Column("Parent", lambda one: one.parent or "every parent", width=124),
    Column("What is lacking", lambda one: one.words, tip=lambda one: one.words),
    Column("To do", lambda one: "look at it" if one.look else "mend it", width=84),
    Column("Where", lambda one: one.jump.value, width=80),
)


class PackCard(Card):
    """The packs of one pupil while they are looked at; closed, it holds nothing.

    Signals:
        turned: The card was opened or closed.
        gap_chosen: What mends a gap is to be opened; carries the gap.
    """

    turned = Signal()
    gap_chosen = Signal(object)

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__("Referral pack", parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._packs: list[Pack] = []
        self._copying = -1  # whose fields are shown, by place; -1 while it is what is lacking
        self._is_issued = False
        self._what_next = ""
        self._work = PackWork(office, services, self)
        self._table: RecordTable[PackGap] = RecordTable(COLUMNS, self)
        self.view = ShortList(self._table, "pupils.case.pack.gaps", self, LEAST_HEIGHT)
        self._fields = FieldList(self, LEAST_HEIGHT)
        self._lists = QStackedWidget(self)
        self._asks = PackAsks(self)
        self._said = label("", "note", self)
        self._refused = label("", "refused", self)
        self._keys, self._acts = QHBoxLayout(), QHBoxLayout()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._numbered: list[QPushButton] = []
        self._turn = QPushButton("Fields to copy  F4", self)
        self._issue = QPushButton("Issue  Ctrl+Enter", self)
        self._close = QPushButton("Close it  Esc", self)
        self._build()
        self._connect()

    def open(self, pupil: Pupil) -> None:
        """Show what the packs of a pupil lack, and a key for each parent's draft.

        Raises:
            NotAllowedError: The person signed in may not refer families.
        """
        self.close_pack()
        self._asks.begin()
        self._read(pupil)
        self.show()
        self.turned.emit()
        self.view.setFocus()

    def close_pack(self) -> bool:
        """Show none any more; say whether one was shown."""
        was_open = not self.isHidden()
        self._work.forget()
        self.put_aside()
        self._pupil, self._packs, self._is_issued = None, [], False
        return was_open

    def put_aside(self) -> None:
        """Take the pack out of sight; `bring_back` shows it again, read anew."""
        self._copying = -1
        self._table.show([])
        self._fields.show_pack(None)
        self._offer([])
        if not self.isHidden():
            self.hide()
            self.turned.emit()

    def bring_back(self, pupil: Pupil) -> None:
        """Read the pack again where that pupil's is open or was put aside."""
        if self._pupil is None or self._pupil.id != pupil.id or self._is_issued:
            return
        copying = self._copying
        self._read(pupil)
        self._show_fields(copying if copying < len(self._packs) else -1)
        if self.isHidden():
            self.show()
            self.turned.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, way = event.size().width() >= WIDE, QBoxLayout.Direction
        self._rows.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._asks.arrange(wide=wide)
        self._fields.arrange(wide=wide)

    def _build(self) -> None:
        self.view.setAccessibleName("What the referral pack lacks")
        self._refused.setObjectName("pupils.case.pack.refused")
        self._refused.setWordWrap(True)
        self._said.setObjectName("pupils.case.pack.said")
        self._said.setWordWrap(True)
        self._keys.addStretch(1)
        self._acts.addStretch(1)
        buttons = ((self._turn, "copy"), (self._issue, "issue"), (self._close, "close"))
        for button, name in buttons:
            button.setObjectName(f"pupils.case.pack.{name}")
            button.setProperty("class", "small")
            self._acts.addWidget(button)
        self._rows.addLayout(self._keys, 1)
        self._rows.addLayout(self._acts)
        self._lists.addWidget(self.view)
        self._lists.addWidget(self._fields)
        for part in (self._asks, self._lists, self._said, self._refused):
            self.inside.addWidget(part)
        self.inside.addLayout(self._rows)
        self.hide()

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_pack)
        self._turn.clicked.connect(self._on_turn)
        self._issue.clicked.connect(self._on_issue)
        self._asks.changed.connect(self._on_purpose)
        self._fields.copied.connect(self._services.say)
        self._work.refused.connect(self._refuse)
        self._work.issued.connect(self._on_issued)
        self.view.record_chosen.connect(self.gap_chosen)
        self.view.selectionModel().currentRowChanged.connect(self._say_row)
        for key, act in (("F4", self._on_turn), ("Ctrl+Return", self._on_issue)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _read(self, pupil: Pupil) -> None:
        self._pupil = pupil
        try:
            self._packs = referral_packs(self._office, pupil, "", self._asks.purpose)
            lacking = list(dict.fromkeys(gap for pack in self._packs for gap in pack.gaps))
        except PackGapsError as refusal:
            self._packs, lacking = [], list(refusal.gaps)
        self._what_next = f"{_counted(lacking)}. {self._next(lacking)}"
        self._table.show(lacking)
        self._refuse("")
        drafts = [f"Draft for {one.parent_name}" for one in self._packs]
        self._offer([(words, partial(self._on_draft, at)) for at, words in enumerate(drafts)])
        for part in (self._issue, self._turn):
            part.setVisible(bool(self._packs))
        self._asks.ask_why(needed=any(one.look for one in lacking))
        self._show_fields(-1)

    def _next(self, lacking: Sequence[PackGap]) -> str:
        """Return what can be done now."""
        if not self._packs:
            return NO_DRAFT
        if any(not one.look for one in lacking):
            return f"Enter opens what mends one. {A_DRAFT}"
        if lacking:
            return f"Say why it is sent all the same; Ctrl+Enter then issues it. {A_DRAFT}"
        return f"Ctrl+Enter issues it. {A_DRAFT}"

    def _show_fields(self, place: int) -> None:
        """Show the fields of one parent's pack by its place; what is lacking for -1."""
        self._copying = place
        pack = self._packs[place] if place >= 0 else None
        self._fields.show_pack(pack)
        self._asks.setVisible(bool(self._packs) and pack is None and not self._is_issued)
        self._lists.setVisible(not self._is_issued)
        self.say(COPYING if pack else self._what_next)
        self._lists.setCurrentIndex(int(pack is not None))
        child = self._pupil.called if self._pupil else ""
        of_whom = f"Fields to copy: {child}, {pack.parent_name}" if pack else ""
        self.set_title(of_whom or f"Referral pack: {child}")
        last = place == len(self._packs) - 1
        self._turn.setText("What is lacking  F4" if last and pack else "Fields to copy  F4")
        self._say_row()

    def _say_row(self, *_: object) -> None:
        """Say the line in hand whole, and whether it is mended or passed with a reason."""
        gap = self.view.current()
        self._said.setVisible(gap is not None and self._copying < 0)
        if gap is None:
            return
        to_do = "to be looked at, and passed with a reason" if gap.look else "to be mended"
        self._said.setText(f"{gap.words[:1].upper()}{gap.words[1:]}: {to_do}.{_way(gap)}")

    def _offer(self, keys: Sequence[tuple[str, Callable[..., None]]]) -> None:
        """Show a numbered key for each parent; a parent's pack is never in another's paper."""
        for button in self._numbered:
            button.hide()
            button.deleteLater()
        self._numbered = []
        for place, (words, act) in enumerate(keys, 1):
            button = QPushButton(f"{words.replace('&', '&&')}  {place}", self)
            button.setObjectName(f"pupils.case.pack.draft.{place}")
            button.setProperty("class", "small")
            button.setShortcut(str(place))
            button.clicked.connect(act)
            self._keys.insertWidget(place - 1, button)
            self._numbered.append(button)

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self, why)

    def _on_purpose(self) -> None:
        if self._pupil is not None:
            self._read(self._pupil)

    def _on_turn(self) -> None:
        """Show the fields of the first parent, of the next, then again what is lacking."""
        if self._packs and not self._is_issued:
            following = self._copying + 1
            self._show_fields(following if following < len(self._packs) else -1)
            (self._fields if self._copying >= 0 else self.view).setFocus()

    def _on_draft(self, place: int, *_: object) -> None:
        if self._pupil is not None:
            self._work.draft(self._pupil, place, self._asks.why, self._asks.purpose)

    def _on_issue(self) -> None:
        if self._pupil is not None and self._packs and not self._is_issued:
            self._refuse("")
            self._work.issue(self._pupil, self._asks.why, self._asks.purpose)

    def _on_issued(self, made: Sequence[tuple[Pack, Letter, bytes]]) -> None:
        """Show what was issued, with a key that prints each."""
        self._is_issued = True
        said = " and ".join(f"{letter.number} for {pack.parent_name}" for pack, letter, _ in made)
        self._what_next = f"Issued and kept: {said}. {SENT}"
        self._table.show([])
        self._show_fields(-1)
        prints = [(f"Print {one[1].number}", partial(self._on_print, one)) for one in made]
        self._offer(prints)
        for part in (self._issue, self._turn):
            part.hide()
        if self._numbered:
            self._numbered[0].setFocus()
        self._services.say(f"Issued {said}.")

    def _on_print(self, made: tuple[Pack, Letter, bytes], *_: object) -> None:
        self._work.print_issued(made)


def _counted(lacking: Sequence[PackGap]) -> str:
    """Return how much is lacking, and how much of that is only to be looked at."""
    look = sum(one.look for one in lacking)
    many = {0: "Nothing is lacking", 1: "1 thing is lacking"}
    said = many.get(len(lacking), f"{len(lacking)} things are lacking")
    return f"{said}, {look} of them only to be looked at" if look else said


def _way(gap: PackGap) -> str:
    """Return where Enter leads from a gap; empty for nowhere."""
    return "" if gap.jump is Jump.NOWHERE else f" Enter opens the {gap.jump.value}."
