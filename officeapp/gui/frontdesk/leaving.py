"""F3, leaving: a digit for the reason, a digit for who collects, Enter.

Somebody the child must not be released to stops the desk, and so does anybody who is not on the
list: a reason is typed, and a second member of staff types a PIN before anything is filed.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from officeapp.books.reasons import reasons
from officeapp.domain.late import NOBODY
from officeapp.domain.sign_out import Collector
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.at_door import STOP, AtDoor, appointment_said, at_door, effect_said
from officeapp.gui.frontdesk.choices import Choices
from officeapp.gui.frontdesk.desk_panel import DeskPanel, lower_first, named
from officeapp.gui.frontdesk.late_fields import SEEN, SEEN_KEYS
from officeapp.gui.frontdesk.leaving_rows import LeavingRows
from officeapp.gui.frontdesk.out_lines import left_lines as lines
from officeapp.gui.frontdesk.search import ENTERS
from officeapp.gui.parking import Typed
from officeapp.gui.widgets.cards import label
from officeapp.procedures.sign_out import effect_of_leaving, sign_out
from officeapp.procedures.withdraw_sign_out import expect_back

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.sign_out import SignOut
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.sign_out import LeavingEffect

__all__ = ["LeavingPanel", "lines", "panel"]

OTHER_KEY = "O"
PARKED = "Leaving"
OTHER = "Somebody else…"
CHOOSE_WHY = "Choose why the child leaves with one digit."
CHOOSE_WHO = "Choose who collects with a digit; O types somebody who is not on the list."
NOBODY_LISTED = "Nobody is listed who may collect; O types who does. The list is kept under Pupils."


class LeavingPanel(DeskPanel):
    """Signs out a child who leaves, or changes when one is expected back."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, "frontdesk.leaving", parent)
        self._reasons = reasons().leaving
        self._door: AtDoor | None = None
        self._entry: SignOut | None = None
        self._types_other = False
        self._why_label = label("Why", "note", self)
        self._reason = Choices("frontdesk.leaving.reason", 4, self)
        self._who_label = label("Who collects", "note", self)
        self._who = Choices("frontdesk.leaving.who", 2, self)
        self._rows = LeavingRows(self)
        self._build()
        self._connect()

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self.refuse("")
        self._door, self._entry, self._types_other = None, None, False
        self._rows.forget()
        if pupil is None:
            self._card.forget()
            self._who.offer(())
            self._foot.clear()
            return
        now = self.office.now().time().replace(second=0, microsecond=0)
        self._door = at_door(self.office, self.office.roll.pupil(pupil), now)
        self._go_on(self._door, self.parked(pupil))
        self._show_all()

    @override
    def half_said(self) -> tuple[PupilId, Typed] | None:
        door = self._door
        if door is None:
            return None
        with contextlib.suppress(OfficeError):
            door.expected = self._rows.expected()
        return (door.pupil.id, Typed(PARKED, door)) if door.is_begun else None

    @override
    def take_time(self, at: dt.time) -> None:
        if self._door is not None:
            self._door.at = at
            self._show()

    @override
    def change(self, entry: int) -> None:
        self.begin(None)
        self._entry = self.office.front_desk.out.entry(entry)
        called, school_class = named(self.office, self._entry.pupil)
        note = f"Out since {self._entry.left_at:%H:%M}: {lower_first(self._entry.reason)}"
        self._card.show_child(called, school_class, note)
        self._card.show_effect("", "Another time; none where the child is not back today.", "")
        if self._entry.expected is not None:
            self._rows.back.show_time(self._entry.expected)
        self._show_rows()
        self._file.setText("Change   Enter")

    @override
    def took(self, event: QKeyEvent) -> bool:
        if self._door is None and self._entry is None:
            return False
        key, text = Qt.Key(event.key()), event.text().lower()
        if key in ENTERS:
            if not event.isAutoRepeat():
                self._on_file()
            return True
        if text == "e":
            self.go_to(self._rows.back)
            return True
        return self._door is not None and self._took(self._door, key, text)

    @override
    def step_back(self) -> bool:
        if super().step_back():
            return True
        door = self._door
        if door is not None and (door.collector or door.other):
            door.collector, door.other, door.why = NOBODY, "", ""
            self._types_other = False
            self._rows.other.clear()
            self._rows.why.clear()
        elif door is not None and door.reason is not None:
            door.reason = None
        else:
            return False
        self._show()
        return True

    @override
    def refresh(self) -> None:
        if self._door is None:
            return
        at = self._rows.at
        typed = at.text() if at.isModified() else None
        self._show()
        if typed is not None:  # what another desk wrote came in while it was being typed
            at.setText(typed)
            at.setModified(True)

    @override
    def keys(self) -> str:
        if self._entry is not None:
            return "E expected back  ·  Enter changes it  ·  Esc back"
        if self._door is None:
            return "Letters, Enter  ·  a time after the name: kai 10.05"
        return "1-9 why, then who  ·  O somebody else  ·  E back at  ·  Enter files  ·  Esc back"

    def _build(self) -> None:
        self._reason.offer([(one.key, one.words) for one in self._reasons])
        self.add(self._why_label, self._reason, self._who_label, self._who, self._rows)
        self.fit(self._reason, 4)

    def _connect(self) -> None:
        self._reason.chosen.connect(self._on_reason)
        self._who.chosen.connect(self._on_who)
        self._rows.seen.chosen.connect(self._on_seen)
        self._file.clicked.connect(self._on_file)
        for one in (self._rows.words, self._rows.other, self._rows.why):
            one.textEdited.connect(self._on_typed)
            one.returnPressed.connect(self._on_entered)
        for one in (self._rows.back, self._rows.at):
            one.editingFinished.connect(self._on_times)
            one.returnPressed.connect(self._on_times_entered)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self._on_time_wanted)

    def _took(self, door: AtDoor, key: Qt.Key, text: str) -> bool:
        """Act on a digit or letter while a child is at the door."""
        if key == Qt.Key.Key_Backspace:
            return self.step_back()
        if text.isdecimal():
            keys = [one.key for one in self._reasons]
            if door.reason is None and text in keys:
                self._on_reason(keys.index(text))
            elif door.reason is not None and 0 < int(text) <= len(door.offered):
                self._on_who(int(text) - 1)
            return True
        if text == OTHER_KEY.lower():
            self._on_who(len(door.offered))
            return True
        if text in SEEN_KEYS and door.is_for_appointment:
            self._on_seen(SEEN_KEYS.index(text))
            return True
        return False

    def _go_on(self, door: AtDoor, before: AtDoor | None) -> None:
        """Go on from what was half said before the window was locked."""
        if before is None:
            return
        door.go_on_from(before)
        self._types_other = bool(door.other)
        self._rows.words.setText(door.words)
        self._rows.other.setText(door.other)
        self._rows.why.setText(door.why)
        if door.expected is not None:
            self._rows.back.show_time(door.expected)

    def _show_all(self) -> None:
        """Show the child afresh, with who may collect it."""
        door = self._door
        if door is None:
            return
        known = [(str(n), one.words) for n, one in enumerate(door.offered, 1)]
        self._who.offer([*known, (OTHER_KEY, OTHER)])
        self.fit(self._who, 3)
        self._rows.at.show_time(door.at)
        self._show()

    def _show(self) -> None:
        """Show what is said so far and what it would do."""
        door = self._door
        if door is None:
            return
        called, school_class = named(self.office, door.pupil.id)
        note = appointment_said(door.appointment) if door.appointment else ""
        self._card.show_child(called, school_class, note)
        self.fold(self._reason, self._reasons.index(door.reason) if door.reason else None)
        places = [one.contact for one in door.offered]
        chosen = places.index(door.collector) if door.collector in places else None
        self._who.mark(len(places) if self._types_other else chosen)
        self._rows.at.show_time(door.at)
        self._show_effect(door)
        self._show_rows()
        self._file.setText("Sign out   Enter")

    def _show_effect(self, door: AtDoor) -> None:
        try:
            effect = effect_of_leaving(self.office, door.leaving(), self.office.today())
        except OfficeError as refusal:
            self._card.show_effect("", str(refusal), "unauthorised")
            return
        said = effect_said(door, effect, self.office.today())
        if door.stops:
            self._card.show_effect("STOP", self._stop_said(door, effect), "unauthorised")
        else:
            tone = "late" if effect.absent else "authorised"
            self._card.show_effect(f"Out {door.at:%H:%M}", said, tone)
        listed = any(one.kind is Collector.AUTHORISED for one in door.offered)
        self._foot.setText("" if listed else NOBODY_LISTED)

    def _stop_said(self, door: AtDoor, effect: LeavingEffect) -> str:
        """Return that the desk must stop, without the story."""
        if effect.collector is Collector.NOT_RELEASED:
            return f"{STOP}. Do not release the child yet; say why below, then Enter."
        return (
            f"{door.collects} is not on the list. Say why below, then Enter asks for a second "
            "person: one of you two from the office, or the headteacher."
        )

    def _show_rows(self) -> None:
        """Show the parts that matter now."""
        door = self._door
        for part in (self._why_label, self._reason):
            part.setVisible(door is not None)
        for part in (self._who_label, self._who):
            part.setVisible(door is not None and door.reason is not None)
        changing = self._entry is not None
        self._rows.show_needed(door, types_other=self._types_other, changing=changing)

    def _on_reason(self, place: int) -> None:
        """Take a reason; the same again, by a click, takes it back."""
        door, reason = self._door, self._reasons[place]
        if door is None:
            return
        door.reason = None if door.reason == reason else reason
        if door.linked is not None and door.expected is None and door.linked.away_until:
            door.expected = door.linked.away_until
            self._rows.back.show_time(door.expected)
        self.refuse("")
        self._show()
        if door.reason is not None and reason.asks:
            self.go_to(self._rows.words)

    def _on_who(self, place: int) -> None:
        door = self._door
        if door is None:
            return
        self.refuse("")
        self._types_other = place >= len(door.offered)
        if self._types_other:
            door.collector = NOBODY
            self._show()
            self.go_to(self._rows.other)
            return
        door.collector, door.other = door.offered[place].contact, ""
        self._rows.other.clear()
        self._show()
        if door.offered[place].kind is Collector.NOT_RELEASED:
            self.go_to(self._rows.why)

    def _on_seen(self, place: int) -> None:
        door = self._door
        if door is not None:
            said = SEEN[place][1].lower()
            door.evidence = "" if door.evidence == said else said
            self._show()

    def _on_typed(self, _: str) -> None:
        door = self._door
        if door is not None:
            door.words, door.why = self._rows.words.text(), self._rows.why.text()
            door.other = "" if door.collector else self._rows.other.text()
            self._show()

    def _on_entered(self) -> None:
        """Go on from a field: to why, where somebody not listed collects; else to the child."""
        door = self._door
        stops = door is not None and door.stops
        if self._rows.other.hasFocus() and stops and not self._rows.why.text().strip():
            self.go_to(self._rows.why)
        elif self._rows.why.hasFocus():
            self._on_file()
        else:
            self.field_wanted.emit()

    def _on_times_entered(self) -> None:
        if self._took_times():
            self.field_wanted.emit()

    def _on_times(self) -> None:
        self._took_times()

    def _took_times(self) -> bool:
        """Take the times that were typed; refuse in place what is none."""
        door = self._door
        try:
            back = self._rows.expected()
            if door is not None:
                door.expected, door.at = back, self._rows.at.time()
        except OfficeError as refusal:
            self.refuse(str(refusal))
            return False
        self.refuse("")
        self.refresh()
        return True

    def _on_time_wanted(self) -> None:
        if self._door is not None:
            self.go_to(self._rows.at)

    def _on_file(self) -> None:
        door = self._door
        if not self._took_times():
            return
        if self._entry is not None:
            self.attempt(self._changed)
        elif door is None or door.reason is None:
            self.refuse(CHOOSE_WHY)
        elif door.reason.asks and not door.words.strip():
            self.refuse("Say what it is, in a few words; then Enter signs out.")
            self.go_to(self._rows.words)
        elif not door.collects:
            self.refuse(CHOOSE_WHO if door.offered else NOBODY_LISTED)
        elif door.stops and not door.why.strip():
            self.refuse("Say why the child may go with them; then Enter asks for a second person.")
            self.go_to(self._rows.why)
        else:
            self.attempt(self._filed)

    def _filed(self) -> str:
        door = self._door
        if door is None:
            return ""
        entry = sign_out(self.office, door.leaving())
        back = f", back {entry.expected:%H:%M}" if entry.expected else ""
        return f"{door.pupil.called} signed out at {entry.left_at:%H:%M}{back}."

    def _changed(self) -> str:
        entry = self._entry
        if entry is None:
            return ""
        expected = self._rows.expected()
        written = expect_back(self.office, entry.id, expected, self._rows.why.text())
        called, _ = named(self.office, entry.pupil)
        when = f"back {written.expected:%H:%M}" if written.expected else "not back today"
        return f"{called} is expected {when}."


def panel(office: Office, services: WindowServices, parent: QWidget) -> LeavingPanel:
    """Return the panel of this mode."""
    return LeavingPanel(office, services, parent)
