"""The Reports screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.attendance import NO_SESSIONS, shown_percent
from officeapp.domain.rights import Right
from officeapp.gui.reports.choices import DESK_BOOKS, Choices
from officeapp.gui.reports.columns import COUNTED, FIGURED
from officeapp.gui.reports.desk_books import DeskBooksCard
from officeapp.gui.reports.rows import (
    By,
    Flag,
    Kind,
    Row,
    code_sessions,
    in_class,
    made_of,
    rows,
    said,
    sessions,
    whole,
)
from officeapp.gui.reports.small import FEWEST, of_many, rows_of_many
from officeapp.gui.reports.sum_panel import SumPanel
from officeapp.gui.screen import Place, Screen, Target
from officeapp.gui.tables import RecordTable, RecordView
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, FigureTile, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.reports.rows import Counted
    from officeapp.gui.screen import WindowServices

FIRST_WIDTH = 1166
WIDE_ENOUGH = 960
THREE_TILES = 640
SIDES = 24


class ReportsScreen(Screen):
    """Figures of a run of days in rows; Enter on a row opens its sum."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.REGISTER, Book.ROLL, Book.CALENDAR, Book.SCHOOL}
        | {Book.LATE, Book.OUT, Book.MESSAGES, Book.CONTACT}
    )
    help_page: ClassVar[str] = "reports"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._names = office.may(Right.READ_NAMES)
        self._by = By.PUPIL if self._names else By.CLASS
        self._flagged = False
        self._whole = NO_SESSIONS
        self._rows: list[Row] = []
        self._choices = Choices(office, self._by, self)
        self._span_said = label("", "faded", self)
        self._tiles = {
            "attendance": FigureTile("reports.attendance", "attendance", self),
            "absence": FigureTile("reports.absence", "sessions missed", self),
            "late": FigureTile("reports.late", "late sessions", self),
            "unmarked": FigureTile("reports.unmarked", "sessions not marked", self),
            "persistent": FigureTile("reports.persistent", "persistently absent", self),
        }
        self._tile_rows = QGridLayout()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._figured: RecordTable[Row] = RecordTable(FIGURED, self)
        self._counted: RecordTable[Row] = RecordTable(COUNTED, self)
        self._figured_list = RecordView(self._figured, "reports.rows", self)
        self._counted_list = RecordView(self._counted, "reports.codes", self)
        self._card = Card("", self)
        self._desk = DeskBooksCard(office, services, self)
        self._shows_desk = False
        self._sum = SumPanel(self)
        self._build()
        self._connect()
        self._choices.choose_span(0)

    def _build(self) -> None:
        self.setObjectName("reports")
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(label("Reports", "title", self))
        head.addWidget(self._span_said, 1)
        self._tile_rows.setSpacing(14)
        self._across.setSpacing(14)
        self._across.addWidget(self._card, 1)
        self._across.addWidget(self._desk, 1)
        self._across.addWidget(self._sum)
        for view in (self._figured_list, self._counted_list):
            view.setItemDelegate(BadgeDelegate(self.services.theme, view))
            view.setMinimumHeight(240)
            self._card.inside.addWidget(view, 1)
        self._figured_list.sort_by(0)
        self._counted_list.sort_by(2, Qt.SortOrder.DescendingOrder)
        self._figured_list.setAccessibleName("Figures")
        self._counted_list.setAccessibleName("Codes")
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDES, 18, SIDES, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._choices)
        column.addLayout(self._tile_rows)
        column.addLayout(self._across, 1)
        self._arrange(FIRST_WIDTH)
        self.setFocusProxy(self._figured_list)

    def _connect(self) -> None:
        self._choices.kind_chosen.connect(self._on_by)
        self._choices.kind_reached.connect(self._on_reached)
        self._choices.changed.connect(self._on_changed)
        for view in (self._figured_list, self._counted_list):
            view.record_chosen.connect(self._open_sum)
        self._sum.close_requested.connect(self.step_back)
        self._sum.pupil_chosen.connect(self._on_pupil_of_sum)
        self._desk.pupil_chosen.connect(self._on_pupil_of_desk)
        for name, tile in self._tiles.items():
            act = self._on_persistent if name == "persistent" else self._on_whole
            tile.clicked.connect(act)

    @override
    def refresh(self) -> None:
        """Add the figures up again and show them."""
        self._choices.show_classes()
        span, wanted = self._choices.span(), in_class(self._choices.school_class())
        self._span_said.setText(said(span))
        self._show_kind()
        if self._shows_desk:
            self._desk.show_days(span, self._choices.school_class() or None)
            self.setFocusProxy(self._desk)
            return
        self._whole, pupils = whole(self.office, span, wanted)
        if not self._names and len(pupils) < FEWEST:
            self._whole, pupils = NO_SESSIONS, []
        self._show_tiles(pupils)
        asked_by_pupil = self._by is By.PUPIL
        self._rows = pupils if asked_by_pupil else rows(self.office, self._by, span, wanted)
        if not self._names:
            self._rows = rows_of_many(self.office, self._rows, span, wanted, len(pupils))
        self._show_rows()

    def _show_kind(self) -> None:
        """Show what belongs to figures, or to the books of the desk."""
        for part in (*self._tiles.values(), self._card):
            part.setVisible(not self._shows_desk)
        self._desk.setVisible(self._shows_desk)

    def _show_tiles(self, pupils: list[Row]) -> None:
        found = self._whole
        counted = [row for row in pupils if row.figures.possible]
        persistent = [row for row in counted if row.flag is not Flag.NONE]
        severe = [row for row in counted if row.flag is Flag.SEVERE]
        self._tiles["attendance"].show_figure(
            shown_percent(found), f"{found.attended:,} of {found.possible:,} sessions"
        )
        self._tiles["absence"].show_figure(
            f"{found.absent:,}", f"{found.authorised:,} authorised, {found.unauthorised:,} not"
        )
        self._tiles["late"].show_figure(f"{found.late:,}", "L and U")
        self._tiles["unmarked"].show_figure(
            f"{found.unmarked:,}", "they count nowhere", "late" if found.unmarked else ""
        )
        self._tiles["persistent"].show_figure(
            f"{len(persistent)} of {len(counted)}"
            if self._names
            else of_many(len(persistent), len(counted)),
            f"{len(severe)} of them severely" if self._names else "",
            "unauthorised" if persistent else "good",
        )

    def _show_rows(self) -> None:
        by_code = self._by is By.CODE
        shown = [row for row in self._rows if not self._flagged or row.flag is not Flag.NONE]
        self._figured_list.setVisible(not by_code)
        self._figured_list.setColumnHidden(1, self._by is not By.PUPIL)
        self._counted_list.setVisible(by_code)
        (self._counted if by_code else self._figured).show(shown)
        self.setFocusProxy(self._counted_list if by_code else self._figured_list)
        self._card.set_title("Persistently absent pupils" if self._flagged else str(self._by))
        hint = "Enter opens the sum  ·  Ctrl+C copies the rows for a spreadsheet"
        self._card.say(hint + ("  ·  Esc shows all" if self._flagged else "") if shown else "")

    def _on_by(self, place: int) -> None:
        self._shows_desk = place == DESK_BOOKS
        if not self._shows_desk:
            self._by = list(By)[place]
        self._flagged = False
        self._sum.forget()
        self.refresh()

    def _on_reached(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_changed(self) -> None:
        self._sum.forget()
        self.refresh()

    def _on_persistent(self) -> None:
        if self._names:
            self._choices.check(By.PUPIL)
            self._on_by(list(By).index(By.PUPIL))
            self._flagged = True
            self._show_rows()
            self._figured_list.setFocus()

    def _on_whole(self) -> None:
        name = (
            self._choices.class_words()
            if self._choices.school_class()
            else self.office.school.card().name
        )
        self._open_sum(Row(By.SCHOOL, "", name, self._whole, ()))

    def _open_sum(self, row: Row) -> None:
        span = self._choices.span()
        if row.by is By.PUPIL:
            self._open_pupil(row)
            return
        wanted = in_class(self._choices.school_class())
        pupils = made_of(self.office, row, span, wanted) if self._names else []
        self._sum.show_pupils(row, said(span), pupils)

    def _open_pupil(self, row: Row) -> None:
        def sessions_of(kind: Kind) -> list[Counted]:
            pupil = self.office.roll.pupil(_number(row))
            return sessions(
                self.office, pupil, self._choices.span(), kind, self._choices.school_class()
            )

        self._sum.show_pupil(row, said(self._choices.span()), sessions_of)

    def _on_pupil_of_sum(self, row: Row) -> None:
        if self._by is not By.CODE:
            self._open_pupil(row)
            return
        chosen = self._counted_list.current()
        pupil = self.office.roll.pupil(_number(row))
        found = code_sessions(
            self.office, pupil, self._choices.span(), chosen.key, self._choices.school_class()
        )
        self._sum.show_code(row, said(self._choices.span()), found)

    def _on_pupil_of_desk(self, pupil: PupilId) -> None:
        self.services.go_to(Place.PUPILS, Target(pupil=pupil))

    @override
    def step_back(self) -> bool:
        """Close the sum, then show every row again."""
        if self._sum.isVisible():
            self._sum.forget()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        was_flagged, self._flagged = self._flagged, False
        if was_flagged:
            self._show_rows()
        return was_flagged

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        """Put as much side by side as there is room for."""
        wide = width >= WIDE_ENOUGH
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._across.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)
        self._sum.set_beside(beside=wide)
        a_row = len(self._tiles) if wide else 3 if width >= THREE_TILES else 2
        for place, tile in enumerate(self._tiles.values()):
            self._tile_rows.addWidget(tile, place // a_row, place % a_row)
        self._choices.arrange(width - 2 * SIDES, wide=wide)


def _number(row: Row) -> PupilId:
    return row.key  # type: ignore[return-value]  # the key of a pupil's row
