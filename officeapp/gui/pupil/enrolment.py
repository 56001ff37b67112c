"""When a pupil is on the roll and in which class: leaving, coming back, changing class."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.domain.leaving import State
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.roll import Enrolment, Placement, Pupil, year_group_name
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.pupil.ask_form import Asked, AskForm
from officeapp.gui.pupil.card_fields import ENROLMENT, FIRST, YEAR_GROUP
from officeapp.gui.pupil.earlier_schools import EarlierSchools
from officeapp.gui.pupil.fields import Field, Kind, read_day, shown_day
from officeapp.gui.pupil.leaving_fields import leaving_fields, removal_of
from officeapp.gui.tables import ROW_HEIGHT, Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.keep_roll import (
    change_enrolment,
    change_placement,
    enrol_again,
    place,
)
from officeapp.procedures.remove_pupil import leave

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

TWO_COLUMNS = 700
FEWEST_ROWS, MOST_ROWS = 2, 7
FROM = Field("first", "From", read=read_day, shown=shown_day, hint="3/9/2026")
TIMES: tuple[Column[Enrolment], ...] = (
    Column("First day", lambda one: shown_day(one.first), width=112),
    Column("Last day", lambda one: shown_day(one.last) or "on the roll", width=120),
    Column("Why, where to", lambda one: ", ".join(filter(None, (one.ground, one.destination)))),
)


class EnrolmentSection(QWidget):
    """A pupil's times on the roll and classes, each changed by a short form."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._may_change = True
        self._times: RecordTable[Enrolment] = RecordTable(TIMES, self)
        self._classes: RecordTable[Placement] = RecordTable(
            (
                Column("From", lambda one: shown_day(one.first), width=120),
                Column("Class", self._class_name),
                Column("Year group", lambda one: year_group_name(one.year_group), width=120),
            ),
            self,
        )
        self._time_list = RecordView(self._times, "pupils.roll.times", self)
        self._class_list = RecordView(self._classes, "pupils.roll.classes", self)
        self._time_card = Card("On the roll", self)
        self._class_card = Card("Classes", self)
        self._leaves = QPushButton("Leaves  F3", self)
        self._back = QPushButton("Comes back  F4", self)
        self._change = QPushButton("Changes class  F2", self)
        self._earlier = EarlierSchools(office, self)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.form = AskForm("pupils.roll.form", self)
        self._build()
        self._connect()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's times and classes."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self.form.close_form()
        self._pupil = pupil
        self._times.show(self._office.roll.enrolments(pupil.id))
        self._classes.show(self._office.roll.placements(pupil.id))
        self._earlier.show_pupil(pupil)
        rows = max(FEWEST_ROWS, len(self._times.records), len(self._classes.records))
        for view in (self._time_list, self._class_list):
            head = view.horizontalHeader().sizeHint().height()
            view.setFixedHeight(head + min(rows, MOST_ROWS) * ROW_HEIGHT + 6)
        self._show_parts()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody change anything, or let them again."""
        self._may_change = not read_only
        self._show_parts()

    def settle(self) -> None:
        """Do nothing: a form is written by its button, and keeps what was typed."""

    def first_part(self) -> QWidget:
        """Return the times on the roll."""
        return self._time_list

    def step_back(self) -> bool:
        """Close the form; say whether it was open."""
        return self.form.close_form()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)

    def _build(self) -> None:
        self.setObjectName("pupils.roll")
        self._time_list.setAccessibleName("Times on the roll")
        self._class_list.setAccessibleName("Classes")
        for card, view, buttons in (
            (self._time_card, self._time_list, (self._leaves, self._back)),
            (self._class_card, self._class_list, (self._change,)),
        ):
            for button in buttons:
                button.setProperty("class", "small")
                card.head.addWidget(button)
            card.inside.addWidget(view)
            self._columns.addWidget(card, 1)
        for button, name in (
            (self._leaves, "leaves"),
            (self._back, "back"),
            (self._change, "change"),
        ):
            button.setObjectName(f"pupils.roll.{name}")
        self._columns.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(self._columns)
        whole.addWidget(self.form)
        whole.addWidget(self._earlier)
        whole.addStretch(1)

    def _connect(self) -> None:
        self._time_list.record_chosen.connect(self._on_time)
        self._class_list.record_chosen.connect(self._on_placement)
        self.form.closed.connect(self._on_form_closed)
        for button, key, act in (
            (self._change, "F2", self._on_change_class),
            (self._leaves, "F3", self._on_leaves),
            (self._back, "F4", self._on_back),
        ):
            button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_parts(self) -> None:
        last = self._last_time()
        away = last is None or last.last is not None
        self._leaves.setVisible(self._may_let_go() and not away)
        self._back.setVisible(self._may_admit() and away)
        self._change.setVisible(self._may_change and bool(self._office.roll.classes()))
        self._time_card.say("Enter puts a time right" if self._may_admit() else "")
        self._class_card.say("Enter puts a class right" if self._may_change else "")

    def _may_admit(self) -> bool:
        """Say whether the person signed in may change who is on the roll, and since when."""
        return self._office.may(Right.ADMIT)

    def _may_let_go(self) -> bool:
        """Say whether the person signed in may take a pupil off the roll, or propose it."""
        return self._may_admit() or self._office.may(Right.PROPOSE_REMOVAL)

    def _class_name(self, placement: Placement) -> str:
        return self._office.roll.school_class(placement.school_class).name

    def _last_time(self) -> Enrolment | None:
        times = self._office.roll.enrolments(self._pupil.id) if self._pupil else []
        return times[-1] if times else None

    def _class_field(self) -> Field:
        choices = tuple((one.id, one.name) for one in self._office.roll.classes())
        return Field("school_class", "Class", Kind.CHOICE, choices=choices)

    def _now_placed(self) -> dict[str, Any]:
        """Return the class and year group of today, as a form begins with them."""
        assert self._pupil is not None  # noqa: S101  # the keys act on a pupil that is shown
        placed = self._office.roll.placed(self._pupil.id, self._office.today())
        if placed is None:
            return {}
        return {"school_class": placed.school_class, "year_group": placed.year_group}

    def _on_leaves(self) -> None:
        last = self._last_time()
        if self._pupil is None or last is None or last.last is not None or not self._may_let_go():
            return
        self.form.ask(
            Asked(
                ("leaves", last.id),
                f"{self._pupil.called} leaves",
                "Marks after the last day are kept and count no more. The head confirms it.",
                leaving_fields(self._office.today()),
                {"last": self._office.today()},
                "Take off the roll" if self._office.may(Right.ADMIT) else "Propose to the head",
                partial(self._write_leaving, last),
            )
        )

    def _on_back(self) -> None:
        last = self._last_time()
        if self._pupil is None or not self._may_admit() or (last and last.last is None):
            return
        self.form.ask(
            Asked(
                ("back", self._pupil.id),
                f"{self._pupil.called} comes back",
                "The earlier time on the roll stays as it is.",
                (FIRST, self._class_field(), YEAR_GROUP),
                {"first": self._office.today(), **self._now_placed()},
                "Put on the roll",
                self._write_back,
            )
        )

    def _on_change_class(self) -> None:
        if self._pupil is None or not self._may_change or not self._office.roll.classes():
            return
        self.form.ask(
            Asked(
                ("class", self._pupil.id),
                f"{self._pupil.called} changes class",
                "Marks up to the day before stay with the class of then.",
                (self._class_field(), YEAR_GROUP, FROM),
                {"first": self._office.today(), **self._now_placed()},
                "Change class",
                self._write_class,
            )
        )

    def _on_time(self, time: Enrolment) -> None:
        if self._pupil is None or not self._may_admit():
            return
        also = ("Take this time back", partial(self._take_back_time, time))
        fields = (FIRST,) if time.last is None else ENROLMENT  # who goes, goes by 'Leaves'
        self.form.ask(
            Asked(
                ("time", time.id),
                "Put the dates right",
                "For a date that was written wrongly; the earlier version is kept.",
                fields,
                {field.name: getattr(time, field.name) for field in fields},
                "Put right",
                partial(self._write_time, time, "times put right"),
                also if len(self._times.records) > 1 else None,
            )
        )

    def _on_placement(self, placement: Placement) -> None:
        if self._pupil is None or not self._may_change:
            return
        also = ("Take this class back", partial(self._take_back_class, placement))
        names = ("school_class", "year_group", "first")
        self.form.ask(
            Asked(
                ("placement", placement.id),
                "Put the class right",
                "For a class or day that was written wrongly; the earlier version is kept.",
                (self._class_field(), YEAR_GROUP, FROM),
                {name: getattr(placement, name) for name in names},
                "Put right",
                partial(self._change_placement, placement),
                also if len(self._classes.records) > 1 else None,
            )
        )

    def _write_leaving(self, time: Enrolment, values: Mapping[str, Any]) -> None:
        (written,) = leave(self._office, [removal_of(time.pupil, values)])
        if written.state is State.CONFIRMED:
            said, undo = "leaves on {}", partial(self._put_time_back, time)
        else:
            said, undo = "proposed to the head to leave on {}", None
        self._say(said.format(shown_day(written.last)), undo)

    def _write_time(self, time: Enrolment, said: str, values: Mapping[str, Any]) -> None:
        change_enrolment(self._office, replace(time, **values))
        last: dt.date | None = values.get("last", time.last)
        self._say(said.format(shown_day(last)), partial(self._put_time_back, time))

    def _write_back(self, values: Mapping[str, Any]) -> None:
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        number, first = self._pupil.id, values["first"]
        placement = Placement(0, number, first, values["school_class"], values["year_group"])
        enrol_again(self._office, Enrolment(0, number, first), placement)
        self._say(f"on the roll again from {shown_day(first)}")

    def _write_class(self, values: Mapping[str, Any]) -> None:
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        new = Placement(0, self._pupil.id, line=UNWRITTEN, **values)
        place(self._office, [new])
        self._say(f"in {self._class_name(new)} from {shown_day(new.first)}")

    def _change_placement(self, placement: Placement, values: Mapping[str, Any]) -> None:
        change_placement(self._office, replace(placement, **values))
        self._say("class put right")

    def _take_back_time(self, time: Enrolment) -> None:
        change_enrolment(self._office, replace(time, gone=True))
        self._say("time on the roll taken back", partial(self._put_time_back, time))

    def _take_back_class(self, placement: Placement) -> None:
        change_placement(self._office, replace(placement, gone=True))
        self._say("class taken back")

    def _put_time_back(self, time: Enrolment) -> None:
        """Write a time on the roll as it was before."""
        stands = self._office.roll.enrolment_cards.standing()[time.id]
        try:
            change_enrolment(self._office, replace(time, line=stands.line))
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._put_time_back, time)):
                self._services.say(str(refusal))

    def _say(self, what: str, undo: Callable[[], None] | None = None) -> None:
        if self._pupil is not None:
            self._services.say(f"{self._pupil.called}: {what}.", undo)

    def _on_form_closed(self) -> None:
        self._time_list.setFocus()
