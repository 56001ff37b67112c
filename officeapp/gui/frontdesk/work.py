"""The work of the desk: the mode's buttons, the one field, who fits it, and the mode's panel.

The focus stays in the field. While a child is in hand, keys go to the panel; thirty seconds after
the last key the child is hidden, and the key that shows it again does nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.frontdesk.child_card import DoneCard
from officeapp.gui.frontdesk.choices import Pages, room_for
from officeapp.gui.frontdesk.head import ModeButtons
from officeapp.gui.frontdesk.modes import ROLL_CALL
from officeapp.gui.frontdesk.search import ENTERS, CandidateList, DeskField
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.frontdesk.modes import Mode
    from officeapp.gui.frontdesk.panel import Panel
    from officeapp.gui.screen import WindowServices

HIDES_MS = 30_000
ONE_ROW = 700
NOT_CARRIED = frozenset({"back", ROLL_CALL})  # modes with a list of their own
IN_HAND = "Enter files it, Esc goes back to the names"
HIDDEN = "Hidden after 30 seconds. A key shows the child again; nothing is lost."
NOBODY_FITS = "Nobody on roll today fits. Try fewer letters, the class, or a parent's name."


class DeskWork(QFrame):
    """One mode at a time, on one child at a time.

    Signals:
        filed: Something was filed, or a panel left; carries the sentence, empty for none.
        undo_requested: What was filed last is to be taken back.
        whole_wanted: A panel that takes the whole screen is shown, or None for the desk again.
        touched: A key was pressed in the field.
        hidden: The child in hand, or filed last, was hidden.
    """

    filed = Signal(str)
    undo_requested = Signal()
    whole_wanted = Signal(object)
    touched = Signal()
    hidden = Signal()

    def __init__(
        self,
        office: Office,
        services: WindowServices,
        modes: Sequence[Mode],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._services, self._modes = office, services, modes
        self._mode = modes[0]
        self._panels: dict[str, Panel] = {}
        self._child: PupilId | None = None
        self._changing = False
        self._kept = ""
        self._typed_at: dt.time | None = None
        self._focus_before: QWidget | None = None
        self._buttons = ModeButtons([mode for mode in modes if mode.name != ROLL_CALL], self)
        self.field = DeskField(self._on_field_key, self)
        self._found = CandidateList(office, self)
        self._done = DoneCard(services.theme, self)
        self._nobody = label("", "refused", self)
        self._hint = label("", "note", self)
        self._hidden = label(HIDDEN, "faded", self)
        self._waiting = QWidget(self)
        self._pages = Pages(self)
        self._hides = QTimer(self)
        self._build()
        self._connect()

    @property
    def in_hand(self) -> bool:
        """Say whether there is a child, or an entry to be changed, in hand."""
        return self._child is not None or self._changing

    def panel(self) -> Panel:
        """Return the panel of the mode, made when it is first wanted."""
        name = self._mode.name
        if name not in self._panels:
            panel = self._mode.panel(self._office, self._services, self)
            panel.done.connect(self._on_done)
            panel.child_wanted.connect(self.begin)
            panel.field_wanted.connect(self.field.setFocus)
            self._panels[name] = panel
            if not panel.whole:
                self._pages.addWidget(panel)
        return self._panels[name]

    def choose(self, mode: Mode) -> None:
        """Go to a mode; a child in hand is taken along, what was being written of it is not."""
        carried = None if mode.name in NOT_CARRIED else self._child
        letters = self.field.text() if self._child is None else self._kept
        replaced = self.field.hasSelectedText()  # by the next letter, as after Esc
        self.panel().begin(None)
        self._mode = mode
        self._child, self._changing = None, False
        panel = self.panel()
        self._buttons.mark(mode.name)
        self._done.clear()
        panel.begin(None)
        self.whole_wanted.emit(panel if panel.whole else None)
        if panel.whole:
            panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.field.setFocus()
        self.field.setText(letters)
        self._on_typed(letters)
        if replaced:
            self.field.selectAll()
        if carried is not None:
            self.begin(carried)

    def begin(self, pupil: PupilId) -> None:
        """Give a child to the mode's panel."""
        self._child, self._changing = pupil, False
        panel = self.panel()
        panel.begin(pupil)
        if self._typed_at is not None:
            panel.take_time(self._typed_at)
        self._kept = self.field.text()
        self._show_panel(panel)

    def change(self, mode: Mode, entry: int) -> None:
        """Give an entry of today's book to the panel of its mode, to be changed."""
        self._child = None
        self.field.clear()
        self.choose(mode)
        self._changing, self._kept = True, ""
        self.panel().change(entry)
        self._show_panel(self.panel())

    def wait(self, said: str, *, may_undo: bool) -> None:
        """Say what was done, and wait for the next child."""
        self._child, self._changing, self._kept = None, False, ""
        self.panel().begin(None)
        if self.panel().whole:
            self.choose(self._modes[0])
        self.field.clear()
        self._on_typed("")
        self.field.setFocus()
        self._done.say(said, may_undo=may_undo)

    def step_back(self) -> bool:
        """Go back one step: in the panel, to the letters typed, to the first mode."""
        if self.panel().step_back():
            self.field.setFocus()
            return True
        if self.in_hand:
            self._drop()
            return True
        if self._mode is not self._modes[0]:
            self.choose(self._modes[0])
            return True
        self._done.clear()
        self.field.setFocus()
        return False

    def refresh(self) -> None:
        """Read the books again."""
        self.panel().refresh()
        QTimer.singleShot(0, self, self._found.get_ready)

    def forget_roll(self) -> None:
        """Read the roll again before the next search."""
        self._found.forget()

    def arrange(self) -> None:
        """Fit the buttons to the room there is."""
        self._buttons.arrange(wide=room_for(self) >= ONE_ROW)

    def _build(self) -> None:
        self.setProperty("class", "card")
        self._hint.setObjectName("frontdesk.hint")
        self._hint.setWordWrap(True)
        self._nobody.setObjectName("frontdesk.nobody")
        self._nobody.setWordWrap(True)
        self._nobody.hide()
        self._hidden.setObjectName("frontdesk.hidden")
        self._hidden.setWordWrap(True)
        self._hidden.setAlignment(Qt.AlignmentFlag.AlignCenter)
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(self._done)
        waiting.addWidget(self._nobody)
        waiting.addWidget(self._found, 1)
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self._hidden)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 12, 20, 8)
        inside.setSpacing(9)
        inside.addWidget(self._buttons)
        inside.addWidget(self.field)
        inside.addWidget(self._pages, 1)
        inside.addWidget(self._hint)

    def _connect(self) -> None:
        self._buttons.chosen.connect(self.choose)
        self.field.textChanged.connect(self._on_typed)
        self._found.child_taken.connect(self.begin)
        self._hides.setSingleShot(True)
        self._hides.setInterval(HIDES_MS)
        self._hides.timeout.connect(self._on_still)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def _show_panel(self, panel: Panel) -> None:
        self.field.clear()
        self.field.setPlaceholderText(IN_HAND)
        self._done.clear()
        self._pages.setCurrentWidget(panel)
        self._hint.setText(panel.keys())
        self.field.setFocus()
        self._hides.start()

    def _drop(self) -> None:
        """Let the child go; the letters typed come back."""
        self._child, self._changing = None, False
        self.panel().begin(None)
        self.field.setFocus()
        self.field.setText(self._kept)
        self._on_typed(self._kept)
        self.field.selectAll()

    def _on_typed(self, typed: str) -> None:
        if self.in_hand:
            return
        if typed:
            self._done.clear()
        panel = self.panel()
        self.field.setPlaceholderText(self._mode.hint)
        self._typed_at = self._found.look_for(typed, self._office.now().time(), panel)
        alone = panel.alone and not self._found.offered
        self._pages.setCurrentWidget(panel if alone else self._waiting)
        self._say_nobody(none=bool(typed.strip()) and not self._found.offered)
        self._hint.setText(self._said(panel))
        self._hides.start()

    def _say_nobody(self, *, none: bool) -> None:
        """Say under the letters, where the eyes are, that nobody fits them."""
        if none and self._nobody.isHidden():
            announce(self._nobody, NOBODY_FITS)
        self._nobody.setText(NOBODY_FITS if none else "")
        self._nobody.setVisible(none)

    def _said(self, panel: Panel) -> str:
        at = f"{self._typed_at:%H:%M}  ·  " if self._typed_at is not None else ""
        if self._found.offered:
            return f"{at}Enter takes the first, the arrows choose another  ·  Esc goes back"
        return f"{panel.keys()}  ·  Ctrl+Z undoes for a minute  ·  F7 today's book"

    def _on_field_key(self, event: QKeyEvent) -> bool:
        """Act on a key before it is typed; say whether it did."""
        self.touched.emit()
        if event.key() == Qt.Key.Key_Escape:
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._on_undo()
        if self.in_hand:
            commanded = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return self.panel().took(event) or not (commanded or not event.text())
        if event.key() in ENTERS:
            found = self._found.current()
            if found is not None and not event.isAutoRepeat():
                self.begin(found.pupil)
            return True
        return self._found.step(Qt.Key(event.key()))

    def _on_undo(self) -> bool:
        """Take back what was filed last, unless letters or a child in hand come first."""
        if self.field.text():
            return False
        if not self.in_hand:
            self.undo_requested.emit()
        return True

    def _on_done(self, said: str) -> None:
        self.filed.emit(said)

    def _on_still(self) -> None:
        """Hide whoever is in hand, or was filed last; today's book is the desk's own list."""
        self._done.clear()
        self.hidden.emit()
        if (self.in_hand or self.field.text()) and not self.panel().whole:
            self._focus_before = self.window().focusWidget()
            self.field.setEchoMode(QLineEdit.EchoMode.NoEcho)
            self._found.clear()
            self._pages.setCurrentWidget(self._hidden)
            self.field.setFocus()

    def _show_again(self) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal)
        if self.in_hand:
            self._pages.setCurrentWidget(self.panel())
        else:
            self._on_typed(self.field.text())
        before, self._focus_before = self._focus_before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys of whatever has the focus here, and wait its next thirty seconds."""
        if now is not None and self.isAncestorOf(now):
            now.removeEventFilter(self)
            now.installEventFilter(self)
            self._hides.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait thirty seconds more at each key; the one that shows a hidden child does no more."""
        if event.type() == QEvent.Type.KeyPress:
            self._hides.start()
            if self._pages.currentWidget() is self._hidden:
                self._show_again()
                return True
        return super().eventFilter(watched, event)
