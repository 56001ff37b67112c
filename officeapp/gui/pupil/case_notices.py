"""The ledger of penalty notices in the case view: per parent, with amounts and outcomes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from officeapp.domain.notice_ledger import (
    AS_FAR,
    LedgerLine,
    Outcome,
    PenaltyNotice,
    notice_said,
)
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span, short_day
from officeapp.gui.pupil.case_asks import Ask, Kind
from officeapp.gui.pupil.case_form import GONE, WHY
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.keep_notices import (
    change_notice,
    enter_notice,
    ledger_of,
    notice_for,
    packs_to,
    settle_notice,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.roll import Contact, Pupil
    from officeapp.gui.pupil.case_form import CaseForm
    from officeapp.gui.screen import WindowServices

    Values = Mapping[str, Any]

LEAST_HEIGHT = 104
#: Which columns are left out below which width; the line under the list says all.
NARROW = ((900, (2, 3)), (660, (4,)))
NOTHING = "None is known. F5 enters one that was issued."
ISSUED = "A penalty notice that was issued; without days it is for those of the last referral"
ISSUERS = ("the authority", "the headteacher", "the police")
_DAY, _ABSENCE = Ask("day", "Issued on", Kind.A_DAY), Ask("absence", "Absence from", Kind.A_DAY)
_RECEIVED, _REFERENCE = Ask("received", "Received on", Kind.DAY), Ask("reference", "Reference")
_ISSUER, _WORDS = Ask("issuer", "Issued by", Kind.CHOICE, ISSUERS), Ask("words", "More about it")
_ON = Ask("settled", "On", Kind.A_DAY)
#: What became of a notice: the word on the button, and its key.
OUTCOMES: tuple[tuple[Outcome, str, str], ...] = (
    (Outcome.PAID, "Paid", "F7"),
    (Outcome.WITHDRAWN, "Withdrawn", "F8"),
    (Outcome.PROSECUTED, "Prosecuted", "F9"),
)


class NoticesCard(Card):
    """The notices of one pupil while they are looked at; closed, it holds nothing.

    Signals:
        turned: The card was opened or closed.
    """

    turned = Signal()

    def __init__(
        self,
        office: Office,
        services: WindowServices,
        form: CaseForm,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Penalty notices", parent)
        self._office, self._services, self._form = office, services, form
        self._pupil: Pupil | None = None
        self._names: dict[int, str] = {}
        self._table: RecordTable[LedgerLine] = RecordTable(self._columns(), self)
        self.view = ShortList(self._table, "pupils.case.notices", self, LEAST_HEIGHT)
        self._said = label("", "note", self)
        self._enter = QPushButton("Enter one  F5", self)
        self._settles = [QPushButton(f"{words}  {key}", self) for _, words, key in OUTCOMES]
        self._close = QPushButton("Close it  Esc", self)
        self._keys: dict[int, Callable[..., None]] = {}
        self._build()

    def open(self, pupil: Pupil) -> None:
        """Show the notices for a pupil.

        Raises:
            NotAllowedError: The person signed in may not read attendance cases.
        """
        self._read(pupil)
        self.show()
        self.turned.emit()
        self.view.setFocus()

    def close_notices(self) -> bool:
        """Show none any more; say whether they were shown."""
        was_open = not self.isHidden()
        self.put_aside()
        self._pupil = None
        return was_open

    def put_aside(self) -> None:
        """Take the ledger out of sight; `bring_back` shows it again, read anew."""
        self._table.show([])
        if not self.isHidden():
            self.hide()
            self.turned.emit()

    def bring_back(self, pupil: Pupil) -> None:
        """Read the ledger again where that pupil's is open or was put aside."""
        if self._pupil is None or self._pupil.id != pupil.id:
            return
        self._read(pupil)
        if self.isHidden():
            self.show()
            self.turned.emit()

    def _columns(self) -> tuple[Column[LedgerLine], ...]:
        return (
            Column("Issued", lambda one: _day(one.notice), width=128),
            Column("To", lambda one: self._names.get(one.notice.parent, "somebody"), width=126),
            Column("Which", _place, width=60),
            Column("For", _about),
            Column("It asks for", lambda one: one.asks_said, width=282),
            Column("What became of it", lambda one: one.notice.outcome_said, width=160),
        )

    def _build(self) -> None:
        self.view.setAccessibleName("Penalty notices this school knows of")
        keys = QHBoxLayout()
        named = [(self._enter, "enter", "F5", self._on_enter)]
        for button, (outcome, _, key) in zip(self._settles, OUTCOMES, strict=True):
            named.append((button, outcome.value, key, partial(self._on_settle, outcome)))
        for button, name, key, act in named:
            button.setObjectName(f"pupils.case.notices.{name}")
            button.setProperty("class", "small")
            button.clicked.connect(act)
            keys.addWidget(button)
            self._keys[Qt.Key[f"Key_{key}"]] = act
        self._close.setObjectName("pupils.case.notices.close")
        self._close.setProperty("class", "small")
        self._close.clicked.connect(self.close_notices)
        self.view.record_chosen.connect(self._on_chosen)
        keys.addStretch(1)
        keys.addWidget(self._close)
        self._said.setObjectName("pupils.case.notices.said")
        self._said.setWordWrap(True)
        self.view.selectionModel().currentRowChanged.connect(self._say_row)
        self.inside.addWidget(self.view)
        self.inside.addWidget(self._said)
        self.inside.addLayout(keys)
        self.hide()

    @override
    def event(self, event: QEvent) -> bool:
        """Take the ledger's keys before the page does, which has F8 for a withheld address."""
        if event.type() == QEvent.Type.ShortcutOverride and self._act_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QEvent) -> Callable[..., None] | None:
        if isinstance(event, QKeyEvent) and not event.modifiers():
            return self._keys.get(event.key())
        return None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for least, columns in NARROW:
            for column in columns:
                self.view.setColumnHidden(column, event.size().width() < least)

    def _say_row(self, *_: object) -> None:
        """Say the line in hand whole: for which sessions, what it asks for, what became of it."""
        line: LedgerLine | None = self.view.current()
        if line is None:
            self._said.clear()
            return
        parent = self._names.get(line.notice.parent, "somebody")
        said = notice_said(line.notice, parent)
        self._said.setText(f"{said[:1].upper()}{said[1:]}. It asks for {line.asks_said}.")

    def _read(self, pupil: Pupil) -> None:
        self._pupil = pupil
        self._names = {contact.id: contact.called for contact in self._parents().values()}
        lines = ledger_of(self._office, pupil.id)
        self.set_title(f"Penalty notices for {pupil.called}, {AS_FAR}")
        self.say("Enter puts one right." if lines else NOTHING)
        self._table.show(lines)
        may = self._office.may(Right.KEEP_NOTICES)
        for button in (self._enter, *self._settles):
            button.setVisible(may)
        for button in self._settles:
            button.setEnabled(bool(lines))

    def _parents(self) -> dict[str, Contact]:
        """Return who may have had a notice, by how the form names them."""
        if self._pupil is None:
            return {}
        found = self._office.contacts.of(self._pupil.id)
        ordered = sorted(found, key=lambda pair: not pair[0].parental_responsibility)
        return {f"{one.called}, {tie.relationship}".rstrip(", "): one for tie, one in ordered}

    def _may(self) -> bool:
        return self._pupil is not None and self._office.may(Right.KEEP_NOTICES)

    def _on_enter(self, *_: object) -> None:
        """Ask what was issued, to whom, and for which days where it was not after a referral."""
        if not self._may() or self._pupil is None:
            return
        pupil, parents = self._pupil, self._parents()
        asks = (
            Ask("parent", "To", Kind.CHOICE, tuple(parents)),
            _DAY,
            Ask("absence", "For absence from", Kind.DAY),
            Ask("until", "to", Kind.DAY),
            _ISSUER,
            _REFERENCE,
            _RECEIVED,
        )

        def keep(values: Values) -> None:
            parent = parents[values["parent"]].id
            first, last = values["absence"], values["until"]
            packs = packs_to(self._office, pupil.id, parent)
            days = Span(first, max(first, last or first)) if first else None
            made = notice_for(self._office, pupil, parent, days or next(iter(packs), None))
            rest = {ask.name: values[ask.name] for ask in (_DAY, _ISSUER, _REFERENCE, _RECEIVED)}
            made = replace(made, **rest)
            enter_notice(self._office, made)
            self._services.say(f"The notice is in the ledger of {pupil.called}.")

        self._form.open(ISSUED, asks, {"day": self._office.today()}, keep)

    def _on_settle(self, outcome: Outcome, *_: object) -> None:
        line: LedgerLine | None = self.view.current()
        if line is None or not self._may():
            return

        def keep(values: Values) -> None:
            settle_notice(self._office, line.notice, outcome, values["settled"], values["words"])
            self._services.say(f"The notice is noted as {outcome.value}.")

        title = f"The notice of {_day(line.notice)} was {outcome.value}"
        begins = {"settled": self._office.today()}
        self._form.open(title, (_ON, _WORDS), begins, keep)

    def _on_chosen(self, line: LedgerLine) -> None:
        """Put an entry right, or take it back."""
        if not self._may():
            return
        asks = (_DAY, _ABSENCE, _ISSUER, _REFERENCE, _RECEIVED, _WORDS, WHY, GONE)
        names = [ask.name for ask in asks[:-2]]

        def keep(values: Values) -> None:
            rest = {name: values[name] for name in names}
            made = replace(line.notice, **rest, gone=values[GONE.name])
            change_notice(self._office, made, values[WHY.name])
            self._services.say("Taken back." if made.gone else "The notice is put right.")

        begins = {name: getattr(line.notice, name) for name in names}
        self._form.open(f"The notice of {_day(line.notice)}", asks, begins, keep)


def _day(notice: PenaltyNotice) -> str:
    return f"{short_day(notice.day)} {notice.day.year}"


def _place(line: LedgerLine) -> str:
    """Return which of the notices that count it is: '1st', '2nd', '3rd'."""
    if line.notice.outcome is Outcome.WITHDRAWN:
        return "–"
    return ("1st", "2nd", "3rd")[min(line.place, 3) - 1]


def _about(line: LedgerLine) -> str:
    notice = line.notice
    many = len(notice.sessions)
    said = f"{many} session{'s' if many != 1 else ''} from {short_day(notice.absence)}"
    return f"{said}, {notice.referral}" if notice.referral else said
