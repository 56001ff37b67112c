"""The cards of the case: the timeline with its strands and sums, and what is asked for now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from officeapp.domain.timeline import Strand, of_strand
from officeapp.gui.pupil.case_rows import ASKED, TIMELINE, Asked, asked_rows
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.pupil.overview import SESSIONS
from officeapp.gui.pupil.ten_weeks import TenWeeksStrip, dropping_said
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.domain.timeline import TimelineLine
    from officeapp.gui.pupil.readings import Counted, Sum
    from officeapp.gui.theme import Theme
    from officeapp.procedures.pupil_case import PupilCase

LEAST_HEIGHT, LEAST_ASKED = 96, 66
ROW = 26


class TimelineCard(Card):
    """What happened, narrowed to a strand; in its place the sessions of a figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Timeline", parent)
        self._lines: tuple[TimelineLine, ...] = ()
        self._strand = Strand.ALL
        self._strands = QButtonGroup(self)
        self._chips = QWidget(self)
        self._table: RecordTable[TimelineLine] = RecordTable(TIMELINE, self)
        self.view = ShortList(self._table, "pupils.case.timeline", self, LEAST_HEIGHT)
        self._sum: RecordTable[Counted] = RecordTable(SESSIONS, self)
        self.sum_view = ShortList(self._sum, "pupils.case.sum", self, LEAST_HEIGHT)
        self._stack = QStackedWidget(self)
        self._build()

    def show_lines(self, lines: tuple[TimelineLine, ...]) -> None:
        """Show another timeline."""
        self._lines = lines
        self._show()

    def show_sum(self, found: Sum) -> None:
        """Show what a figure rests on, with the focus on it."""
        self.set_title(found.title)
        self.say(f"{found.words}  Esc goes back to the timeline.")
        self._sum.show(found.sessions)
        self._chips.hide()
        self._stack.setCurrentWidget(self.sum_view)
        self.sum_view.setFocus()

    def step_back(self) -> bool:
        """Go back from a sum to the timeline, and from a strand to all of them."""
        if self._stack.currentWidget() is self.sum_view:
            self._show()
            return True
        if self._strand is not Strand.ALL:
            self._strands.buttons()[0].setChecked(True)
            self._on_strand(Strand.ALL)
            return True
        return False

    def _build(self) -> None:
        row = QHBoxLayout(self._chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for strand in Strand:
            chip = QPushButton(str(strand), self)
            chip.setObjectName(f"pupils.case.strand.{strand.name.lower()}")
            chip.setProperty("class", "small")
            chip.setCheckable(True)
            chip.setChecked(strand is Strand.ALL)
            chip.clicked.connect(partial(self._on_strand, strand))
            self._strands.addButton(chip)
            row.addWidget(chip)
        self.head.addWidget(self._chips)
        self.view.setAccessibleName("Timeline, the latest first")
        self.sum_view.setAccessibleName("Sessions the figure rests on")
        for view in (self.view, self.sum_view):
            view.horizontalHeader().hide()
            view.verticalHeader().setDefaultSectionSize(ROW)
            self._stack.addWidget(view)
        self.inside.addWidget(self._stack, 1)
        self.say("")

    def _show(self) -> None:
        self.set_title("Timeline")
        self._chips.show()
        self._stack.setCurrentWidget(self.view)
        shown = of_strand(self._lines, self._strand)
        self._table.show(shown)
        self.say("" if shown else "Nothing is written yet.")

    def _on_strand(self, strand: Strand) -> None:
        self._strand = strand
        self._show()


class AskedCard(Card):
    """What the policy asks for now, and what comes up.

    Signals:
        done_wanted: A step was taken; carries its row.
        aside_wanted: A step is to be put aside; carries its row.
        jump_wanted: What a row needs next is to be opened; carries the row.
    """

    done_wanted = Signal(object)
    aside_wanted = Signal(object)
    jump_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("What the policy asks for now", parent)
        self._table: RecordTable[Asked] = RecordTable(ASKED, self)
        self.view = ShortList(self._table, "pupils.case.asked", self, LEAST_ASKED)
        self._said = label("", "note", self)
        self.buttons = {
            "done": QPushButton("Done  D", self),
            "aside": QPushButton("Put aside  A", self),
            "jump": QPushButton("Open  J", self),
        }
        self._build(theme)

    def show_case(self, case: PupilCase, today: dt.date, led: Sequence[str] = ()) -> None:
        """Show what is asked for of another case, and under its heading who leads it."""
        self._table.show(asked_rows(case, today))
        if self._table.records and self.view.current() is None:
            self.view.selectRow(0)
        self._on_row()
        nothing = () if self._table.records else ("Nothing is asked for now.",)
        self.say("  ·  ".join([*nothing, *led]))

    def current(self) -> Asked | None:
        """Return the row that is chosen; None without any."""
        found: Asked | None = self.view.current()
        return found

    def letter(self) -> str:
        """Return the kind of letter of the step in hand; empty for none."""
        row = self.current()
        return row.line.step.letter if row is not None and row.line is not None else ""

    def stand_on(self, step: str) -> None:
        """Put the cursor on a step, by its name."""
        names = [row.line.step.id if row.line else "" for row in self._table.records]
        if step in names:
            self.view.selectRow(names.index(step))
            self.view.setFocus()

    def let_write(self, *, may: bool) -> None:
        """Show what writes only to who may."""
        for name in ("done", "aside"):
            self.buttons[name].setVisible(may)

    def want(self, name: str) -> None:
        """Ask for something to be done with the row that is chosen."""
        row = self.current()
        button = self.buttons[name]
        if row is not None and button.isEnabled() and not button.isHidden():
            signals = {
                "done": self.done_wanted,
                "aside": self.aside_wanted,
                "jump": self.jump_wanted,
            }
            signals[name].emit(row)

    def _build(self, theme: Theme) -> None:
        self.view.setAccessibleName("What the policy asks for now")
        self.view.horizontalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW)
        self.view.setItemDelegate(BadgeDelegate(theme, self.view))
        self.view.record_shown.connect(self._on_row)
        self.view.record_chosen.connect(self._on_chosen)
        self._said.setObjectName("pupils.case.asked.said")
        self._said.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(4)
        for name, button in self.buttons.items():
            button.setObjectName(f"pupils.case.{name}")
            button.setProperty("class", "small")
            button.clicked.connect(partial(self.want, name))
            row.addWidget(button)
        row.addStretch(1)
        self.inside.addWidget(self.view, 1)
        self.inside.addWidget(self._said)
        self.inside.addLayout(row)
        self.say("")

    def _on_row(self) -> None:
        row = self.current()
        self._said.setText(row.said if row is not None else "")
        is_step = row is not None and row.line is not None
        self.buttons["done"].setEnabled(is_step)
        self.buttons["aside"].setEnabled(is_step)
        self.buttons["jump"].setText(f"{row.jump or 'Open'}  J" if row is not None else "Open  J")
        self.buttons["jump"].setEnabled(row is not None and bool(row.jump))

    def _on_chosen(self, row: Asked) -> None:
        if row.jump:
            self.jump_wanted.emit(row)
        elif row.line is not None:
            self.done_wanted.emit(row)


class AheadCard(Card):
    """Ten school weeks, and what can still become of the year."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Ten school weeks", parent)
        self.strip = TenWeeksStrip(theme, self)
        self._said = label("", "note", self)
        self._said.setObjectName("pupils.case.ahead")
        self._said.setWordWrap(True)
        self.inside.addWidget(self.strip)
        self.inside.addWidget(self._said)
        self.inside.addStretch(1)
        self.say("")

    def show_case(self, case: PupilCase) -> None:
        """Show another case."""
        self.strip.show_weeks(case.weeks)
        dropping = dropping_said(case.weeks) if case.weeks.number else ""
        self._said.setText("\n".join(filter(None, (dropping, case.forecast.sentence))))
