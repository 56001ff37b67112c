"""F9, roll call: who is on site by class, and a tick for everybody who was found.

Every tick is on the disk before the next key. Enter only ever ticks, so that a name typed twice is
not lost again; Space, on a row in view, takes a tick back as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.roll_call import who_is_where
from officeapp.domain.rights import Right
from officeapp.domain.roll_call import Called, count, ticked
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.panel import Panel
from officeapp.gui.frontdesk.roll_lines import kept_said, roll_paper, said_of
from officeapp.gui.frontdesk.roll_view import NAME, WIDE_ENOUGH, RollView
from officeapp.gui.widgets.cards import label, set_tone
from officeapp.procedures.call_roll import (
    call_roll,
    end_roll_call,
    found_at,
    roll_call_now,
    tick_found,
    untick_found,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll_call import Drill
    from officeapp.gui.screen import WindowServices

ONE_CLASS = "Choose one class first (PgUp, PgDn), with no letters typed; then all of it is ticked."
LOOKS = "Letters find a name  ·  PgUp, PgDn other class"
TICKS = "  ·  Enter ticks, Space ticks or unticks"


class RollCallPanel(Panel):
    """The roll by class; while it is called, a tick for who was found."""

    whole: ClassVar[bool] = True

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._called: list[Called] = []
        self._drill: Drill | None = None
        self._ended = False
        self._sums = label("", "section", self)
        self._missing = label("", "badge", self)
        self._said = label("", "refused", self)
        self._hint = label("", "note", self)
        self.view = RollView(services.theme, self)
        self._begin = QPushButton("Call the roll  F10", self)
        self._all = QPushButton("Whole class found  Ctrl+Enter", self)
        self._toggle = QPushButton("Only missing  F8", self)
        self._end = QPushButton("End the roll call  Ctrl+E", self)
        self._print = QPushButton("Print  Ctrl+P", self)
        self._back = QPushButton("Go back  Esc", self)
        self._heads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self.view.field.clear()
        self._said.hide()

    @override
    def refresh(self) -> None:
        """Read where everybody is, and who was found; after the end, as it was at the end."""
        going = roll_call_now(self.office)
        if going is not None:
            self._drill, self._ended = going, False
        elif not self._ended:
            self._drill = None
        over = self._drill.ended if self._drill is not None else None
        self._called = who_is_where(self.office, over or self.office.now().time())
        self._show()

    @override
    def step_back(self) -> bool:
        if self.view.field.text():
            self.view.field.clear()
            return True
        if self.view.only_missing:
            self._on_toggle()
            return True
        return False

    @override
    def keys(self) -> str:
        return self._hint.text()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._heads.setDirection(across if self.width() >= WIDE_ENOUGH else down)

    def _build(self) -> None:
        self.setObjectName(NAME)
        self.setFocusProxy(self.view)
        for widget, name in (
            (self._begin, "begin"),
            (self._all, "all"),
            (self._toggle, "missing"),
            (self._end, "end"),
            (self._print, "print"),
            (self._back, "back"),
            (self._sums, "sums"),
            (self._said, "refused"),
        ):
            widget.setObjectName(f"{NAME}.{name}")
        self._begin.setProperty("class", "primary")
        self._toggle.setCheckable(True)
        for text in (self._said, self._hint, self._sums):
            text.setWordWrap(True)
        self._said.hide()
        for button in (self._toggle, self._all):
            self.view.beside.addWidget(button)
        self.view.beside.addStretch(1)
        card = QFrame(self)
        card.setProperty("class", "card")
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._back)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 12)
        inside.addWidget(self.view, 1)
        inside.addWidget(self._said)
        inside.addLayout(foot)
        self._build_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._heads)
        column.addWidget(card, 1)

    def _build_head(self) -> None:
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Roll call", "title", self))
        head.addWidget(self._sums, 1)
        head.addWidget(self._missing)
        for button in (self._print, self._begin, self._end):
            acts.addWidget(button)
        acts.addStretch(1)
        self._heads.setSpacing(10)
        self._heads.addLayout(head, 1)
        self._heads.addLayout(acts)

    def _connect(self) -> None:
        self.view.found.connect(self._on_found)
        self.view.toggled.connect(self._on_toggled)
        for button, key, act in (
            (self._begin, "F10", self._on_begin),
            (self._all, "Ctrl+Return", self._on_all),
            (self._toggle, "F8", self._on_toggle),
            (self._end, "Ctrl+E", self._on_end),
            (self._print, "Ctrl+P", self._on_print),
        ):
            button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._back.clicked.connect(self._on_back)

    def _roll(self) -> list[Called]:
        """Return everybody, with who was found ticked."""
        if self._drill is None:
            return self._called
        return ticked(self._called, found_at(self.office, self._drill))

    def _show(self) -> None:
        roll, drill = self._roll(), self._drill
        going = drill is not None and not self._ended
        self._sums.setText(said_of(roll, drill, ended=self._ended))
        missing = count(roll).missing
        self._missing.setVisible(drill is not None)
        self._missing.setText(f"{missing} MISSING" if missing else "nobody is missing")
        set_tone(self._missing, "unauthorised" if missing else "good")
        may_call = self.office.may(Right.CALL_ROLL)
        self._begin.setVisible(may_call and not going)
        for button in (self._end, self._all):
            button.setVisible(may_call and going)
        self._toggle.setVisible(drill is not None)
        self._hint.setText(f"{LOOKS}{TICKS if going else ''}\n{kept_said(self.office)}")
        order = [one.name for one in self.office.roll.classes()]
        self.view.show_roll(roll, order, called=drill is not None)

    def _on_begin(self) -> None:
        if not self._begin.isHidden():
            self._attempt(self._begun)

    def _begun(self) -> None:
        self._drill, self._ended = call_roll(self.office), False
        self._called = who_is_where(self.office, self.office.now().time())
        self.services.say("The roll is being called; every tick is saved.")

    def _on_end(self) -> None:
        if not self._end.isHidden():
            self._attempt(self._finished)

    def _finished(self) -> None:
        if self._drill is not None:
            self._drill, self._ended = end_roll_call(self.office, self._drill), True
            missing = count(self._roll()).missing
            said = f"{missing} missing" if missing else "nobody missing"
            self.services.say(f"The roll call was ended: {said}.")

    def _on_found(self, one: Called) -> None:
        drill = self._drill
        if drill is None or self._ended:
            return
        if not one.found:
            self._attempt(lambda: tick_found(self.office, drill, [one.pupil]))
        self.view.go_on()

    def _on_toggled(self, one: Called) -> None:
        drill = self._drill
        if drill is None or self._ended:
            return
        do = untick_found if one.found else tick_found
        self._attempt(lambda: do(self.office, drill, [one.pupil]))
        self.view.go_on()

    def _on_all(self) -> None:
        """Tick everybody of the class in view who must be found."""
        drill = self._drill
        if self._all.isHidden() or drill is None:
            return
        if not self.view.one_class:
            self._refuse(ONE_CLASS)
            return
        missing = [one.pupil for one in self.view.missing()]
        if missing:
            self._attempt(lambda: tick_found(self.office, drill, missing))

    def _on_toggle(self) -> None:
        if self._drill is not None:
            only = not self.view.only_missing
            self._toggle.setChecked(only)
            self.view.show_only_missing(only=only)
            self.view.setFocus()

    def _on_print(self) -> None:
        from officeapp.gui.printing.preview import print_pdf

        paper, name = roll_paper(self.office, self._roll(), self._drill)
        print_pdf(self, paper, name, self.services)

    def _on_back(self) -> None:
        self.done.emit("")

    def _attempt(self, act: Callable[[], object]) -> None:
        """Do something, and show in place why it was refused."""
        try:
            act()
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._said.hide()
        self._show()
        self.view.setFocus()

    def _refuse(self, why: str) -> None:
        self._said.setText(why)
        self._said.show()


def panel(office: Office, services: WindowServices, parent: QWidget) -> RollCallPanel:
    """Return the panel of this mode."""
    return RollCallPanel(office, services, parent)
