"""Joiners and leavers: names the head is to take off the roll, and returns to the authority."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.law import grounds
from officeapp.domain.arriving import Arrival
from officeapp.domain.leaving import Removal, State
from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.ground_fields import GroundFields
from officeapp.gui.school.leaving_lines import (
    DUES,
    WAITING,
    DueLine,
    WaitingLine,
    due_lines,
    rule_said,
    sure_said,
    waiting_lines,
)
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card
from officeapp.gui.widgets.day_field import DayField, day_said, short_date
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.propose_pupil import confirm_admissions, decline_admission
from officeapp.procedures.remove_pupil import (
    confirm_removals,
    decline_removal,
    leave,
    note_return,
    take_back_return,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.returns import MadeReturn
    from officeapp.gui.screen import WindowServices

LEAST_LIST_HEIGHT = 120
ASKED_TIP = (
    "No return is due for Reception children who begin with the school year, unless the authority "
    "asks for it."
)
CONFIRM, DECLINE = "confirm", "decline"


class NotChosenError(OfficeError):
    """The pupil or the ground was not chosen."""

    def __init__(self) -> None:
        super().__init__("Choose the pupil who leaves, and the ground.")


class LeavingSection(FormSection):
    """Removals are proposed and confirmed here; returns are listed and noted when made."""

    name: ClassVar[str] = "school.leaving"
    title: ClassVar[str] = "Joiners, leavers"
    right: ClassVar[Right | None] = Right.PROPOSE_REMOVAL
    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.ROLL, Book.REGISTER, Book.CALENDAR, Book.SCHOOL}
    )

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._removals: RecordTable[WaitingLine] = RecordTable(WAITING, self)
        self._removal_list = FittedView(
            self._removals, "school.leaving.removals", self, spare=(3, 1)
        )
        self._dues: RecordTable[DueLine] = RecordTable(DUES, self)
        self._due_list = FittedView(self._dues, "school.leaving.returns", self, spare=(2,))
        self._removal_card, self._due_card = Card("", self), Card("", self)
        self._removal_form = Form(services.theme, "school.leaving.removal", "Write", self)
        self._pupil, self._ground = QComboBox(self), QComboBox(self)
        self._last, self._notice = (DayField(self, today=office.today) for _ in range(2))
        self._destination, self._late = QLineEdit(self), QLineEdit(self)
        self._declared = QCheckBox("Declared by the school", self)
        self._settle_form = Form(services.theme, "school.leaving.settle", "Write", self)
        self._decision = QComboBox(self)
        self._why = QLineEdit(self)
        self._given = GroundFields(self)
        self._join_form = Form(services.theme, "school.leaving.join", "Write", self)
        self._join_decision, self._join_why = QComboBox(self), QLineEdit(self)
        self._asked = QCheckBox("They ask for Reception beginners too  F7", self)
        self._return_form = Form(services.theme, "school.leaving.return", "Note as made", self)
        self._made = DayField(self, today=office.today)
        self._how = QLineEdit(self)
        self._waiting: WaitingLine | None = None
        self._due: DueLine | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add = self.add_act("A pupil leaves", "Ctrl+N", "add", self._on_add)
        self._all = self.add_act("All may join", "F6", "confirm-all", self._on_all)
        self._all.setToolTip("Confirms every pupil who waits to join, as one act.")
        self._all.setProperty("class", "small")
        self._removal_card.head.addWidget(self._all)  # beside what it is about
        self._asked.setObjectName("school.leaving.reception")
        self._asked.setToolTip(ASKED_TIP)
        self._asked.setEnabled(self.office.may(Right.CHANGE_SCHOOL))
        self._asked.clicked.connect(self._on_asked)
        if self._asked.isEnabled():
            QShortcut(QKeySequence("F7"), self).activated.connect(self._asked.click)
        self._due_card.inside.addWidget(self._asked)
        chain(add, self._all, self._removal_list, self._asked, self._due_list)
        for view, words, card in (
            (
                self._removal_list,
                "Pupils who wait for the head, to leave or to join",
                self._removal_card,
            ),
            (self._due_list, "Returns to the authority", self._due_card),
        ):
            view.setAccessibleName(words)
            view.setItemDelegate(BadgeDelegate(self.services.theme, view))
            view.setMinimumHeight(LEAST_LIST_HEIGHT)
            card.inside.addWidget(view, 1)
            self.inside.addWidget(card, 1)
        self._removal_list.record_chosen.connect(self._on_removal)
        self._due_list.record_chosen.connect(self._on_due)
        self._build_forms()
        for form, write in (
            (self._removal_form, self._write_removal),
            (self._settle_form, self._write_decision),
            (self._join_form, self._write_joining),
            (self._return_form, self._write_return),
        ):
            self.add_form(form, write)

    def _build_forms(self) -> None:
        self._ground.currentIndexChanged.connect(self._on_ground)
        grid = self._removal_form.grid
        for words, field, name, wide in (
            ("Pupil", self._pupil, "pupil", False),
            ("Last day on roll, included", self._last, "last", False),
            ("Ground", self._ground, "ground", True),
            ("The other school", self._destination, "destination", False),
            ("Date in the parent's written notice", self._notice, "notice", False),
            ("Declaration", self._declared, "declared", False),
            ("Why it is written late, if it is", self._late, "why-late", False),
        ):
            grid.add(words, field, f"school.leaving.{name}", wide=wide)
        self._decision.addItem("Confirm: the roll is written so", CONFIRM)
        self._decision.addItem("Decline: the roll stays as it is", DECLINE)
        self._join_decision.addItem("Confirm: the pupil is admitted so", CONFIRM)
        self._join_decision.addItem("Decline: nobody is admitted", DECLINE)
        settle, join = self._settle_form.grid, self._join_form.grid
        settle.add("Decision", self._decision, "school.leaving.decision", wide=True)
        self._given.add_to(settle, "school.leaving.settle")
        why = "Why it is declined, or written after the last day"
        settle.add(why, self._why, "school.leaving.why", wide=True)
        join.add("Decision", self._join_decision, "school.leaving.join.decision", wide=True)
        join.add("Why it is declined", self._join_why, "school.leaving.join.why", wide=True)
        made = self._return_form.grid
        made.add("Made on", self._made, "school.leaving.made")
        made.add("How", self._how, "school.leaving.how")

    @override
    def refresh(self) -> None:
        """Show what waits and what is due."""
        removals, dues = waiting_lines(self.office), due_lines(self.office)
        self._removals.show(removals)
        joiners = len(self.office.roll.arrivals())
        self._all.setVisible(joiners > 1 and self.office.may(Right.ADMIT))
        self._asked.setChecked(bool(self.office.school.card().asked_for_reception))
        self._dues.show(dues)
        waits = "1 pupil waits" if len(removals) == 1 else f"{len(removals)} pupils wait"
        self._removal_card.set_title(f"{waits} for the head: to leave or to join")
        due = "1 return" if len(dues) == 1 else f"{len(dues)} returns"
        self._due_card.set_title(f"{due} due to the local authority")
        if self.can_change:
            head = self.office.may(Right.ADMIT)
            self._removal_card.say(
                "Enter confirms or declines" if head else "The head confirms or declines"
            )
            self._due_card.say("Enter notes a return as made")

    @override
    def focus_first(self) -> None:
        (self._removal_list if self._removals.records else self._due_list).setFocus()

    def _on_add(self) -> None:
        def fill() -> None:
            today = self.office.today()
            self._pupil.clear()
            self._pupil.addItem("choose the pupil", None)
            for pupil in self.office.roll.on_roll(today):
                placed = self.office.roll.placed(pupil.id, today)
                name = self.office.roll.school_class(placed.school_class).name if placed else ""
                self._pupil.addItem(", ".join(filter(None, (pupil.listed, name))), pupil.id)
            self._ground.clear()
            self._ground.addItem("choose the ground", None)
            for ground in grounds().on(today):
                letter = f"({ground.letter})  " if ground.letter else ""
                self._ground.addItem(f"{letter}{ground.words}", ground.key)
            self._last.show_day(today)
            for field in (self._notice, self._destination, self._late):
                field.clear()
            self._declared.setChecked(False)

        head = self.office.may(Right.ADMIT)
        title = "A pupil leaves" if head else "Propose to the head that a pupil leaves"
        self.open_form(self._removal_form, "add", title, fill)
        self._on_ground()

    def _on_ground(self) -> None:
        key = self._ground.currentData()
        if key is None:
            self._removal_form.say("A name is removed on a ground of the regulations only.")
            return
        ground = grounds().find(key, self.office.today())
        self._declared.setEnabled(bool(ground.declare))
        self._notice.setEnabled(ground.needs_notice)
        self._removal_form.say(sure_said(ground))

    def _write_removal(self) -> None:
        number, ground = self._pupil.currentData(), self._ground.currentData()
        if number is None or ground is None:
            raise NotChosenError
        removal = Removal(
            0,
            PupilId(number),
            self._last.day(),
            ground,
            destination=self._destination.text().strip(),
            notice=self._notice.day_or_none() if self._notice.isEnabled() else None,
            declared=self._declared.isChecked() and self._declared.isEnabled(),
            why_late=self._late.text().strip(),
        )
        (written,) = leave(self.office, [removal])
        called = self.office.roll.pupil(removal.pupil).called
        done = written.state is State.CONFIRMED
        what = "leaves" if done else "is proposed to leave"
        self.has_saved(f"{called} {what} on {short_date(removal.last)}")

    def _on_removal(self, line: WaitingLine) -> None:
        self._waiting = line
        if not self.office.may(Right.ADMIT):
            self.refused.say("The head confirms or declines it; it waits in this list.")
            return

        form = self._settle_form if line.leaves else self._join_form

        def fill() -> None:
            self._decision.setCurrentIndex(0)
            self._join_decision.setCurrentIndex(0)
            self._join_why.clear()
            if isinstance(line.card, Removal):
                self._given.fill(line.card)
                self._why.setText(line.card.why_late)

        title = f"{line.who} {'leaves' if line.leaves else 'joins'}: {day_said(line.day)}"
        self.open_form(form, (line.card.id, line.card.line), title, fill)
        what = f"{line.what[:1].upper()}{line.what[1:]}"
        said = [f"{what}; proposed by {line.by}.", line.source, *line.against]
        form.say(" ".join(filter(None, said)))

    def _write_decision(self) -> None:
        """Write what the head says of a name that is proposed to go."""
        if self._waiting is None or not isinstance(self._waiting.card, Removal):
            return
        removal, why = self._waiting.card, self._why.text().strip()
        if self._decision.currentData() == DECLINE:
            decline_removal(self.office, removal, why)
            self._has_settled("declined")
        else:
            completed = replace(self._given.completed(removal), why_late=why)
            confirm_removals(self.office, [completed])
            self._has_settled("confirmed")

    def _write_joining(self) -> None:
        """Write what the head says of a pupil who is proposed to join."""
        if self._waiting is None or not isinstance(self._waiting.card, Arrival):
            return
        if self._join_decision.currentData() == DECLINE:
            decline_admission(self.office, self._waiting.card, self._join_why.text().strip())
            self._has_settled("declined")
        else:
            confirm_admissions(self.office, [self._waiting.card])
            self._has_settled("confirmed")

    def _has_settled(self, what: str) -> None:
        if self._waiting is not None:
            self.has_saved(f"{self._waiting.who}, {day_said(self._waiting.day)}: {what}")

    def _on_all(self) -> None:
        """Admit all who wait to join, as one act."""
        self.begin_again()
        with self.refused.hears(self._on_all):
            arrivals = self.office.roll.arrivals()
            if self._all.isVisible() and arrivals:
                pupils = confirm_admissions(self.office, arrivals)
                self.has_saved(f"{len(pupils)} pupils are admitted")

    def _on_asked(self) -> None:
        """Write down whether the authority asks for Reception children who begin."""
        self.begin_again()
        asked = self._asked.isChecked()
        with self.refused.hears():
            card = self.office.school.card()
            change_school(self.office, replace(card, asked_for_reception=asked))
            what = "asks" if asked else "does not ask"
            self.has_saved(f"The authority {what} for Reception children who begin with the year")
        self._asked.setChecked(bool(self.office.school.card().asked_for_reception))

    def _on_due(self, line: DueLine) -> None:
        self._due = line

        def fill() -> None:
            self._made.show_day(self.office.today())
            self._how.clear()

        title = f"{line.who}: {line.due.rule.words}"
        self.open_form(self._return_form, line.due.key, title, fill)
        self._return_form.say(f"{line.due.facts}; {line.until}. {rule_said(line.due)}")

    def _write_return(self) -> None:
        if self._due is not None:
            made = note_return(self.office, self._due.due, self._made.day(), self._how.text())
            said = f"{self._due.who}: {self._due.due.rule.words} noted as made"
            self.has_saved(said, partial(self._take_back, made))

    def _take_back(self, made: MadeReturn) -> None:
        with self.refused.hears():
            take_back_return(self.office, made)
            self.has_saved("The return is due again")
