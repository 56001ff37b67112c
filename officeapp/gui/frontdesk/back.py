"""F4, coming back: who is out, the overdue first; letters or a digit, Enter, and Enter files."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from officeapp.domain.roll import folded
from officeapp.domain.sign_out import out_first
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.desk_panel import (
    DeskPanel,
    Rows,
    field,
    lower_first,
    named,
)
from officeapp.gui.frontdesk.late_words import counted, tone_of
from officeapp.gui.frontdesk.out_lines import back_lines as lines
from officeapp.gui.frontdesk.panel import Candidate
from officeapp.gui.frontdesk.search import ENTERS
from officeapp.gui.widgets.day_field import TimeField
from officeapp.procedures.come_back import come_back, effect_of_return

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.sign_out import SignOut
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.come_back import ReturnEffect

__all__ = ["BackPanel", "lines", "panel"]


class BackPanel(DeskPanel):
    """Signs a child back in."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, "frontdesk.back", parent)
        self._entry: SignOut | None = None
        self._rows = Rows(self)
        self._at = field("frontdesk.back.at", "Back at", self, TimeField)
        self._rows.add_short(("Back at  Ctrl+T", self._at))
        self.add(self._rows)
        self._file.setText("Sign in   Enter")
        self._file.clicked.connect(self._on_file)
        self._at.editingFinished.connect(self._show_effect)
        self._at.returnPressed.connect(self.field_wanted)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self._on_time_wanted)

    @override
    def candidates(self, typed: str, found: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return who is out: everybody at first, then by letters or one by its digit."""
        listed = [self._candidate(place, one) for place, one in enumerate(self._out(), 1)]
        if typed.isdecimal():
            place = int(typed)
            return listed[place - 1 : place] if place else ()
        words = folded(typed).split()
        return [one for one in listed if all(word in folded(one.name) for word in words)]

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self.refuse("")
        self._entry = next((one for one in self._out() if one.pupil == pupil), None)
        self._card.forget()
        self._at.clear()
        if pupil is None:
            return
        called, school_class = named(self.office, pupil)
        entry = self._entry
        self._rows.setVisible(entry is not None)
        self._file.setVisible(entry is not None)
        if entry is None:
            self._card.show_child(called, school_class)
            said = (
                "Not signed out. A child who comes for the first time today is a late arrival: F2."
            )
            self._card.show_effect("", said, "unauthorised")
            return
        cast("TimeField", self._at).show_time(self.office.now().time())
        note = f"Out since {entry.left_at:%H:%M}: {lower_first(entry.reason)}"
        self._card.show_child(called, school_class, f"{note}{_due(entry, self._now())}")
        self._show_effect()

    @override
    def take_time(self, at: dt.time) -> None:
        if self._entry is not None:
            cast("TimeField", self._at).show_time(at)
            self._show_effect()

    @override
    def took(self, event: QKeyEvent) -> bool:
        if self._entry is None or Qt.Key(event.key()) not in ENTERS:
            return False
        if not event.isAutoRepeat():
            self._on_file()
        return True

    @override
    def keys(self) -> str:
        if self._entry is not None:
            return "Enter signs in  ·  Ctrl+T time  ·  Esc back"
        return "Letters or a digit, Enter" if self._out() else "Nobody is signed out."

    def _out(self) -> list[SignOut]:
        return out_first(self.office.front_desk.out.on(self.office.today()), self._now())

    def _now(self) -> dt.time:
        return self.office.now().time()

    def _candidate(self, place: int, entry: SignOut) -> Candidate:
        pupil = self.office.roll.pupil(entry.pupil)
        _, school_class = named(self.office, entry.pupil)
        note = f"out {entry.left_at:%H:%M}{_due(entry, self._now())}"
        return Candidate(entry.pupil, f"{place}   {pupil.listed}", school_class, note)

    def _show_effect(self) -> None:
        entry = self._entry
        if entry is None:
            return
        try:
            at = cast("TimeField", self._at).time()
            effect = effect_of_return(self.office, entry, at)
        except OfficeError as refusal:
            self._card.show_effect("", str(refusal), "unauthorised")
            return
        self.refuse("")
        tone = tone_of(effect.code, self.office.codes, entry.day) if effect.code else "authorised"
        self._card.show_effect(effect.code or f"Back {at:%H:%M}", self._said(effect), tone)

    def _said(self, effect: ReturnEffect) -> str:
        """Return in a sentence what the register will have."""
        if effect.bell is None or effect.arrival is None:
            return "No mark changes: no register began while the child was out."
        session = effect.bell.session.word
        if not effect.code:
            return f"The {session}'s register stays as it is."
        late = counted(effect.arrival.minutes, "minute")
        when = f"{late} after {effect.bell.late_from:%H:%M}"
        if effect.code == "L":
            return f"Marks the {session} L: {when}; the register is open."
        closed = f"the register closed at {effect.bell.closes:%H:%M}"
        if effect.code == "U":
            return f"Marks the {session} U: {closed}, {when}; counts as unauthorised absence."
        return f"Marks the {session} {effect.code}: {closed}."

    def _on_time_wanted(self) -> None:
        if self._entry is not None:
            self.go_to(self._at)

    def _on_file(self) -> None:
        if self._entry is not None:
            self.attempt(self._filed)

    def _filed(self) -> str:
        entry = self._entry
        if entry is None:
            return ""
        back = come_back(self.office, entry.id, cast("TimeField", self._at).time())
        called, _ = named(self.office, back.pupil)
        return f"{called} is back at {back.back_at:%H:%M}."


def _due(entry: SignOut, now: dt.time) -> str:
    """Return when a child is due, and that it is overdue."""
    if entry.expected is None:
        return "  ·  not due today"
    word = "OVERDUE, due" if entry.overdue(now) else "due"
    return f"  ·  {word} {entry.expected:%H:%M}"


def panel(office: Office, services: WindowServices, parent: QWidget) -> BackPanel:
    """Return the panel of this mode."""
    return BackPanel(office, services, parent)
