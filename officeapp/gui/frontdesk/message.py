"""F5, a message: a digit for the reason, a digit for who says so, Enter.

It is about today unless days are typed. What would follow is said before Enter: which marks N it
settles, which sessions it pre-marks, and what waits for whoever decides.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from officeapp.books.reasons import reasons
from officeapp.domain.late import NOBODY
from officeapp.domain.messages import Channel
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.at_phone import (
    AtPhone,
    at_phone,
    days_said,
    going_on_said,
    left_said,
    plan_said,
)
from officeapp.gui.frontdesk.choices import Choices
from officeapp.gui.frontdesk.desk_panel import DeskPanel, Rows, field, joined, lower_first, named
from officeapp.gui.frontdesk.late_fields import SEEN, SEEN_KEYS
from officeapp.gui.frontdesk.late_words import tone_of
from officeapp.gui.frontdesk.message_lines import lines
from officeapp.gui.frontdesk.search import ENTERS
from officeapp.gui.parking import Typed
from officeapp.gui.widgets.cards import label
from officeapp.procedures.plan_message import plan_message
from officeapp.procedures.take_message import take_messages, update_message

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.messages import Message
    from officeapp.domain.record import PupilId
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.plan_message import MessagePlan

__all__ = ["MessagePanel", "lines", "panel"]

OTHER_KEY = "O"
PARKED = "A message"
SOMEBODY = "somebody"  # while it is not said who, to say what would follow
NOT_PROVED = "Marks nothing until its proof is seen: C card, P letter on paper, T text or e-mail."
CHANNELS = tuple(Channel)
CHOOSE_KIND = "Choose what the message is about with one digit."
CHOOSE_WHO = "Choose who says so with a digit; O types somebody else."


class MessagePanel(DeskPanel):
    """Takes a message, or updates one that goes on."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, "frontdesk.message", parent)
        self._kinds = reasons().messages
        self._phone: AtPhone | None = None
        self._family_label = label("Brothers and sisters too: Space adds", "note", self)
        self._family = Choices("frontdesk.message.family", 3, self)
        self._kind = Choices("frontdesk.message.kind", 3, self)
        self._who_label = label("Who says so", "note", self)
        self._who = Choices("frontdesk.message.who", 2, self)
        self._seen = Choices("frontdesk.message.seen", len(SEEN), self)
        self._how = QPushButton(self)
        self._rows = Rows(self)
        self._days = field("frontdesk.message.days", "Which days", self)
        self._called = field("frontdesk.message.called", "Who says so", self)
        self._words = field("frontdesk.message.words", "What was said", self)
        self._build()
        self._connect()

    @override
    def begin(self, pupil: PupilId | None) -> None:
        self._start(pupil)
        before: AtPhone | None = self.parked(pupil) if pupil is not None else None
        if self._phone is not None and before is not None:
            self._go_on(self._phone, before)

    @override
    def half_said(self) -> tuple[PupilId, Typed] | None:
        phone = self._phone
        if phone is None or not phone.is_begun:
            return None
        return phone.pupil.id, Typed(PARKED, phone)

    def _start(self, pupil: PupilId | None) -> None:
        """Show a child of whom nothing is said yet, or nobody."""
        self.refuse("")
        self._phone = None
        for one in (self._days, self._called, self._words):
            one.clear()
        if pupil is None:
            self._card.forget()
            self._who.offer(())
            self._foot.clear()
            return
        self._phone = at_phone(self.office, self.office.roll.pupil(pupil))
        self._show_all()

    @override
    def change(self, entry: int) -> None:
        message = self.office.front_desk.messages.entry(entry)
        self._start(message.pupil)
        self._take_up(message)

    @override
    def took(self, event: QKeyEvent) -> bool:
        if self._phone is None:
            return False
        key, text = Qt.Key(event.key()), event.text().lower()
        if key in ENTERS:
            if not event.isAutoRepeat():
                self._on_file()
            return True
        if key == Qt.Key.Key_Backspace:
            return self.step_back()
        if key == Qt.Key.Key_Space:
            self._on_space()
            return True
        if text.isdecimal():
            self._took_digit(self._phone, int(text), text)
            return True
        return self._took_letter(self._phone, text)

    @override
    def step_back(self) -> bool:
        phone = self._phone
        if super().step_back():
            return True
        if phone is not None and (phone.caller or phone.called):
            phone.caller, phone.called = NOBODY, ""
            self._called.clear()
        elif phone is not None and phone.kind is not None:
            phone.kind = None
        else:
            return False
        self._show()
        return True

    @override
    def refresh(self) -> None:
        if self._phone is not None:
            self._show()

    @override
    def keys(self) -> str:
        if self._phone is None:
            return "Letters, Enter"
        return "1-9 what, then who  ·  D days  ·  W words  ·  V how  ·  Enter files  ·  Esc back"

    def _build(self) -> None:
        self._kind.offer([(one.key, one.words) for one in self._kinds])
        self._seen.offer(SEEN)
        self._how.setObjectName("frontdesk.message.how")
        self._how.setProperty("class", "choice")
        self._how.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._days.setPlaceholderText("today; or till Thu, back Mon, 2 days, tomorrow pm")
        self._called.setPlaceholderText("name and what they are to the child")
        self._words.setPlaceholderText("in a few words, where it matters")
        self._rows.add("Who else  O", self._called)
        self._rows.add("What was seen", self._seen)
        self._rows.add_beside("Which days  D", self._days, self._how)
        self._rows.add("What was said  W", self._words)
        for part in (
            self._family_label,
            self._family,
            label("About", "note", self),
            self._kind,
            self._who_label,
            self._who,
            self._rows,
        ):
            self.add(part)
        self.fit(self._kind, 3)

    def _connect(self) -> None:
        self._kind.chosen.connect(self._on_kind)
        self._family.chosen.connect(self._on_family)
        self._who.chosen.connect(self._on_who)
        self._seen.chosen.connect(self._on_seen)
        self._how.clicked.connect(self._on_how)
        self._file.clicked.connect(self._on_file)
        for one in (self._days, self._called, self._words):
            one.textEdited.connect(self._on_typed)
            one.returnPressed.connect(self._on_entered)

    def _took_digit(self, phone: AtPhone, digit: int, text: str) -> None:
        keys = [one.key for one in self._kinds]
        if phone.kind is None and text in keys:
            self._on_kind(keys.index(text))
        elif phone.kind is not None and 0 < digit <= len(phone.contacts):
            self._on_who(digit - 1)

    def _took_letter(self, phone: AtPhone, text: str) -> bool:
        fields = {"d": self._days, "w": self._words}
        if text in fields:
            self.go_to(fields[text])
        elif text == OTHER_KEY.lower():
            self._on_who(len(phone.contacts))
        elif text == "v":
            self._on_how()
        elif text == "u" and phone.going_on is not None and phone.updates is None:
            self._take_up(phone.going_on)
        elif text in SEEN_KEYS and phone.kind is not None and phone.kind.needs_evidence:
            self._on_seen(SEEN_KEYS.index(text))
        else:
            return False
        return True

    def _take_up(self, message: Message) -> None:
        phone = self._phone
        if phone is None:
            return
        phone.take_up(message)
        self._called.setText(message.called)
        self._words.setText(message.words)
        self._show()
        self.go_to(self._days)

    def _go_on(self, phone: AtPhone, before: AtPhone) -> None:
        """Go on from what was half said before the window was locked."""
        phone.go_on_from(before)
        self._days.setText(phone.days)
        self._called.setText(phone.called)
        self._words.setText(phone.words)
        self._show()

    def _show_all(self) -> None:
        phone = self._phone
        if phone is None:
            return
        known = [(str(n), words) for n, (_, words) in enumerate(phone.contacts, 1)]
        self._who.offer([*known, (OTHER_KEY, "Somebody else…")])
        self.fit(self._who, 3)
        self._family.offer([("", one.forename) for one in phone.family])
        self.fit(self._family, 3)
        self._show()

    def _show(self) -> None:
        """Show what is said so far and what it would do."""
        phone = self._phone
        if phone is None:
            return
        called, school_class = named(self.office, phone.pupil.id)
        note = going_on_said(phone.going_on) if phone.going_on and not phone.updates else ""
        if phone.updates is not None:
            note = f"Updates the message: {lower_first(phone.updates.kind)}"
        self._card.show_child(called, school_class, note)
        self.fold(self._kind, self._kinds.index(phone.kind) if phone.kind else None)
        for part in (self._who_label, self._who):
            part.setVisible(phone.kind is not None)
        callers = [number for number, _ in phone.contacts]
        other = len(callers) if phone.called.strip() else None
        self._who.mark(callers.index(phone.caller) if phone.caller in callers else other)
        self._how.setText(f"V   {phone.channel[0].upper()}{phone.channel[1:]}")
        self._how.setAccessibleName(f"How it came: {phone.channel}")
        self._show_family(phone)
        asks = phone.kind is not None and phone.kind.needs_evidence
        self._rows.show_row(self._seen, shown=asks)
        typing = self._called.hasFocus() or bool(phone.called)
        self._rows.show_row(self._called, shown=typing and not phone.caller)
        said = [words.lower() for _, words in SEEN]
        self._seen.mark(said.index(phone.evidence) if phone.evidence in said else None)
        self._file.setText("Update   Enter" if phone.updates else "Take message   Enter")
        self._show_effect(phone)

    def _show_family(self, phone: AtPhone) -> None:
        offered = bool(phone.family) and phone.updates is None
        for part in (self._family_label, self._family):
            part.setVisible(offered)
        places = [n for n, one in enumerate(phone.family) if one.id in phone.added]
        self._family.mark_several(places)

    def _show_effect(self, phone: AtPhone) -> None:
        """Show the days as they were understood, and what the message would do."""
        try:
            days = days_said(phone.said(self.office))
            plan = self._planned(phone)
        except OfficeError as refusal:
            self._card.show_effect("", str(refusal), "unauthorised")
            return
        if plan is None or phone.kind is None:
            self._card.show_effect("", f"{days}.", "")
            return
        code, today = plan.message.code, self.office.today()
        tone = tone_of(code, self.office.codes, today) if code else "late"
        said = NOT_PROVED if phone.kind.needs_evidence and not code else plan_said(plan)
        self._card.show_effect(code, f"{days}. {said}", tone)

    def _planned(self, phone: AtPhone) -> MessagePlan | None:
        """Return what the message would do, whoever gives it; None while no reason is chosen."""
        if phone.kind is None:
            return None
        heard = phone.heard(self.office)
        if not heard.caller and not heard.called.strip():
            heard = replace(heard, called=SOMEBODY)
        return plan_message(self.office, heard)

    def _on_space(self) -> None:
        if self._phone is not None and self._phone.updates is None:
            self._phone.add_next()
            self._show()

    def _on_family(self, place: int) -> None:
        phone = self._phone
        if phone is not None:
            number = phone.family[place].id
            had = number in phone.added
            phone.added = [one for one in phone.added if one != number]
            phone.added += [] if had else [number]
            self._show()

    def _on_kind(self, place: int) -> None:
        """Take a reason; the same again, by a click, takes it back."""
        phone, kind = self._phone, self._kinds[place]
        if phone is not None:
            phone.kind = None if phone.kind == kind else kind
            self.refuse("")
            self._show()

    def _on_who(self, place: int) -> None:
        phone = self._phone
        if phone is None:
            return
        self.refuse("")
        if place < len(phone.contacts):
            phone.caller, phone.called = phone.contacts[place][0], ""
            self._called.clear()
            self._show()
            return
        phone.caller = NOBODY
        self._rows.show_row(self._called, shown=True)
        self.go_to(self._called)
        self._show()

    def _on_seen(self, place: int) -> None:
        if self._phone is not None:
            said = SEEN[place][1].lower()
            self._phone.evidence = "" if self._phone.evidence == said else said
            self._show()

    def _on_how(self) -> None:
        """Go on to the next way a message comes in."""
        phone = self._phone
        if phone is not None:
            phone.channel = CHANNELS[(CHANNELS.index(phone.channel) + 1) % len(CHANNELS)]
            self._show()

    def _on_typed(self, _: str) -> None:
        phone = self._phone
        if phone is not None:
            phone.days, phone.words = self._days.text(), self._words.text()
            phone.called = "" if phone.caller else self._called.text()
            self.refuse("")
            self._show()

    def _on_entered(self) -> None:
        """Enter in a field gives the focus back to the child, where Enter files."""
        self.field_wanted.emit()

    def _on_file(self) -> None:
        phone = self._phone
        if phone is None:
            return
        if phone.kind is None:
            self.refuse(CHOOSE_KIND)
        elif not phone.caller and not phone.called.strip():
            self.refuse(CHOOSE_WHO)
        else:
            self.attempt(partial(self._filed, phone))

    def _filed(self, phone: AtPhone) -> str:
        if phone.updates is not None:
            heard = phone.heard(self.office)
            plan, left = update_message(self.office, phone.updates, heard)
            said = f"{plan.message.correction}.{left_said(left)}"
            return f"Message about {phone.pupil.called} updated: {said}"
        plans = take_messages(self.office, phone.heards(self.office))
        names = joined([named(self.office, plan.message.pupil)[0] for plan in plans])
        return f"Message about {names} taken. {plan_said(plans[0])}"


def panel(office: Office, services: WindowServices, parent: QWidget) -> MessagePanel:
    """Return the panel of this mode."""
    return MessagePanel(office, services, parent)
