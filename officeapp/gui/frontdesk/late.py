"""F2, arriving late: a digit for the reason, Enter; what will be written is said before it is.

The time is that of choosing the child, so that what was said before Enter is what Enter writes,
and nobody becomes U by a slow keyboard. Brothers and sisters who are not in yet are added with
Space and filed with the child, as one act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.reasons import reasons
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.child_card import ChildCard
from officeapp.gui.frontdesk.choices import Choices, room_for
from officeapp.gui.frontdesk.hatch import (
    AtHatch,
    asks_what_was_seen,
    contacts_at_hatch,
    foresee,
    look_for_family,
    lunch_left,
    proved_appointment,
)
from officeapp.gui.frontdesk.late_fields import SEEN_KEYS, FamilyRow, LateFields, primary
from officeapp.gui.frontdesk.late_lines import class_of, lines
from officeapp.gui.frontdesk.late_said import doubt_of, forename_and_class, note_of_week, will_do
from officeapp.gui.frontdesk.late_words import filed, in_words, short_mark, tone_of
from officeapp.gui.frontdesk.panel import Panel
from officeapp.gui.frontdesk.search import ENTERS
from officeapp.gui.frontdesk.slips import print_soon
from officeapp.gui.messages import announce
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.widgets.cards import label
from officeapp.procedures.amend_arrival import amend_arrival
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.arrive_late import arrive_late

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.record import PupilId
    from officeapp.gui.frontdesk.hatch import Foreseen
    from officeapp.gui.frontdesk.panel import Candidate
    from officeapp.gui.screen import WindowServices

__all__ = ["LatePanel", "lines", "panel"]

WIDE_ENOUGH = 620
PARKED = "Arriving late"
CHOOSE_WHY = "Choose why with one digit; then Enter signs in."


class LatePanel(Panel):
    """Signs in a child who came late, with brothers and sisters, or changes such an entry."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._reasons = reasons().late
        self._hatch: AtHatch | None = None
        self._foreseen: list[Foreseen] = []
        self._set_aside: dict[PupilId, AtHatch] = {}
        self._heeds = False
        self._family_at: dt.time | None = None
        self._card = ChildCard("frontdesk.late.child", self)
        self._family = FamilyRow(self)
        self._reason = Choices("frontdesk.late.reason", 3, self)
        self._fields = LateFields(self)
        self._refused = label("", "refused", self)
        self._foot = label("", "faded", self)
        self._file = primary("frontdesk.late.file", self)
        self._build()
        self._connect()

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self._refuse("")
        self._put_aside()
        if pupil is None:
            self._hatch, self._foreseen = None, []
            self._card.forget()
            self._fields.forget()
            self._family.offer(())
            self._foot.clear()
            return
        now = self.office.now().time().replace(second=0, microsecond=0)
        aside = self._set_aside.pop(pupil, None) or self._parked(pupil)
        self._hatch = aside or AtHatch(self.office.roll.pupil(pupil), now)
        self._hatch.at = now
        self._show_all()

    @override
    def take_time(self, at: dt.time) -> None:
        if self._hatch is not None:
            self._hatch.at = at
            self._show_all()

    @override
    def change(self, entry: int) -> None:
        self._refuse("")
        found = self.office.front_desk.late.entry(entry)
        self._hatch = AtHatch.of_entry(self.office, found)
        self._show_all()

    @override
    def candidates(self, typed: str, found: Sequence[Candidate]) -> Sequence[Candidate]:
        """Say of whom the late book has an entry already."""
        if not found:
            return found
        booked = {
            one.pupil: f"in the late book, {one.at:%H:%M}"
            for one in self.office.front_desk.late.on(self.office.today())
        }
        return [replace(one, note=booked.get(one.pupil, one.note)) for one in found]

    @override
    def took(self, event: QKeyEvent) -> bool:
        if self._hatch is None:
            return False
        key, text = Qt.Key(event.key()), event.text().lower()
        if key in ENTERS:
            if not event.isAutoRepeat():
                self._on_file()
            return True
        if key == Qt.Key.Key_Space:
            self._on_space()
            return True
        keys = [reason.key for reason in self._reasons]
        if text in keys:
            self._on_reason(keys.index(text))
            return True
        return self._took_letter(text)

    @override
    def step_back(self) -> bool:
        now = QApplication.focusWidget()
        typing = now is not None and self._fields.isAncestorOf(now)
        if typing:
            self.field_wanted.emit()
        return typing

    @override
    def refresh(self) -> None:
        if self._hatch is not None:
            self._show()

    @override
    def keys(self) -> str:
        if self._hatch is None:
            return "Letters, Enter  ·  a time after the name: kai 9.04"
        return "1-9 why  ·  Enter files  ·  Ctrl+T time  ·  B brought by  ·  Esc back"

    def _build(self) -> None:
        self.setObjectName("frontdesk.late")
        self._refused.setObjectName("frontdesk.late.refused")
        self._foot.setObjectName("frontdesk.late.foot")
        self._refused.setWordWrap(True)
        self._foot.setWordWrap(True)
        self._reason.offer([(one.key, one.words) for one in self._reasons])
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._card, self._family, self._reason, self._fields):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._refused)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._reason.chosen.connect(self._on_reason)
        self._family.chosen.connect(self._on_family)
        self._fields.changed.connect(self._on_said)
        self._fields.filed.connect(self._on_entered)
        self._fields.refused.connect(self._refuse)
        self._file.clicked.connect(self._on_file)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self._on_time_wanted)

    def _put_aside(self) -> None:
        """Keep what was typed of a child who is let go, for when the child is chosen again."""
        hatch = self._hatch
        if hatch is not None and hatch.entry is None and (hatch.words or hatch.brought):
            self._set_aside[hatch.pupil.id] = hatch

    def _parked(self, pupil: PupilId) -> AtHatch | None:
        """Return what was said of a child before the window was locked; heed the next lock."""
        parking = parking_of(self)
        if parking is None:
            return None
        if not self._heeds:
            self._heeds = True
            parking.closing.connect(self._park)
        found: AtHatch | None = parking.take(self.objectName(), pupil)
        return found

    def _park(self) -> None:
        """Keep what is half said for whoever said it; the window is being locked."""
        parking, hatch = parking_of(self), self._hatch
        if parking is None:
            return
        if hatch is not None and hatch.entry is None and hatch.is_begun:
            self._set_aside[hatch.pupil.id] = hatch
        for number, one in self._set_aside.items():
            parking.keep(self.objectName(), number, Typed(PARKED, one))

    def _show_all(self) -> None:
        """Show the child afresh: what depends on who it is, then what depends on what is said."""
        hatch = self._hatch
        if hatch is None:
            return
        if hatch.entry is not None:
            note = f"Changing the entry of {hatch.entry.at:%H:%M}"
        else:
            own = foresee(self.office, hatch)[0]
            note = doubt_of(own) or note_of_week(self.office, own, self.services.settings)
        self._card.show_child(hatch.pupil.called, class_of(self.office, hatch.pupil.id), note)
        self._fields.show_hatch(hatch, contacts_at_hatch(self.office, hatch.pupil.id))
        self._offer_family(hatch)
        self._show()

    def _show(self) -> None:
        """Show what is said so far and what it would do."""
        hatch = self._hatch
        if hatch is None:
            return
        self._foreseen = foresee(self.office, hatch)
        own = self._foreseen[0]
        self._family.mark([n for n, one in enumerate(hatch.family) if one.id in hatch.added])
        self._reason.mark(self._reasons.index(hatch.reason) if hatch.reason else None)
        self._fields.show_needed(
            asks_seen=asks_what_was_seen(hatch, own), lunches=lunch_left(self.office, hatch)
        )
        self._show_effect(own)
        self._foot.setText(will_do(self.office, self._foreseen))
        verb = "Change" if hatch.entry is not None else "Sign in"
        slip = " and print slip" if self.services.print_slip and hatch.entry is None else ""
        number = f" all {len(self._foreseen)}" if len(self._foreseen) > 1 else ""
        self._file.setText(f"{verb}{number}{slip}   Enter")

    def _show_effect(self, own: Foreseen) -> None:
        today = self.office.today()
        if own.effect is None:
            self._card.show_effect("", own.refused, "unauthorised")
            return
        said = in_words(own.effect, self.office.codes, today, own.coming.evidence)
        tone = tone_of(own.effect.code, self.office.codes, today)
        self._card.show_effect(short_mark(own.effect.code, own.effect.minutes), said, tone)

    def _took_letter(self, text: str) -> bool:
        if text == "b":
            self._fields.next_brought()
            return True
        if text == "l":
            return self._fields.next_lunch()
        asked = self._hatch is not None and asks_what_was_seen(self._hatch, self._foreseen[0])
        if text in SEEN_KEYS and asked:
            self._fields.choose_seen(text)
            return True
        return False

    def _on_reason(self, place: int) -> None:
        hatch = self._hatch
        if hatch is None:
            return
        hatch.reason = self._reasons[place]
        if hatch.reason.needs_evidence and not hatch.evidence:
            proved = proved_appointment(self.office, hatch.pupil.id)
            hatch.evidence = proved.evidence if proved else ""
        self._on_said()
        if hatch.reason.asks:
            self._fields.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_space(self) -> None:
        """Add the next of the family; once all are added, leave them all out again."""
        hatch = self._hatch
        if hatch is None or hatch.entry is not None:
            return
        left = [one.id for one in hatch.family if one.id not in hatch.added]
        hatch.added = [*hatch.added, left[0]] if left else []
        self._show()

    def _on_family(self, place: int) -> None:
        hatch = self._hatch
        if hatch is not None:
            number = hatch.family[place].id
            added = number in hatch.added
            hatch.added = [one for one in hatch.added if one != number]
            hatch.added += [] if added else [number]
            self._show()

    def _on_said(self) -> None:
        self._refuse("")
        if self._hatch is not None and self._hatch.at != self._family_at:
            self._offer_family(self._hatch)
        self._show()

    def _offer_family(self, hatch: AtHatch) -> None:
        """Offer who of the family would be late too at that time."""
        self._family_at = hatch.at
        if hatch.entry is None:
            look_for_family(self.office, hatch)
        self._family.offer([forename_and_class(self.office, one.id) for one in hatch.family])

    def _on_time_wanted(self) -> None:
        if self._hatch is not None:
            self._fields.time.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._fields.time.selectAll()

    def _on_entered(self) -> None:
        """Enter in a field: the time goes back to the child, every other field files."""
        if self._fields.time.hasFocus():
            self.field_wanted.emit()
        else:
            self._on_file()

    def _on_file(self) -> None:
        hatch = self._hatch
        if hatch is None:
            return
        if hatch.reason is None:
            self._refuse(CHOOSE_WHY)
            return
        if hatch.reason.asks and not hatch.words.strip():
            self._refuse("Say what it was, in a few words; then Enter signs in.")
            self._fields.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._hatch = None  # what is written is not worked out once more before it goes
        try:
            entries = self._written(hatch)
        except OfficeError as refusal:
            self._hatch = hatch
            self._refuse(str(refusal))
            if isinstance(refusal, NoReasonError):
                self._fields.why.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if hatch.entry is None:
            print_soon(self, self.office, self.services, entries)
        self._say_done(entries, changed=hatch.entry is not None)

    def _written(self, hatch: AtHatch) -> Sequence[LateArrival]:
        if hatch.entry is None:
            return arrive_late(self.office, hatch.comings())
        [coming] = hatch.comings()
        return [amend_arrival(self.office, hatch.entry.id, coming, self._fields.why.text())]

    def _say_done(self, entries: Sequence[LateArrival], *, changed: bool) -> None:
        names = [self.office.roll.pupil(entry.pupil).called for entry in entries]
        marks = [short_mark(entry.code, entry.minutes) for entry in entries]
        self.done.emit(filed(names, marks, entries[0].at, changed=changed))

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        a_row = 3 if room_for(self) >= WIDE_ENOUGH else 2
        self._reason.arrange(a_row)
        self._family.arrange(a_row)


def panel(office: Office, services: WindowServices, parent: QWidget) -> LatePanel:
    """Return the panel of this mode."""
    return LatePanel(office, services, parent)
