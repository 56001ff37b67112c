"""The Today screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, is_weekday
from officeapp.gui.screen import Place, Screen, Target
from officeapp.gui.tables import RecordTable, RecordView
from officeapp.gui.today import lines
from officeapp.gui.today.aside_panel import AsidePanel
from officeapp.gui.today.away_card import AwayCard
from officeapp.gui.today.due_panel import DuePanel
from officeapp.gui.today.settle_panel import SettlePanel
from officeapp.gui.today.sources import Line, Listing, listings
from officeapp.gui.today.waiting import NOTHING, waiting
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Calm, Card, FigureTile, label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

EVERY_MS = 60_000
WIDE_ENOUGH, MIDDLING = 900, 620
LEAST_LIST_HEIGHT = 180
AWAY, ALL = "away", ""
ROLL_CALL = "frontdesk.rollcall"
NOTHING_WAITS = "Nothing else waits."


class TodayScreen(Screen):
    """The office's morning on one page; each line opens its place, each figure is a filter."""

    shows: ClassVar[frozenset[Book]] = frozenset(Book)
    help_page: ClassVar[str] = "today"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._waiting = NOTHING
        self._listings: dict[str, Listing] = {}
        self._only = ALL
        self._day = label("", "title", self)
        self._clock = label("", "faded", self)
        self._clock.setWordWrap(True)
        self._tiles: dict[str, FigureTile] = {}
        self._away = AwayCard(office, services, self)
        self._table: RecordTable[Line] = RecordTable(lines.COLUMNS, self)
        self._list = RecordView(self._table, "today.waiting", self)
        self._card = Card("", self)
        self._calm = Calm(services.theme, NOTHING_WAITS, self)
        self._stack = QStackedWidget(self._card)
        self._in_hand = label("", "note", self)
        self._settle = SettlePanel(office, self)
        self._aside = AsidePanel(office, self)
        self._due = DuePanel(office, services, self)
        self._grid = QGridLayout()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._minute = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("today")
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self._day)
        head.addWidget(self._clock, 1)
        self._grid.setSpacing(14)
        self._cards.setSpacing(14)
        self._list.setAccessibleName("Waiting")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.horizontalHeader().hide()
        self._stack.setMinimumHeight(LEAST_LIST_HEIGHT)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._calm)
        self._in_hand.setWordWrap(True)
        self._card.inside.addWidget(self._stack, 1)
        self._card.inside.addWidget(self._in_hand)
        self._card.inside.addWidget(self._settle)
        self._card.inside.addWidget(self._aside)
        self._cards.addWidget(self._away, 13)
        self._cards.addWidget(self._card, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self._due)
        column.addLayout(self._cards, 1)

    def _connect(self) -> None:
        self._list.record_chosen.connect(self._on_line_chosen)
        self._list.record_shown.connect(self._say_line)
        self._away.place_wanted.connect(self._on_place_wanted)
        QShortcut(QKeySequence("F9"), self).activated.connect(self._on_roll_call)
        QShortcut(QKeySequence("F8"), self).activated.connect(self._on_settle)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._on_aside)
        for panel in (self._settle, self._aside):
            panel.settled.connect(self._on_settled)
            panel.closed.connect(self._close_panels)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start(EVERY_MS)

    @override
    def first_field(self) -> QWidget | None:
        return self._away.view if self._away.view.isVisibleTo(self) else self._list

    @override
    def refresh(self) -> None:
        """Read the books again and show what they say."""
        today, now = self.office.today(), self.office.now()
        self._waiting = waits = waiting(self.office)
        self._day.setText(f"{today:%A} {today.day} {today:%B}")
        self._clock.setText(self._times(now))
        may_read = self.office.may(Right.READ_DESK)
        self._away.setVisible(may_read)
        found = [
            lines.registers(waits, today),
            *(self._of_desk() if may_read else ()),
            lines.to_settle(waits, today),
            *listings(self.office),
            lines.not_marked(waits),
        ]
        self._listings = {one.name: one for one in found}
        self._show_tiles(found)
        self._show_lines()
        self._due.refresh()

    def _of_desk(self) -> Iterator[Listing]:
        """Yield what the books of the front desk say, for who may read them."""
        yield self._away_listing()
        yield lines.arrived_late(self.office, self._waiting)
        yield lines.out_now(self.office, self._waiting)

    def _away_listing(self) -> Listing:
        """Return the tile of the card that has a list of its own."""
        going = [line for line in self._waiting.away if line.is_open]
        begun = sum(bool(line.attempts) for line in going)
        note = f"{begun} chased, {len(going) - begun} to start" if going else ""
        tone = "unauthorised" if going else "good"
        return Listing(AWAY, str(len(going)), "away without a reason", "", note, tone)

    def _show_tiles(self, found: list[Listing]) -> None:
        for one in found:
            if one.name not in self._tiles:
                tile = FigureTile(f"today.{one.name}", one.counts, self)
                tile.setToolTip("Shows only these, and all again.")
                tile.clicked.connect(partial(self._on_tile, one.name))
                self._tiles[one.name] = tile
            self._tiles[one.name].show_figure(one.figure, one.note, one.tone)
        for name, tile in self._tiles.items():
            tile.setVisible(name in self._listings)
        self._arrange()

    def _show_lines(self) -> None:
        self._away.show_only_due(only=self._only == AWAY)
        self._away.show_lines(self._waiting.away, self._why_nobody())
        chosen = self._listings.get(self._only) if self._only not in (ALL, AWAY) else None
        if chosen is not None:
            shown = list(chosen.all)
        else:
            waits = (line for one in self._listings.values() for line in one.lines)
            shown = sorted(waits, key=lambda line: line.order)
        self._table.show(shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._say_line()
        self._calm.said.setText(NOTHING_WAITS if chosen is None else "Nothing of this kind.")
        self._card.set_title(chosen.title if chosen is not None else "Waiting")
        all_again = "  ·  Esc shows all" if self._only != ALL else ""
        may_settle = self._waiting.unsettled and self.office.may(Right.KEEP_DESK)
        settles = "  ·  F8 settles N" if may_settle else ""
        may_aside = self.office.may(Right.KEEP_CASES) and any(line.aside for line in shown)
        aside = "  ·  F6 puts a threshold aside" if may_aside else ""
        self._card.say(
            f"Enter opens it{settles}{aside}{all_again}"
            if shown
            else all_again.removeprefix("  ·  ")
        )

    def _say_line(self, *_: object) -> None:
        """Say the line in hand whole, which the list may have no room for."""
        line = self._list.current()
        parts = (line.who, line.school_class, line.what) if line is not None else ()
        self._in_hand.setText("  ·  ".join(filter(None, parts)))
        self._in_hand.setVisible(line is not None)

    def _times(self, now: dt.datetime) -> str:
        """Return the time, and when registers close this half of the day at each site."""
        said = [f"{now:%H:%M}"]
        if self._waiting.registers:
            session = Session.AM if now.hour < 12 else Session.PM
            for site in self.office.school.sites():
                bell = self.office.school.bells().bell(site.id, "", now.date(), session)
                if bell is not None:
                    word = "closed" if now.time() > bell.closes else "close"
                    said.append(f"registers {word} at {site.name} {bell.closes:%H:%M}")
        said.append(f"{self._waiting.on_roll} on roll in {self._waiting.in_use} classes")
        return "  ·  ".join(said)

    def _why_nobody(self) -> str:
        """Return why nobody is on the list of the away."""
        today = self.office.today()
        if not self._waiting.in_use:
            return "No classes yet. Enter them under School (Ctrl+8), or import the list of pupils."
        if not is_weekday(today):
            return "It is the weekend: no registers today."
        for site in self.office.school.sites():
            why = self.office.calendar.of(site.id, "").why_closed(today)
            if why is not None:
                return f"No registers today: {why}."
        if not self._waiting.registers:
            return "No register has begun yet."
        if self._only == AWAY and self._waiting.away:
            return "Nothing is due for anybody yet."
        return "Nobody is away without a reason."

    def _on_minute(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_line_chosen(self, line: Line) -> None:
        if line.shows:
            self._only = line.shows
            self._show_lines()
            alike = [one.what == line.what for one in self._table.records]
            self._list.selectRow(alike.index(True) if True in alike else 0)
            return
        self.services.go_to(line.place, line.target)

    def _on_place_wanted(self, place: Place, target: Target) -> None:
        self.services.go_to(place, target)

    def _on_settle(self) -> None:
        """Ask what the marks N of the line in hand are to be; the first of the list without one."""
        line = self._list.current()
        where = line.target if line is not None else None
        queue = self._waiting.unsettled
        own = [one for one in queue if where == lines.session_of(one)]
        self._aside.hide()
        if queue and self.office.may(Right.KEEP_DESK):
            self._settle.open((own or queue)[0])

    def _on_aside(self) -> None:
        """Ask why the thresholds of the line in hand are put aside."""
        line = self._list.current()
        if line is not None and line.aside and self.office.may(Right.KEEP_CASES):
            self._settle.hide()
            self._aside.open(line.aside)

    def _on_settled(self, said: str) -> None:
        self._close_panels()
        self.services.say(said)

    def _close_panels(self) -> bool:
        """Leave what is asked under the list; say whether something was."""
        was_open = self._settle.isVisible() or self._aside.isVisible()
        self._settle.hide()
        self._aside.hide()
        if was_open:
            self._list.setFocus()
        return was_open

    def _on_roll_call(self) -> None:
        self.services.go_to(Place.FRONT_DESK, Target(section=ROLL_CALL))

    def _on_tile(self, name: str) -> None:
        """Show only what a tile counts, and all again when it is pressed once more."""
        self._only = ALL if self._only == name else name
        self._show_lines()
        view = self._away.view if name == AWAY else self._list
        view.setFocus()
        if view.table.records:
            view.selectRow(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def step_back(self) -> bool:
        """Close a panel, else show everything again where only some was shown."""
        if self._away.step_back():
            return True
        if self._close_panels():
            return True
        was_filtered = self._only != ALL
        self._only = ALL
        self._show_lines()
        return was_filtered

    def _arrange(self) -> None:
        """Put the lists side by side, or one under the other where there is little room."""
        wide = self.width() >= WIDE_ENOUGH
        across = QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(across if wide else QBoxLayout.Direction.TopToBottom)
        a_row = 6 if wide else 3 if self.width() >= MIDDLING else 2
        shown = [self._tiles[name] for name in self._listings]
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // a_row, place % a_row)
