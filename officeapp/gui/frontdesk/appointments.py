"""F6, appointments: a digit for what it is, the day and time typed, Enter.

Before a child is chosen the list shows who has an appointment today and next. U takes up the
child's next one: to change its times, to see its proof, or with X to take it out of the book.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from typing_extensions import override

from officeapp.books.reasons import reasons
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.appointment_lines import lines
from officeapp.gui.frontdesk.choices import Choices
from officeapp.gui.frontdesk.desk_panel import DeskPanel, Rows, field, named
from officeapp.gui.frontdesk.in_diary import (
    InDiary,
    coming_up,
    missed_said,
    said_of,
    usual_leave,
)
from officeapp.gui.frontdesk.late_fields import SEEN, SEEN_KEYS
from officeapp.gui.frontdesk.panel import Candidate
from officeapp.gui.frontdesk.search import ENTERS
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import TimeField
from officeapp.procedures.keep_appointments import (
    add_appointment,
    change_appointment,
    take_back_appointment,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLineEdit, QWidget

    from officeapp.books.office import Office
    from officeapp.domain.appointments import Appointment
    from officeapp.domain.record import PupilId
    from officeapp.gui.screen import WindowServices

__all__ = ["AppointmentPanel", "lines", "panel"]

CHOOSE_WHAT = "Choose what the appointment is with one digit."


class AppointmentPanel(DeskPanel):
    """Writes an appointment down, or changes one that is to come."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, "frontdesk.appointments", parent)
        self._kinds = reasons().appointments
        self._diary: InDiary | None = None
        self._kind = Choices("frontdesk.appointments.kind", 3, self)
        self._seen = Choices("frontdesk.appointments.seen", len(SEEN), self)
        self._rows = Rows(self)
        self._words = field("frontdesk.appointments.words", "What it is", self)
        self._when = field("frontdesk.appointments.when", "Day and time", self)
        self._leaves = field("frontdesk.appointments.leaves", "Leaves at", self, TimeField)
        self._back = field("frontdesk.appointments.back", "Back at", self, TimeField)
        self._why = field("frontdesk.appointments.why", "Why it is changed", self)
        self._build()
        self._connect()

    @override
    def candidates(self, typed: str, found: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return who fits what is typed; who has an appointment next while nothing is."""
        if typed:
            return found
        today = self.office.today()
        return [self._candidate(one, today) for one in coming_up(self.office)]

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self.refuse("")
        self._diary = None
        for one in (self._words, self._when, self._leaves, self._back, self._why):
            one.clear()
        if pupil is None:
            self._card.forget()
            return
        card = self.office.roll.pupil(pupil)
        self._diary = InDiary(card, coming_up(self.office, card.id))
        self._show()

    @override
    def change(self, entry: int) -> None:
        one = self.office.front_desk.appointments.entry(entry)
        self.begin(one.pupil)
        self._take_up(one)

    @override
    def took(self, event: QKeyEvent) -> bool:
        if self._diary is None:
            return False
        key, text = Qt.Key(event.key()), event.text().lower()
        if key in ENTERS:
            if not event.isAutoRepeat():
                self._on_file()
            return True
        if key == Qt.Key.Key_Backspace:
            return self.step_back()
        return self._took(self._diary, text)

    @override
    def step_back(self) -> bool:
        diary = self._diary
        if super().step_back():
            return True
        if diary is None or diary.kind is None:
            return False
        diary.kind = None
        self._show()
        return True

    @override
    def refresh(self) -> None:
        if self._diary is not None:
            self._show()

    @override
    def keys(self) -> str:
        if self._diary is None:
            return "Letters, Enter writes one down  ·  Enter opens the first of the list"
        keys = "1-9 what  ·  D day and time  ·  L leaves  ·  B back  ·  C P T seen  ·  Enter files"
        return f"{keys}  ·  U next one" if self._diary.coming else keys

    def _build(self) -> None:
        self._kind.offer([(one.key, one.words) for one in self._kinds])
        self._seen.offer(SEEN)
        self._when.setPlaceholderText("thu 14:00, 24 nov 9.30, or 14:00 for today")
        self._leaves.setPlaceholderText("home")
        self._back.setPlaceholderText("not back")
        self._why.setPlaceholderText("needed where more than the proof changes")
        self._rows.add("What it is", self._words)
        self._rows.add("Day and time  D", self._when)
        self._rows.add_short(("Leaves at  L", self._leaves), ("Back at  B", self._back))
        self._rows.add("What was seen", self._seen)
        self._rows.add("Why", self._why)
        for part in (label("What it is", "note", self), self._kind, self._rows):
            self.add(part)
        self.fit(self._kind, 4)

    def _connect(self) -> None:
        self._kind.chosen.connect(self._on_kind)
        self._seen.chosen.connect(self._on_seen)
        self._file.clicked.connect(self._on_file)
        for one in (self._words, self._why):
            one.textEdited.connect(self._on_typed)
            one.returnPressed.connect(self.field_wanted)
        self._when.textEdited.connect(self._on_typed)
        self._when.returnPressed.connect(self._on_when)
        for one in (self._leaves, self._back):
            one.editingFinished.connect(self._on_times)
            one.returnPressed.connect(self.field_wanted)

    def _candidate(self, one: Appointment, today: dt.date) -> Candidate:
        _, school_class = named(self.office, one.pupil)
        listed = self.office.roll.pupil(one.pupil).listed
        return Candidate(one.pupil, listed, school_class, said_of(one, today))

    def _took(self, diary: InDiary, text: str) -> bool:
        fields: dict[str, QLineEdit] = {"d": self._when, "l": self._leaves, "b": self._back}
        keys = [one.key for one in self._kinds]
        if text in keys:
            self._on_kind(keys.index(text))
        elif text in fields:
            self.go_to(fields[text])
        elif text in SEEN_KEYS:
            self._on_seen(SEEN_KEYS.index(text))
        elif text == "u" and diary.coming:
            self._take_up(self._next(diary))
        elif text == "x" and diary.changes is not None:
            self.attempt(partial(self._taken_back, diary.changes))
        else:
            return False
        return True

    def _next(self, diary: InDiary) -> Appointment:
        """Return the one after the one that is being changed."""
        ids = [one.id for one in diary.coming]
        place = ids.index(diary.changes.id) + 1 if diary.changes else 0
        return diary.coming[place % len(diary.coming)]

    def _take_up(self, one: Appointment) -> None:
        """Show an appointment that is in the book already, to be changed."""
        diary = self._diary
        if diary is None:
            return
        kinds = [kind for kind in self._kinds if kind.words == one.what]
        other = next(kind for kind in self._kinds if kind.asks and kind.medical is one.medical)
        diary.changes, diary.kind = one, kinds[0] if kinds else other
        diary.words, diary.when = "" if kinds else one.what, ""
        diary.leaves, diary.back, diary.evidence = one.away_from, one.away_until, one.evidence
        self._words.setText(diary.words)
        self._when.setText(f"{one.day.day} {one.day:%b} {one.at:%H:%M}")
        diary.when = self._when.text()
        self._show_times(diary)
        self._show()

    def _show_times(self, diary: InDiary) -> None:
        for one, at in ((self._leaves, diary.leaves), (self._back, diary.back)):
            if at is None:
                one.clear()
            else:
                cast("TimeField", one).show_time(at)

    def _show(self) -> None:
        """Show what is said so far and what it would do."""
        diary = self._diary
        if diary is None:
            return
        called, school_class = named(self.office, diary.pupil.id)
        self._card.show_child(called, school_class, self._note(diary))
        self.fold(self._kind, self._kinds.index(diary.kind) if diary.kind else None)
        self._rows.show_row(self._words, shown=diary.kind is not None and diary.kind.asks)
        self._rows.show_row(self._why, shown=diary.changes is not None)
        said = [words.lower() for _, words in SEEN]
        self._seen.mark(said.index(diary.evidence) if diary.evidence in said else None)
        self._file.setText("Change   Enter" if diary.changes else "Write down   Enter")
        self._foot.setText("X takes it out of the book." if diary.changes else "")
        self._show_effect(diary)

    def _note(self, diary: InDiary) -> str:
        today = self.office.today()
        if diary.changes is not None:
            return f"Changes: {said_of(diary.changes, today)}"
        return (
            f"In the book: {said_of(diary.coming[0], today)}. U changes it" if diary.coming else ""
        )

    def _show_effect(self, diary: InDiary) -> None:
        if diary.kind is None or not diary.when.strip():
            self._card.show_effect("", "", "")
            return
        try:
            one = diary.appointment(self.office)
            said = missed_said(self.office, one)
        except OfficeError as refusal:
            self._card.show_effect("", str(refusal), "unauthorised")
            return
        day = f"{one.day:%a} {one.day.day} {one.day:%b} {one.at:%H:%M}"
        tone = "authorised" if one.is_proved and one.medical else "late"
        self._card.show_effect(day, said, tone)

    def _on_kind(self, place: int) -> None:
        """Take what it is, and go on to when; the same again, by a click, takes it back."""
        diary, kind = self._diary, self._kinds[place]
        if diary is None:
            return
        diary.kind = None if diary.kind == kind else kind
        self.refuse("")
        self._show()
        if diary.kind is not None and kind.asks and not diary.words:
            self.go_to(self._words)
        elif diary.kind is not None and not diary.when:
            self.go_to(self._when)

    def _on_seen(self, place: int) -> None:
        diary = self._diary
        if diary is not None:
            said = SEEN[place][1].lower()
            diary.evidence = "" if diary.evidence == said else said
            self._show()

    def _on_typed(self, _: str) -> None:
        diary = self._diary
        if diary is not None:
            diary.words, diary.when = self._words.text(), self._when.text()
            self.refuse("")
            self._show()

    def _on_when(self) -> None:
        """Take the day and time, propose when the child leaves, and go back to the child."""
        diary = self._diary
        if diary is None:
            return
        try:
            day, at = diary.moment(self.office)
            if diary.changes is None and diary.leaves is None:
                diary.leaves = usual_leave(self.office, diary.pupil, day, at)
        except OfficeError as refusal:
            self.refuse(str(refusal))
            return
        self._show_times(diary)
        self._show()
        self.field_wanted.emit()

    def _on_times(self) -> None:
        self._took_times()

    def _took_times(self) -> bool:
        """Take the times that were typed; refuse in place what is none."""
        diary = self._diary
        if diary is None:
            return False
        try:
            leaves, back = (
                cast("TimeField", one).time() if one.text().strip() else None
                for one in (self._leaves, self._back)
            )
        except OfficeError as refusal:
            self.refuse(str(refusal))
            return False
        diary.leaves, diary.back = leaves, back
        self._show()
        return True

    def _on_file(self) -> None:
        diary = self._diary
        if diary is None or not self._took_times():
            return
        if diary.kind is None:
            self.refuse(CHOOSE_WHAT)
        elif diary.kind.asks and not diary.words.strip():
            self.refuse("Say what it is, in a few words.")
            self.go_to(self._words)
        else:
            self.attempt(partial(self._filed, diary))

    def _filed(self, diary: InDiary) -> str:
        one = diary.appointment(self.office)
        if diary.changes is None:
            written = add_appointment(self.office, one)
        else:
            written = change_appointment(self.office, one, self._why.text())
        return f"Appointment of {diary.pupil.called}: {said_of(written, self.office.today())}."

    def _taken_back(self, one: Appointment) -> str:
        take_back_appointment(self.office, one.id, self._why.text())
        called, _ = named(self.office, one.pupil)
        return f"{called}: the appointment of {one.at:%H:%M} is taken out of the book."


def panel(office: Office, services: WindowServices, parent: QWidget) -> AppointmentPanel:
    """Return the panel of this mode."""
    return AppointmentPanel(office, services, parent)
