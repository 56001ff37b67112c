"""The calendar: school years with their days counted, terms, closures, and marks on closed days."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.conflicts import conflicts
from officeapp.domain.record import SiteId
from officeapp.domain.rights import Right
from officeapp.domain.roll import YEAR_GROUPS, year_group_name
from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import SchoolYear
from officeapp.gui.school.calendar_lines import (
    COLUMNS,
    CONFLICT_COLUMNS,
    CalendarLine,
    ConflictLine,
    calendar_lines,
    counted,
    span_said,
)
from officeapp.gui.school.closure_form import ClosureForm
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.school.year_days import known_years, year_days
from officeapp.gui.school.year_view import YearView
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.keep_school import set_calendar

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import Term
    from officeapp.gui.screen import WindowServices

HINT = "Enter changes an entry  ·  Delete takes it back"
LEAST_LIST_HEIGHT = 180


class CalendarSection(FormSection):
    """Terms and closures are added, changed and taken back; the year is counted as they stand."""

    name: ClassVar[str] = "school.calendar"
    title: ClassVar[str] = "Calendar"
    right: ClassVar[Right | None] = Right.CHANGE_CALENDAR
    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.CALENDAR, Book.SCHOOL, Book.REGISTER, Book.ROLL}
    )

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._year = QComboBox(self)
        self._site = QComboBox(self)
        self._group = QComboBox(self)
        self._count = label("", "figure", self)
        self._sum = label("", "faded", self)
        self._day = label("", "note", self)
        self._view = YearView(services.theme, "school.calendar.year-view", self)
        self._table: RecordTable[CalendarLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.calendar.list", self, spare=(4, 1, 3))
        self._clash = QPushButton(self)
        self._clashes: RecordTable[ConflictLine] = RecordTable(CONFLICT_COLUMNS, self)
        self._clash_list = FittedView(self._clashes, "school.calendar.conflicts", self, spare=(3,))
        self._clash_card = Card("Marks on closed days", self)
        self._form = ClosureForm(office, services.theme, self)
        self._list_card = Card("Terms and closures", self)
        self._of: Closure | Term = Closure(0, office.today(), office.today(), "")
        self._build()
        self._connect()
        self._year.setCurrentIndex(self._year.findData(SchoolYear.of(office.today()).begins))
        self.refresh()

    def year(self) -> SchoolYear:
        """Return the school year shown."""
        return SchoolYear(self._year.currentData())

    def _build(self) -> None:
        add = self.add_act("Add INSET, closure, term", "Ctrl+N", "add", self._on_add)
        chain(add, self._year, self._site, self._group, self._clash, self._view, self._list)
        choices = QHBoxLayout()
        choices.setSpacing(10)
        for field, name, words in (
            (self._year, "year", "School year, Ctrl+Page Up and Ctrl+Page Down"),
            (self._site, "site", "Site"),
            (self._group, "group", "Year group"),
        ):
            field.setObjectName(f"school.calendar.{name}")
            field.setAccessibleName(words)
            field.setToolTip(words)
            choices.addWidget(field)
        choices.addStretch(1)
        choices.addWidget(self._clash)
        self._group.addItem("all year groups", "")
        for group in YEAR_GROUPS:
            self._group.addItem(year_group_name(group), group)
        self._sum.setWordWrap(True)
        self._sum.setObjectName("school.calendar.sum")
        self._count.setObjectName("school.calendar.count")
        self._day.setObjectName("school.calendar.day")
        figures = QHBoxLayout()
        figures.setSpacing(14)
        figures.addWidget(self._count)
        figures.addWidget(self._sum, 1)
        year_card = Card("", self)
        year_card.inside.takeAt(0)
        year_card.note.hide()
        year_card.inside.addLayout(figures)
        year_card.inside.addWidget(self._view)
        year_card.inside.addWidget(self._day)
        self._build_lists()
        self.inside.addLayout(choices)
        self.inside.addWidget(year_card)
        self.inside.addWidget(self._list_card, 1)
        self._show_years()

    def _build_lists(self) -> None:
        for view, words in ((self._list, "Terms and closures"), (self._clash_list, "Conflicts")):
            view.setItemDelegate(BadgeDelegate(self.services.theme, view))
            view.setAccessibleName(words)
            view.setMinimumHeight(LEAST_LIST_HEIGHT)
        self._list_card.inside.addWidget(self._list, 1)
        self._list_card.say(HINT if self.can_change else "")
        self._clash_card.inside.addWidget(self._clash_list, 1)
        self._clash_card.say(
            "The calendar closed these days after they were marked. The marks are kept and count "
            "no more. Enter opens the register at that day; Esc goes back."
        )
        self._clash.setObjectName("school.calendar.conflicts.open")
        self.pages.addWidget(self._clash_card)
        self.add_form(self._form, self._write)

    def _connect(self) -> None:
        self._year.activated.connect(self.refresh)
        self._site.activated.connect(self.refresh)
        self._group.activated.connect(self.refresh)
        self._view.day_shown.connect(self._day.setText)
        self._view.day_chosen.connect(self._on_day)
        self._list.record_chosen.connect(self._on_chosen)
        self._clash.clicked.connect(self._on_conflicts)
        self._clash_list.record_chosen.connect(self._on_conflict)
        take_back = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list)
        take_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_back.activated.connect(self._on_take_back)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._on_step, step))
        QShortcut(QKeySequence(Qt.Key.Key_F7), self).activated.connect(self._on_conflicts)

    @override
    def refresh(self, _chosen: int = 0) -> None:
        """Count the year again and show its entries."""
        self._show_years()
        self._show_sites()
        site, group, year = SiteId(self._site.currentData()), self._group.currentData(), self.year()
        calendar = self.office.calendar.of(site, group)
        days = len(calendar.days(year))
        self._count.setText(f"{days} days")
        self._sum.setText(f"{2 * days} sessions  ·  {counted(calendar, year)}")
        self._view.show_days(year_days(self.office, site, group, year), self.office.today())
        self._table.show(calendar_lines(self.office, year, calendar))
        self._show_conflicts(year)

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _show_years(self) -> None:
        chosen = self._year.currentData()
        self._year.clear()
        for year in known_years(self.office):
            self._year.addItem(year.name, year.begins)
        self._year.setCurrentIndex(max(0, self._year.findData(chosen)))

    def _show_sites(self) -> None:
        chosen = self._site.currentData()
        self._site.clear()
        for site in self.office.school.sites():
            self._site.addItem(site.name, site.id)
        self._site.setCurrentIndex(max(0, self._site.findData(chosen)))
        self._site.setVisible(self._site.count() > 1)

    def _show_conflicts(self, year: SchoolYear) -> None:
        found = conflicts(self.office, year)
        names = {
            number: one.name for number, one in self.office.roll.class_cards.standing().items()
        }
        self._clashes.show([ConflictLine(one, names[one.school_class]) for one in found])
        marks = sum(one.marks for one in found)
        self._clash.setVisible(bool(found))
        self._clash.setIcon(self.services.theme.icon("warning", "late.text"))
        self._clash.setText(f"{marks:,} marks stand on closed days  F7")

    def _on_step(self, step: int) -> None:
        place = self._year.currentIndex() + step
        if 0 <= place < self._year.count():
            self._year.setCurrentIndex(place)
            self.refresh()

    def _on_add(self) -> None:
        self._open_new(max(self.office.today(), self.year().span.first), "new")

    def _on_day(self, day: dt.date) -> None:
        self._open_new(day, ("new", day))

    def _open_new(self, day: dt.date, key: object) -> None:
        self._of = Closure(0, day, day, "", ClosureKind.INSET)
        self.open_form(self._form, key, "A new entry", partial(self._form.show_card, self._of))

    def _on_chosen(self, line: CalendarLine) -> None:
        self._of = line.card
        title = f"{line.what}, {span_said(line.card.span)}"
        fill = partial(self._form.show_card, line.card)
        self.open_form(self._form, (line.card.id, line.card.line), title, fill)

    def _write(self) -> None:
        card = self._form.card(self._of)
        changed_sort = self._of.id and type(card) is not type(self._of)
        gone = [replace(self._of, gone=True)] if changed_sort else []
        cards = [*gone, card]
        known = self._standing().keys()
        set_calendar(
            self.office,
            [one for one in cards if isinstance(one, Closure)],
            [one for one in cards if not isinstance(one, Closure)],
        )
        said = f"{_called(card)}, {span_said(card.span)}"
        if self._of.id:
            self.has_saved(f"{said}: changed")
            return
        added = [one for number, one in self._standing().items() if number not in known]
        self.has_saved(f"{said}: added", partial(self._take_back, added[0]))

    def _standing(self) -> dict[int, Closure | Term]:
        """Return every entry of the calendar that stands, by number."""
        cards: list[Closure | Term] = [*self.office.calendar.closures()]
        cards += self.office.calendar.terms()
        return {card.id: card for card in cards}

    def _on_take_back(self) -> None:
        line = self._list.current()
        if line is not None and self.can_change:
            self._take_back(line.card)

    def _take_back(self, card: Closure | Term) -> None:
        with self.refused.hears():
            self._set_one(replace(card, gone=True))
            said = f"{_called(card)}, {span_said(card.span)}: taken back"
            self.has_saved(said, partial(self._put_back, card))

    def _put_back(self, card: Closure | Term) -> None:
        with self.refused.hears():
            book = self.office.calendar
            shelf = book.closure_cards if isinstance(card, Closure) else book.term_cards
            self._set_one(replace(card, line=shelf.standing()[card.id].line, gone=False))
            self.has_saved(f"{_called(card)} stands again")

    def _set_one(self, card: Closure | Term) -> None:
        if isinstance(card, Closure):
            set_calendar(self.office, [card])
        else:
            set_calendar(self.office, (), [card])

    def _on_conflicts(self) -> None:
        if self._clashes.records:
            self._came_from = self._came_from or self.focusWidget()
            self.pages.setCurrentWidget(self._clash_card)
            self._clash_list.setFocus()

    def _on_conflict(self, line: ConflictLine) -> None:
        found = line.conflict
        target = Target(pupil=found.pupil, school_class=found.school_class, day=found.day)
        self.services.go_to(Place.REGISTER, target)


def _called(card: Closure | Term) -> str:
    return card.why if isinstance(card, Closure) else card.name
