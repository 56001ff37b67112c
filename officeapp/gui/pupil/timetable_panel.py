"""A pupil's weekly patterns: listed, added, changed, ended, taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from officeapp.domain.patterns import Pattern, PatternKind, doubts, week_words
from officeapp.domain.rights import Right, may
from officeapp.errors import OfficeError
from officeapp.gui.pupil.ask_form import Asked, AskForm
from officeapp.gui.pupil.fields import shown_day
from officeapp.gui.pupil.timetable_fields import TITLES, fields_for, new_pattern
from officeapp.gui.pupil.week_boxes import WeekBoxes
from officeapp.gui.tables import ROW_HEIGHT, Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.keep_patterns import Ended, add_pattern, change_pattern, lives_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices

FEWEST_ROWS, MOST_ROWS = 2, 5
KEYS = dict(zip(PatternKind, ("F2", "F3", "F4", "F5"), strict=True))
ENTER_CHANGES = "Enter opens one, to change it, end it or take it back."
NONE_YET = "Expected in every session: nothing is pre-marked."


class TimetableSection(QWidget):
    """When a pupil is not expected here, and why; each pattern is changed by a short form."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._weeks: dict[object, str] = {}
        self._asked: object = None
        self._table: RecordTable[Pattern] = RecordTable(
            (
                Column("From", lambda one: shown_day(one.first), width=104),
                Column("Until", lambda one: shown_day(one.last) or "no end", width=104),
                Column("What", lambda one: TITLES[one.kind], width=104),
                Column(
                    "Week", lambda one: week_words(one.week), tip=lambda one: week_words(one.week)
                ),
                Column("Agreed with, where", self._agreed, tip=self._agreed),
                Column("Review", lambda one: shown_day(one.review), width=104),
            ),
            self,
        )
        self._list = RecordView(self._table, "pupils.timetable.list", self)
        self._card = Card("Timetable", self)
        self._new = {kind: QPushButton(f"{TITLES[kind]}  {KEYS[kind]}", self) for kind in KEYS}
        self.form = AskForm("pupils.timetable.form", self)
        self.week = WeekBoxes("pupils.timetable.week", self.form)
        self._build()
        self._connect()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's patterns."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self._close_form()
        self._pupil = pupil
        patterns = self._office.patterns.of(pupil.id)
        self._table.show(patterns)
        rows = min(max(FEWEST_ROWS, len(patterns)), MOST_ROWS)
        head = self._list.horizontalHeader().sizeHint().height()
        self._list.setFixedHeight(head + rows * ROW_HEIGHT + 6)
        said = [doubt for one in patterns for doubt in doubts(one, pupil.dob)]
        how = [ENTER_CHANGES] if patterns and self._may_change() else []
        self._card.say(" ".join([*said, *how]) if patterns else NONE_YET)
        self._show_buttons()

    def set_read_only(self, *, read_only: bool) -> None:  # noqa: ARG002  # it has a right of its own
        """Show what the person may do: timetables have a right of their own, apart from cards."""
        self._show_buttons()

    def settle(self) -> None:
        """Do nothing: a form is written by its button, and keeps what was typed."""

    def first_part(self) -> QWidget:
        """Return the list of patterns."""
        return self._list

    def step_back(self) -> bool:
        """Close the form; say whether it was open."""
        return self._close_form()

    def _build(self) -> None:
        self.setObjectName("pupils.timetable")
        self._list.setAccessibleName("Timetable")
        for kind, button in self._new.items():
            button.setObjectName(f"pupils.timetable.{kind.value}")
            button.setProperty("class", "small")
            self._card.head.addWidget(button)
        self._card.inside.addWidget(self._list)
        self.form.inside.insertWidget(self.form.inside.count() - 2, self.week)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._card)
        whole.addWidget(self.form)
        whole.addStretch(1)

    def _connect(self) -> None:
        self._list.record_chosen.connect(self._on_pattern)
        self.form.closed.connect(self._on_closed)
        for kind, button in self._new.items():
            act = partial(self._on_new, kind)
            button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(KEYS[kind]), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _may_change(self) -> bool:
        person = self._office.person
        return person is not None and may(person.role, Right.KEEP_PATTERNS)

    def _show_buttons(self) -> None:
        for button in self._new.values():
            button.setVisible(self._may_change())

    def _agreed(self, pattern: Pattern) -> str:
        contact = self._office.contacts.contacts().get(pattern.agreed_with)
        return contact.called if contact else f"{pattern.code} {pattern.nature}".strip()

    def _on_new(self, kind: PatternKind) -> None:
        if self._pupil is None or not self._may_change():
            return
        pattern = new_pattern(kind, self._pupil.id, self._office.today())
        self._ask(("new", self._pupil.id, kind), pattern, "Write down", self._add)

    def _on_pattern(self, pattern: Pattern) -> None:
        if self._pupil is not None and self._may_change():
            back = ("Take it back whole", partial(self._take_back, pattern))
            self._ask(("pattern", pattern.id), pattern, "Change", self._change, back)

    def _ask(
        self,
        key: object,
        pattern: Pattern,
        act: str,
        write: Callable[[Pattern], None],
        also: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Open the form on a pattern; a week ticked and not written comes back with the rest."""
        assert self._pupil is not None  # noqa: S101  # asked by its callers
        self._keep_week()
        fields = fields_for(pattern.kind, lives_with(self._office, self._pupil))
        title = f"{self._pupil.called}: {pattern.kind.words}"
        note = "Ticked sessions are those in which the pupil is expected here."
        values = {field.name: getattr(pattern, field.name) for field in fields}
        self.form.ask(
            Asked(key, title, note, fields, values, act, partial(self._write, pattern, write), also)
        )
        self._asked = key
        self.week.show_week(self._weeks.get(key, pattern.week))
        last = self.form.row(fields[-1].name).editor
        button = self.form.findChild(QPushButton, "pupils.timetable.form.write")
        if button is not None:
            self.week.come_between(last, button)

    def _write(
        self, pattern: Pattern, write: Callable[[Pattern], None], values: Mapping[str, Any]
    ) -> None:
        write(replace(pattern, **values, week=self.week.week()))

    def _add(self, pattern: Pattern) -> None:
        added = add_pattern(self._office, pattern)
        self._forget_week()
        self._say(f"{added.said} written down")

    def _change(self, pattern: Pattern) -> None:
        before = self._office.patterns.cards.standing()[pattern.id]
        ended = change_pattern(self._office, pattern)
        self._forget_week()
        self._say(f"{pattern.said}: changed{_in_ink(ended)}", partial(self._put_back, before))

    def _take_back(self, pattern: Pattern) -> None:
        ended = change_pattern(self._office, replace(pattern, gone=True))
        self._forget_week()
        self._say(f"{pattern.said}: taken back{_in_ink(ended)}", partial(self._put_back, pattern))

    def _put_back(self, pattern: Pattern) -> None:
        """Write a pattern as it was before."""
        stands = self._office.patterns.cards.standing()[pattern.id]
        try:
            change_pattern(self._office, replace(pattern, line=stands.line))
        except OfficeError as refusal:
            self._services.say(str(refusal))

    def _say(self, what: str, undo: Callable[[], None] | None = None) -> None:
        if self._pupil is not None:
            self._services.say(f"{self._pupil.called}: {what}.", undo)

    def _keep_week(self) -> None:
        if self._asked is not None:
            self._weeks[self._asked] = self.week.week()

    def _forget_week(self) -> None:
        self._weeks.pop(self._asked, None)
        self._asked = None

    def _close_form(self) -> bool:
        self._keep_week()
        self._asked = None
        return self.form.close_form()

    def _on_closed(self) -> None:
        self._keep_week()
        self._asked = None
        self._list.setFocus()


def _in_ink(ended: Ended) -> str:
    """Return what is said of sessions that were handed in and stay."""
    number = len(ended.sessions)
    if not number:
        return ""
    stay = (
        "1 session is in ink and stays" if number == 1 else f"{number} sessions are in ink and stay"
    )
    return f"; {stay}, to be corrected in the register"
