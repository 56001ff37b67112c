"""A pupil's attendance: four figures, the year in half-days, and what a figure rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.figures import in_dispute, of_pupil
from officeapp.domain.clashes import counted_though_disputed
from officeapp.domain.school_year import SchoolYear, short_day
from officeapp.gui.pupil.calling import Called, called_as_shown, warning
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.pupil.readings import (
    COUNTS,
    Counted,
    Which,
    figures_of,
    sum_of,
    year_said,
)
from officeapp.gui.pupil.year_cells import YearCells
from officeapp.gui.pupil.year_legend import Legend
from officeapp.gui.pupil.year_page import read_year
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, FigureTile, label

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Session
    from officeapp.gui.pupil.readings import Figure
    from officeapp.gui.screen import WindowServices

FOUR_TILES, TWO_CARDS = 700, 700
LEAST_HEIGHT = 96
NARROWEST_TILE = 110  # so that two in a row can be chosen where four have no room
SESSIONS: tuple[Column[Counted], ...] = (
    Column(
        "Session",
        lambda one: f"{short_day(one.day)} {one.session.lower()}",
        sort_key=lambda one: (one.day, one.session),
        width=124,
    ),
    Column("Code", lambda one: one.code or "–", width=52),
    Column("Counts as", lambda one: one.said, tip=lambda one: one.said),
)


def _named(called: Called) -> str:
    contact = called[1]
    return f"{contact.forename} {contact.surname}".strip()


CALLED: tuple[Column[Called], ...] = (
    Column(
        "Who",
        lambda called: ", ".join(filter(None, (called[0].relationship, _named(called)))),
        tip=lambda called: ", ".join(called[1].phones),
    ),
    Column(
        "Telephone",
        lambda called: warning(called) or next(iter(called[1].phones), "no telephone"),
        width=134,
        number=True,
        badge=lambda called: "unauthorised" if warning(called) else "",
    ),
)


class OverviewSection(QWidget):
    """The pupil's year at a glance; every figure opens the sessions it rests on.

    Signals:
        contact_chosen: A contact is to be opened; carries the number of the tie.
    """

    contact_chosen = Signal(object)

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._year = SchoolYear.of(office.today())
        self._which, self._missed = Which.YEAR, True
        self._figures: dict[Which, Figure] = {}
        self.tiles = {
            which: FigureTile(f"pupils.{which.value}", COUNTS[which], self) for which in Which
        }
        self._tile_rows = QGridLayout()
        self._year_card = Card("The year", self)
        self._years = QComboBox(self)
        self._at_cursor = label("", "strong", self)
        self._year_words = label("", "note", self)
        self.cells = YearCells(services.theme, self)
        self._sum_card = Card("", self)
        self._all = QPushButton("All sessions", self)
        self._sum: RecordTable[Counted] = RecordTable(SESSIONS, self)
        self.sum_list = ShortList(self._sum, "pupils.sum", self, LEAST_HEIGHT)
        self._call_card = Card("Who is called", self)
        self._called: RecordTable[Called] = RecordTable(CALLED, self)
        self._call_list = ShortList(self._called, "pupils.called", self, LEAST_HEIGHT)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's figures, year and contacts."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self._year = SchoolYear.of(self._office.today())
            self._which, self._missed = Which.YEAR, True
        self._pupil = pupil
        self._figures = figures_of(self._office, pupil)
        for which, tile in self.tiles.items():
            figure = self._figures[which]
            tile.show_figure(figure.shown, figure.note, figure.tone)
        self._show_years()
        self._show_year()
        self._show_sum()
        self._called.show(called_as_shown(self._office, pupil.id))
        self._call_card.say("" if self._called.records else "No contact yet (Alt+3).")

    def set_read_only(self, *, read_only: bool) -> None:
        """Do nothing: nothing is typed here."""

    def settle(self) -> None:
        """Do nothing: nothing is typed here."""

    def first_part(self) -> QWidget:
        """Return the first figure."""
        return self.tiles[Which.YEAR]

    def step_back(self) -> bool:
        """Go back from a figure's sessions to the figure."""
        if self.sum_list.hasFocus():
            self.tiles[self._which].setFocus()
            return True
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _build(self) -> None:
        self.setObjectName("pupils.overview")
        self._tile_rows.setSpacing(12)
        for tile in self.tiles.values():
            tile.setToolTip("Enter opens the sessions it rests on.")
            tile.setMinimumWidth(NARROWEST_TILE)
        self._years.setObjectName("pupils.years")
        self._years.setAccessibleName("School year")
        self._years.setToolTip("Alt+Left and Alt+Right go to the year before and after.")
        self._at_cursor.setObjectName("pupils.year.said")
        self._year_words.setObjectName("pupils.year.words")
        self._year_words.setWordWrap(True)
        self._at_cursor.setWordWrap(True)
        self._years.setProperty("class", "small")
        self._all.setObjectName("pupils.sum.all")
        self._all.setProperty("class", "small")
        self._all.setCheckable(True)
        self._year_card.say("")
        self._year_card.head.insertWidget(1, self._years)
        self._year_card.head.insertWidget(2, self._year_words, 20)
        self._year_card.inside.addWidget(self.cells)
        self._year_card.inside.addWidget(self._at_cursor)
        self._year_card.inside.addWidget(Legend(self._services.theme, self))
        self._year_card.inside.setSpacing(4)
        self._sum_card.head.addWidget(self._all)
        self.sum_list.setAccessibleName("Sessions the figure rests on")
        self._call_list.setAccessibleName("Contacts, in the order in which they are called")
        self._call_list.setItemDelegate(BadgeDelegate(self._services.theme, self._call_list))
        for card, view, share in (
            (self._sum_card, self.sum_list, 1),
            (self._call_card, self._call_list, 1),
        ):
            view.horizontalHeader().hide()
            card.inside.addWidget(view, 1)
            self._below.addWidget(card, share)
        self._below.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(self._tile_rows)
        whole.addWidget(self._year_card)
        whole.addLayout(self._below, 1)
        self._arrange(FOUR_TILES)

    def _connect(self) -> None:
        for which, tile in self.tiles.items():
            tile.clicked.connect(partial(self._on_figure, which))
        self._years.activated.connect(self._on_year)
        self._all.clicked.connect(self._on_all)
        self.cells.moved.connect(self._at_cursor.setText)
        self.cells.session_chosen.connect(self._open_register)
        self.sum_list.record_chosen.connect(self._on_session)
        self._call_list.record_chosen.connect(self._on_called)
        for key, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_step, step))

    def _arrange(self, width: int) -> None:
        """Put as much side by side as there is room for."""
        a_row = 4 if width >= FOUR_TILES else 2
        for place, tile in enumerate(self.tiles.values()):
            self._tile_rows.addWidget(tile, place // a_row, place % a_row)
        side_by_side = QBoxLayout.Direction.LeftToRight
        wide = width >= TWO_CARDS
        self._below.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)

    def _show_years(self) -> None:
        assert self._pupil is not None  # noqa: S101  # called for a pupil
        now = SchoolYear.of(self._office.today())
        spans = self._office.roll.spans(self._pupil.id)
        known = {now, *self._office.register.years()}
        here = [year for year in known if any(span.overlap(year.span) for span in spans)]
        years = sorted(here) or [now]
        self._years.clear()
        for year in years:
            self._years.addItem(year.name, year)
        self._year = self._year if self._year in years else years[-1]
        self._years.setCurrentIndex(years.index(self._year))

    def _show_year(self) -> None:
        assert self._pupil is not None  # noqa: S101  # called for a pupil
        today = self._office.today()
        page = read_year(self._office, self._pupil, self._year)
        self.cells.show_page(page, today)
        span = self._year.span
        said = year_said(of_pupil(self._office, self._pupil, span))
        disputed = counted_though_disputed(in_dispute(self._office, span, {self._pupil.id}))
        self._year_words.setText(f"{said} {disputed}".rstrip())

    def _show_sum(self) -> None:
        assert self._pupil is not None  # noqa: S101  # called for a pupil
        missed = self._missed and self._which is Which.YEAR
        span, when = self._figures[self._which].span, "this year"
        if self._which is Which.YEAR and span.overlap(self._year.span) is None:
            span, when = self._year.span, f"in {self._year.name}"
        found = sum_of(self._office, self._pupil, self._which, span, missed=missed)
        if self._which is Which.YEAR:
            self._sum_card.set_title(f"{'Missed' if missed else 'All sessions'} {when}")
        else:
            self._sum_card.set_title(found.title)
        self._sum_card.say(found.words)
        self._sum.show(found.sessions)
        self._all.setVisible(self._which is Which.YEAR)
        self._all.setChecked(not self._missed)

    def _on_figure(self, which: Which) -> None:
        self._which = which
        if self._year != SchoolYear.of(self._office.today()):
            self._year = SchoolYear.of(self._office.today())
            self._show_years()
            self._show_year()
        self._show_sum()
        if self._sum.records:
            self.sum_list.setFocus()
            self.sum_list.selectRow(0)

    def _on_all(self, checked: bool) -> None:  # noqa: FBT001  # a signal's value
        self._missed = not checked
        self._show_sum()

    def _on_year(self) -> None:
        self._year = self._years.currentData()
        self._which = Which.YEAR
        self._show_year()
        self._show_sum()

    def _on_step(self, step: int) -> None:
        place = self._years.currentIndex() + step
        if 0 <= place < self._years.count():
            self._years.setCurrentIndex(place)
            self._on_year()

    def _on_session(self, counted: Counted) -> None:
        self._open_register(counted.day, counted.session)

    def _open_register(self, day: dt.date, session: Session) -> None:
        if self._pupil is None:
            return
        placed = self._office.roll.placed(self._pupil.id, day)
        target = Target(self._pupil.id, placed.school_class if placed else None, day, session)
        self._services.go_to(Place.REGISTER, target)

    def _on_called(self, called: Called) -> None:
        self.contact_chosen.emit(called[0].id)
