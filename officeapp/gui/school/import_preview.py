"""What an import would do: counts that are also filters, and the lines behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.errors import Problem
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.import_kinds import MOST_LISTED
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, FigureTile, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.school.import_kinds import Planned
    from officeapp.procedures.preview import Change

CHANGES: tuple[Column[Change], ...] = (
    Column("Line", lambda one: one.where, lambda one: _line(one.where), number=True, width=64),
    Column("Who or what", lambda one: one.name, tip=lambda one: one.name),
    Column("Field", lambda one: one.field, width=150),
    Column("Stands now", lambda one: one.old or "–", tip=lambda one: one.old),
    Column("The file says", lambda one: one.new or "–", tip=lambda one: one.new),
)
PROBLEMS: tuple[Column[Problem], ...] = (
    Column("Line", lambda one: one.where, lambda one: _line(one.where), number=True, width=64),
    Column("Field", lambda one: one.field, width=140),
    Column("Found", lambda one: one.found or "blank", tip=lambda one: one.found, width=190),
    Column("Why", lambda one: one.reason, tip=lambda one: one.reason),
)
FOUR_TILES = 620
SPARE = {"changes": (), "refused": (1,), "warnings": (1,)}


class ImportPreview(QWidget):
    """Four counts; choosing one shows its lines, with the line numbers of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {
            "changes": FigureTile("school.import.changes-tile", "would be written", self),
            "unchanged": FigureTile("school.import.unchanged-tile", "as they stand", self),
            "refused": FigureTile("school.import.refused-tile", "left out", self),
            "warnings": FigureTile("school.import.warnings-tile", "to look at", self),
        }
        self._changes: RecordTable[Change] = RecordTable(CHANGES, self)
        self._refused: RecordTable[Problem] = RecordTable(PROBLEMS, self)
        self._warnings: RecordTable[Problem] = RecordTable(PROBLEMS, self)
        self._views: dict[str, FittedView] = {}
        self._pages = QStackedWidget(self)
        self._grid = QGridLayout()
        self._group = QButtonGroup(self)
        self._card = Card("", self)
        self._days = label("", "strong", self)
        self._detail = label("", "faded", self)
        self._build()

    def show_plan(self, planned: Planned) -> None:
        """Show what would be written, what would not, and what to look at."""
        preview = planned.preview
        self._tiles["changes"].show_figure(
            f"{preview.added + preview.changed:,}",
            f"{preview.added:,} new, {preview.changed:,} changed",
            "good",
        )
        self._tiles["unchanged"].show_figure(f"{preview.unchanged:,}", f"of {preview.read:,} read")
        refused = len({one.where for one in preview.refused})
        self._tiles["refused"].show_figure(
            f"{refused:,}", "with the reason", "unauthorised" if refused else ""
        )
        warned = len(preview.warnings)
        self._tiles["warnings"].show_figure(
            f"{warned:,}", "they are taken all the same", "late" if warned else ""
        )
        self._days.setText(planned.days)
        self._days.setVisible(bool(planned.days))
        self._changes.show(planned.lines[:MOST_LISTED])
        self._refused.show(preview.refused)
        self._warnings.show(preview.warnings)
        self.choose("refused" if refused else ("warnings" if warned else "changes"))

    def choose(self, what: str) -> None:
        """Show the lines of 'changes', 'refused' or 'warnings'."""
        self._pages.setCurrentWidget(self._views[what])
        table = self._views[what].table
        total = len(table.records)
        titles = {
            "changes": "What would be written",
            "refused": "Left out, and why",
            "warnings": "To look at",
        }
        more = f", the first {MOST_LISTED:,}" if total == MOST_LISTED else ""
        self._card.set_title(titles[what] + more)
        hint = "Ctrl+C copies the chosen lines for a spreadsheet"
        self._card.say(hint if total else "Nothing here.")
        self._tiles[what].setChecked(True)
        self._detail.setText("")

    def focus_list(self) -> None:
        """Put the focus into the list in view."""
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        tables: dict[str, RecordTable[Any]] = {
            "changes": self._changes,
            "refused": self._refused,
            "warnings": self._warnings,
        }
        for what, table in tables.items():
            view = FittedView(table, f"school.import.{what}", self, spare=SPARE[what])
            view.setAccessibleName(what.capitalize())
            view.setMinimumHeight(200)
            view.record_shown.connect(self._on_line)
            self._views[what] = view
            self._pages.addWidget(view)
            self._tiles[what].setCheckable(True)
            self._tiles[what].setAccessibleDescription("Shows these lines.")
            self._group.addButton(self._tiles[what])
            self._tiles[what].toggled.connect(self._on_toggled)
        self._tiles["unchanged"].setEnabled(False)
        self._grid.setSpacing(14)
        self._days.setObjectName("school.import.days")
        self._days.setWordWrap(True)
        self._card.inside.addWidget(self._pages, 1)
        self._detail.setObjectName("school.import.detail")
        self._detail.setWordWrap(True)
        self._card.inside.addWidget(self._detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._grid)
        column.addWidget(self._days)
        column.addWidget(self._card, 1)
        self._arrange(len(self._tiles))

    def _on_line(self, one: Change | Problem) -> None:
        """Say the whole of a line that may be cut off in its columns."""
        if isinstance(one, Problem):
            self._detail.setText(f"{one.found or 'blank'}: {one.reason}")
        else:
            self._detail.setText(f"{one.name}, {one.field}: {one.old or '–'} → {one.new or '–'}")

    def _on_toggled(self) -> None:
        for what in self._views:
            if self._tiles[what].isChecked():
                self.choose(what)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(len(self._tiles) if event.size().width() >= FOUR_TILES else 2)

    def _arrange(self, a_row: int) -> None:
        for place, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, place // a_row, place % a_row)


def _line(where: str) -> int:
    return int(where) if where.isdigit() else 0
