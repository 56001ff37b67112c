"""The turn of the school year: classes move up, the oldest leave, the next calendar is begun."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.leaving import State
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.rights import Right
from officeapp.domain.roll import year_group_name
from officeapp.domain.turning import LEAVES, Goals, next_year_group
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.school.turn_lines import COLUMNS, TurnLine, turn_lines, with_goal
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import DayField, day_said
from officeapp.procedures.copy_calendar import copy_calendar
from officeapp.procedures.turn_year import (
    NoFirstDayError,
    first_goals,
    let_leave,
    move_up,
    plan_turn,
    seats_on,
    turn_days,
    year_to_turn,
)

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.school_year import SchoolYear
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.turn_year import TurnPlan

UNDECIDED_COLUMN = 4
NO_CLASS, WITH_THE_CLASS = ClassId(-1), ClassId(-2)


class YearEndSection(FormSection):
    """Each class is given the one it goes to; then one key moves up, and one lets the oldest go.

    What is chosen here is kept while the window is open; nothing is written before the key.
    """

    name: ClassVar[str] = "school.year-end"
    title: ClassVar[str] = "Year's end"
    right: ClassVar[Right | None] = Right.TURN_YEAR
    shows: ClassVar[frozenset[Book]] = frozenset({Book.ROLL, Book.CALENDAR, Book.REGISTER})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._days: tuple[dt.date, dt.date] | None = None
        self._goals: Goals | None = None
        self._plan: TurnPlan | None = None
        self._of: TurnLine | None = None
        self._sum = label("", "faded", self)
        self._table: RecordTable[TurnLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.year-end.list", self, spare=(2,))
        self._card = Card("", self)
        self._goal_form = Form(services.theme, "school.year-end.goal", "Keep", self)
        self._goal = QComboBox(self)
        self._pupil_form = Form(services.theme, "school.year-end.apart", "Keep", self)
        self._pupil = QComboBox(self)
        self._pupil_goal = QComboBox(self)
        self._days_form = Form(services.theme, "school.year-end.days", "Keep", self)
        self._last, self._first = (
            DayField(self, today=office.today),
            DayField(self, today=office.today),
        )
        self._leave_form = Form(services.theme, "school.year-end.leave", "Write", self)
        self._why_late = QLineEdit(self)
        self._build()
        self.refresh()

    def plan(self) -> TurnPlan | None:
        """Return what would be done; None while the days are not known."""
        return self._plan

    def _build(self) -> None:
        self._days_act = self.add_act("Days", "F4", "days-act", self._on_days)
        copy = self.add_act("Copy calendar", "F3", "copy", self._on_copy)
        apart = self.add_act("One pupil apart", "Ctrl+N", "apart-act", self._on_apart)
        apart.setToolTip("Chooses for one pupil another way than for the class.")
        for button in (self._days_act, copy, apart):  # beside what they are about
            button.setProperty("class", "small")
            self._card.head.addWidget(button)
        move = self.add_act("Move up", "F6", "move", self._on_move)
        leave = self.add_act("Leavers", "F8", "leave-act", self._on_leave)
        chain(move, leave, self._days_act, copy, apart, self._list)
        self._list.setAccessibleName("Classes and where they go")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.record_chosen.connect(self._on_chosen)
        self._sum.setObjectName("school.year-end.sum")
        self._sum.setWordWrap(True)
        self._card.inside.addWidget(self._sum)
        self._card.inside.addWidget(self._list, 1)
        self._card.inside.addStretch(0)
        self.inside.addWidget(self._card, 1)
        goal = self._goal_form.grid
        goal.add("Goes to", self._goal, "school.year-end.goal.to", wide=True)
        one = self._pupil_form.grid
        one.add("Pupil", self._pupil, "school.year-end.apart.pupil")
        one.add("Goes to", self._pupil_goal, "school.year-end.apart.to")
        grid = self._days_form.grid
        grid.add("Last day of this year", self._last, "school.year-end.last")
        grid.add("First day of the next", self._first, "school.year-end.first")
        late = "Why it is written after the last day, if it is"
        self._leave_form.grid.add(late, self._why_late, "school.year-end.why-late", wide=True)
        for form, write in (
            (self._goal_form, self._keep_goal),
            (self._pupil_form, self._keep_pupil),
            (self._days_form, self._keep_days),
            (self._leave_form, self._write_leavers),
        ):
            self.add_form(form, write)

    @override
    def refresh(self) -> None:
        """Work out again what the turn would do."""
        year = year_to_turn(self.office)
        days = self._days or self._known_days(year)
        self._card.set_title(f"{year.name} to {year.next().name}")
        self._list.setVisible(days is not None)
        if days is None:
            self._plan = None
            self._card.say("")
            self._table.show([])
            return
        last, first = days
        if self._goals is None:
            self._goals = Goals(first_goals(self.office, last))
        self._plan = plan_turn(self.office, last, first, self._goals)
        self._table.show(turn_lines(self.office, self._plan))
        self._list.set_off(UNDECIDED_COLUMN, off=not self._plan.turn.undecided)
        self._sum.setText(_sum_of(self._plan))
        self._card.say(
            "Enter chooses another class; nothing is written yet" if self.can_change else ""
        )

    @override
    def focus_first(self) -> None:
        (self._list if self._plan else self._days_act).setFocus()

    def _known_days(self, year: SchoolYear) -> tuple[dt.date, dt.date] | None:
        try:
            return turn_days(self.office, year)
        except NoFirstDayError as unknown:
            self._sum.setText(f"{unknown} F3 copies this year's calendar, F4 enters the days.")
            return None

    def _on_days(self) -> None:
        year = year_to_turn(self.office)

        def fill() -> None:
            days = (self._plan.last, self._plan.first) if self._plan else (year.span.last, None)
            self._last.show_day(days[0])
            self._first.show_day(days[1])

        self.open_form(self._days_form, ("days", year), "When the year turns", fill)

    def _keep_days(self) -> None:
        days = self._last.day(), self._first.day()
        plan_turn(self.office, *days, self._goals)
        self._days = days
        self.refresh()

    def _on_copy(self) -> None:
        self.begin_again()
        with self.refused.hears():
            year = year_to_turn(self.office)
            terms, closures = copy_calendar(self.office, year)
            self.refresh()
            self.has_saved(
                f"{_counted(terms, 'term')} and {_counted(closures, 'closure')} of "
                f"{year.next().name}, 52 weeks on: "
                "look at Easter and the bank holidays under Calendar"
            )

    def _on_chosen(self, line: TurnLine) -> None:
        self._of = line

        def fill() -> None:
            self._fill_goals(self._goal, line.goal, apart=line.pupil is not None)

        title = f"{line.school_class}, {line.who}"
        self.open_form(self._goal_form, (line.part, line.pupil), title, fill)
        group = next_year_group(line.part.year_group)
        pupils = _counted(line.pupils, "pupil")
        self._goal_form.say(f"{pupils}, {year_group_name(group)} next year." if group else pupils)

    def _keep_goal(self) -> None:
        if self._of is not None and self._goals is not None:
            goal = ClassId(self._goal.currentData())
            none = goal in (NO_CLASS, WITH_THE_CLASS)
            self._goals = with_goal(self._goals, self._of, None if none else goal)
            self.refresh()

    def _on_apart(self) -> None:
        plan = self._plan
        if plan is None:
            return

        def fill() -> None:
            self._pupil.clear()
            self._pupil.addItem("choose the pupil", None)
            done = {seat.pupil for seat in (*plan.placed, *plan.leaving)}
            for seat in seats_on(self.office, plan.last):
                if seat.pupil not in done:
                    name = self.office.roll.school_class(seat.school_class).name
                    pupil = self.office.roll.pupil(seat.pupil)
                    self._pupil.addItem(f"{pupil.listed}, {name}", seat.pupil)
            self._fill_goals(self._pupil_goal, None, apart=False)

        self.open_form(self._pupil_form, "apart", "One pupil goes another way", fill)

    def _keep_pupil(self) -> None:
        number, goal = self._pupil.currentData(), ClassId(self._pupil_goal.currentData())
        if self._goals is not None and number is not None and goal != NO_CLASS:
            pupils = {**self._goals.pupils, PupilId(number): goal}
            self._goals = replace(self._goals, pupils=pupils)
            self.refresh()

    def _fill_goals(self, box: QComboBox, goal: ClassId | None, *, apart: bool) -> None:
        box.clear()
        box.addItem("with the class", WITH_THE_CLASS) if apart else box.addItem(
            "not decided", NO_CLASS
        )
        for card in self.office.roll.classes():
            box.addItem(card.name, card.id)
        box.addItem("leave the school", LEAVES)
        box.setCurrentIndex(max(0, box.findData(goal)))

    def _on_move(self) -> None:
        self.begin_again()
        if self._plan is None:
            return
        with self.refused.hears():
            first = self._plan.first
            moved = move_up(self.office, self._plan)
            self.refresh()
            self.has_saved(f"{moved} pupils are in their new classes from {day_said(first)}")

    def _on_leave(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.open_form(self._leave_form, ("leave", plan.last), "Leavers", self._why_late.clear)
        head = self.office.may(Right.ADMIT)
        what = "taken off the roll" if head else "proposed to the head, who confirms"
        pupils = _counted(len(plan.turn.leavers), "pupil")
        self._leave_form.say(
            f"{pupils}: {what}. The last day is {day_said(plan.last)}; "
            "the ground is the end of Year 6, or of nursery."
        )

    def _write_leavers(self) -> None:
        if self._plan is None:
            return
        written = let_leave(self.office, self._plan, why_late=self._why_late.text().strip())
        proposed = all(one.state is State.PROPOSED for one in written)
        self.refresh()
        what = "proposed to the head" if proposed else "off the roll after their last day"
        self.has_saved(f"{len(written)} leavers {what}")


def _sum_of(plan: TurnPlan) -> str:
    turn = plan.turn
    parts = [
        f"Last day {day_said(plan.last)}, first day {day_said(plan.first)}",
        f"{len(turn.moves)} move up",
        f"{len(turn.leavers)} leave",
    ]
    if turn.undecided:
        parts.append(f"{len(turn.undecided)} not decided")
    if plan.placed:
        parts.append(f"{len(plan.placed)} have their new class already")
    if plan.leaving:
        parts.append(f"{len(plan.leaving)} leave before the new year already")
    return "  ·  ".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
