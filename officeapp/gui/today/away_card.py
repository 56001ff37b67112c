"""The card of who is away without a reason: what was tried, the next step, and one key to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from officeapp.domain.first_day import Step
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import FITS, Column, RecordTable, RecordView
from officeapp.gui.today.attempt_panel import AttemptPanel
from officeapp.gui.today.lines import MESSAGE
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Calm, Card
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.log_attempt import take_back_attempt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from officeapp.books.chasing import ChaseLine
    from officeapp.books.office import Office
    from officeapp.domain.first_day import Attempt
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.today.texts_panel import TextsPanel

LEAST_LIST_HEIGHT = 180
MAY_ACT = (
    "Enter opens the child  ·  T text  ·  C call  ·  V visit  ·  D done  ·  R reason  ·  Ctrl+Z"
)
ONLY_LOOKS = "Enter opens the child"
TOO_LATE = "The minute is over: the attempt stands. Write down another that says what is right."
STEPS = {"t": Step.TEXT, "c": Step.CALL, "v": Step.VISIT, "d": Step.TOLD}
DAYS = ("", "", "second day running", "third day running", "fourth day running")


class AwayView(RecordView):
    """The list, which takes letters as acts and not as a search.

    Signals:
        letter: A letter was pressed on a line; carries the letter and the line.
    """

    letter = Signal(str, object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().casefold()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if plain and typed.isalpha():
            if self.current() is not None:
                self.letter.emit(typed, self.current())
        else:
            super().keyPressEvent(event)


class AwayCard(Card):
    """The list, the panel that takes an outcome, and the text messages made ready.

    Signals:
        place_wanted: Another place is to be opened; carries the place and the target.
    """

    place_wanted = Signal(object, object)

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__("Away without a reason", parent)
        self._office, self._services = office, services
        self._every: Sequence[ChaseLine] = ()
        self._last: list[int] = []
        self._only_due = False
        self._now = office.now().time()
        self._table: RecordTable[ChaseLine] = RecordTable(self._columns(), self)
        self.view = AwayView(self._table, "today.away.list", self)
        self._calm = Calm(services.theme, "", self)
        self._attempt = AttemptPanel(office, self)
        self._texts: TextsPanel | None = None
        self._prepare = QPushButton("Prepare texts  Ctrl+T", self)
        self._stack = QStackedWidget(self)
        self._build()
        self._connect()

    @property
    def attempt(self) -> AttemptPanel:
        """Return the panel that takes an outcome."""
        return self._attempt

    @property
    def texts(self) -> TextsPanel | None:
        """Return the panel of text messages; None before it was opened."""
        return self._texts

    def show_lines(self, lines: Sequence[ChaseLine], why_none: str) -> None:
        """Show who is away; where nobody is, say why."""
        self._every = lines
        self._now = self._office.now().time().replace(tzinfo=None)
        shown = [line for line in lines if not self._only_due or self._is_due(line)]
        shown.sort(key=lambda line: (not line.is_open, not self._is_due(line)))
        kept = self.view.current()
        self._table.show(shown)
        self._calm.said.setText(why_none)
        if self._stack.currentWidget() is not self._texts:
            self._stack.setCurrentWidget(self.view if shown else self._calm)
        if kept is not None:
            self._stand_on(kept)
        self._show_keys()

    def show_only_due(self, *, only: bool) -> None:
        """Show only those whose next step is due, or everybody again."""
        self._only_due = only

    def step_back(self) -> bool:
        """Close a panel that is open; say whether one was."""
        if self._stack.currentWidget() is self._texts and self._texts is not None:
            self._on_texts_closed()
        elif self._attempt.isVisible():
            self._on_attempt_closed()
        else:
            return False
        return True

    def _columns(self) -> tuple[Column[ChaseLine], ...]:
        return (
            Column(
                "Who", lambda line: line.pupil.listed, tip=lambda line: line.pupil.listed, width=156
            ),
            Column(
                "Class", lambda line: line.class_name, tip=lambda line: line.class_name, width=76
            ),
            Column("Away", self._how_long, width=FITS),
            Column("Tried", _tried, tip=_tried),
            Column("Next", self._next, number=True, width=FITS, badge=self._tone),
        )

    def _how_long(self, line: ChaseLine) -> str:
        if not line.is_open:
            return ""
        minutes = _minutes(self._now) - _minutes(line.since)
        hours, rest = divmod(max(minutes, 0), 60)
        return f"{hours} h {rest:02}" if hours else f"{rest} min"

    def _next(self, line: ChaseLine) -> str:
        if line.closed:
            return line.closed
        if line.reached:
            return "write the reason"
        if line.next is None:
            return "all was tried"
        if line.next.due > self._now:
            return f"{line.next.badge} {line.next.due:%H:%M}"
        return line.next.badge

    def _tone(self, line: ChaseLine) -> str:
        if line.closed:
            return "good"
        if line.next is None:
            return "late" if line.reached else "unauthorised"
        if line.next.step is Step.TOLD and line.next.due <= self._now:
            return "unauthorised"
        return "late" if self._is_due(line) else "authorised"

    def _is_due(self, line: ChaseLine) -> bool:
        return line.is_open and (line.next is None or line.next.due <= self._now)

    def _build(self) -> None:
        self.view.setAccessibleName("Away without a reason")
        self.view.setItemDelegate(BadgeDelegate(self._services.theme, self.view))
        self.view.horizontalHeader().hide()
        self._prepare.setObjectName("today.texts.prepare")
        self._prepare.setProperty("class", "small")
        self.head.addWidget(self._prepare)
        self._stack.setMinimumHeight(LEAST_LIST_HEIGHT)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._calm)
        self.inside.addWidget(self._stack, 1)
        self.inside.addWidget(self._attempt)

    def _connect(self) -> None:
        self.view.record_chosen.connect(self._on_chosen)
        self.view.letter.connect(self._on_letter)
        self._attempt.logged.connect(self._on_logged)
        self._attempt.closed.connect(self._on_attempt_closed)
        self._prepare.clicked.connect(self._on_prepare)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self._on_prepare)
        undo = QShortcut(QKeySequence("Ctrl+Z"), self.view)
        undo.setContext(Qt.ShortcutContext.WidgetShortcut)
        undo.activated.connect(self._on_undo)

    def _show_keys(self) -> None:
        """Say which keys act; none of the list's while the text messages are made ready."""
        if self._texts is not None and self._stack.currentWidget() is self._texts:
            return
        may_keep = self._office.may(Right.KEEP_DESK)
        self.say((MAY_ACT if may_keep else ONLY_LOOKS) if self._table.records else "")
        self._prepare.setVisible(may_keep and any(line.is_open for line in self._every))

    def _stand_on(self, line: ChaseLine) -> None:
        for row, other in enumerate(self._table.records):
            if other.pupil.id == line.pupil.id:
                self.view.selectRow(row)

    def _on_chosen(self, line: ChaseLine) -> None:
        self.place_wanted.emit(Place.PUPILS, Target(pupil=line.pupil.id))

    def _on_letter(self, letter: str, line: ChaseLine) -> None:
        if not self._office.may(Right.KEEP_DESK):
            return
        if letter == "r":
            self._give_reason(line)
        elif letter in STEPS and line.is_open:
            self._attempt.open(line, STEPS[letter])

    def _give_reason(self, line: ChaseLine) -> None:
        self.place_wanted.emit(Place.FRONT_DESK, Target(pupil=line.pupil.id, section=MESSAGE))

    def _on_logged(self, entry: Attempt, line: ChaseLine) -> None:
        self._attempt.hide()
        self.view.setFocus()
        self._say(f"{line.pupil.called}: {entry.step}, {entry.outcome}.", [entry])
        if entry.outcome == "reason given":
            self._give_reason(line)

    def _on_attempt_closed(self) -> None:
        self._attempt.hide()
        self.view.setFocus()

    def _on_prepare(self) -> None:
        from officeapp.gui.today.texts_panel import TextsPanel

        if not self._office.may(Right.KEEP_DESK) or not any(one.is_open for one in self._every):
            return
        if self._texts is None:
            self._texts = TextsPanel(self._office, self._services, self)
            self._texts.closed.connect(self._on_texts_closed)
            self._texts.written.connect(self._on_written)
            self._stack.addWidget(self._texts)
        self._attempt.hide()
        self._texts.open(self._every)
        self._stack.setCurrentWidget(self._texts)
        self._prepare.hide()
        self.say("")
        self._texts.begin()

    def _on_written(self, said: str, entries: Sequence[Attempt]) -> None:
        self._on_texts_closed()
        self._say(said, entries)

    def _on_texts_closed(self) -> None:
        self._stack.setCurrentWidget(self.view if self._table.records else self._calm)
        self._show_keys()
        self.view.setFocus()

    def _say(self, said: str, entries: Sequence[Attempt]) -> None:
        self._last = [one.id for one in entries]
        self._services.say(said, self._on_undo)

    def _on_undo(self) -> None:
        """Take back what was written down last, for a minute and by the same person."""
        numbers, self._last = self._last, []
        if not numbers:
            return
        try:
            take_back_attempt(self._office, *numbers)
        except NoReasonError:
            self.say(TOO_LATE)
        except OfficeError as refusal:
            self.say(str(refusal))
        else:
            self._services.say("Taken back; the entry stays legible.")


def _tried(line: ChaseLine) -> str:
    running = DAYS[line.days] if line.days < len(DAYS) else f"{line.days} days running"
    if not line.is_open:
        return line.tried if line.attempts else ""
    return ", ".join(filter(None, (running, line.tried if line.attempts or not running else "")))


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
