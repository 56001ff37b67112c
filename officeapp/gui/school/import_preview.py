"""What an import would do: counts that are also filters, and the lines behind each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.errors import Problem
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.import_differences import DifferenceTable, DifferenceView, in_one_line
from officeapp.gui.school.import_kinds import MOST_LISTED
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, FigureTile, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.school.import_kinds import Planned
    from officeapp.procedures.import_plan import Difference
    from officeapp.procedures.preview import Change

CHANGES: tuple[Column[Change], ...] = (
    Column("Line", lambda one: one.where, lambda one: _line(one.where), number=True, width=64),
    Column("Who or what", lambda one: one.name, tip=lambda one: one.name),
    Column("Field", lambda one: one.field, width=150),
    Column("Stands now", lambda one: in_one_line(one.old) or "–", tip=lambda one: one.old),
    Column("The file says", lambda one: in_one_line(one.new) or "–", tip=lambda one: one.new),
)
PROBLEMS: tuple[Column[Problem], ...] = (
    Column("Line", lambda one: one.where, lambda one: _line(one.where), number=True, width=64),
    Column("Field", lambda one: one.field, width=140),
    Column("Found", lambda one: one.found or "blank", tip=lambda one: one.found, width=190),
    Column("Why", lambda one: one.reason, tip=lambda one: one.reason),
)
#: A transfer file has no lines that a person could look up: its pupils are named.
PUPIL_CHANGES: tuple[Column[Change], ...] = (
    Column("Who or what", lambda one: one.name, tip=lambda one: one.where),
    *CHANGES[2:],
)
PUPIL_PROBLEMS: tuple[Column[Problem], ...] = (
    Column("Pupil", lambda one: one.where, tip=lambda one: one.where, width=190),
    *PROBLEMS[1:],
)
TOLD: tuple[Column[Problem], ...] = (
    Column("Pupil", lambda one: one.where, tip=lambda one: one.where, width=190),
    Column("About", lambda one: one.field, width=150),
    Column("What it says", lambda one: one.found, tip=lambda one: one.reason),
)
LEAST_TILE = 150
TILES = {
    "changes": "would be written",
    "unchanged": "as they stand",
    "differences": "differ",
    "refused": "left out",
    "warnings": "to look at",
    "told": "also in the file",
}
TITLES = {
    "changes": "What would be written",
    "differences": "What differs stays as it stands, unless you tick it",
    "refused": "Left out, and why",
    "warnings": "To look at",
    "told": "Also in the file: shown, and never kept or added to a figure",
}
SPARE = {"changes": (), "differences": (), "refused": (1,), "warnings": (1,), "told": ()}


class ImportPreview(QWidget):
    """Counts of what a file would do; choosing one shows its lines.

    Signals:
        taken_changed: Other differences are ticked; carries all that are, as a set.
    """

    taken_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget, *, of_pupils: bool = False) -> None:
        super().__init__(parent)
        self._name = name
        self._compares = True
        self._tiles = {
            what: FigureTile(f"{name}.{what}-tile", counts, self)
            for what, counts in TILES.items()
            if of_pupils or what != "told"
        }
        changes, problems = (PUPIL_CHANGES, PUPIL_PROBLEMS) if of_pupils else (CHANGES, PROBLEMS)
        self._changes: RecordTable[Change] = RecordTable(changes, self)
        self._differences = DifferenceTable(self)
        self._refused: RecordTable[Problem] = RecordTable(problems, self)
        self._warnings: RecordTable[Problem] = RecordTable(problems, self)
        self._told: RecordTable[Problem] = RecordTable(TOLD, self)
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
        self._days.setText(planned.days)
        self._days.setVisible(bool(planned.days))
        self._compares = planned.retaken is not None
        self._tiles["differences"].setVisible(self._compares)
        self._rearrange()
        self._differences.show_taken(list(planned.differences), planned.taken)
        self._refused.show(preview.refused)
        self._warnings.show(preview.warnings)
        self._told.show(planned.told)
        self.count_again(planned)
        found = {"refused": preview.refused, "differences": planned.differences}
        found["warnings"] = preview.warnings
        self.choose(next((what for what, lines in found.items() if lines), "changes"))

    def count_again(self, planned: Planned) -> None:
        """Show the counts, and what would be written, as after a difference was ticked."""
        preview = planned.preview
        refused = len({one.where for one in preview.refused})
        warned, differ = len(preview.warnings), len(planned.differences)
        self._show_figure(
            "changes",
            preview.added + preview.changed,
            f"{preview.added:,} new, {preview.changed:,} changed",
            "good",
        )
        self._show_figure("unchanged", preview.unchanged, f"of {preview.read:,} read")
        self._show_figure(
            "differences", differ, f"{len(planned.taken):,} ticked", "late" if differ else ""
        )
        self._show_figure("refused", refused, "with the reason", "unauthorised" if refused else "")
        self._show_figure("warnings", warned, "taken all the same", "late" if warned else "")
        self._show_figure("told", len(planned.told), "shown, not kept")
        self._changes.show(planned.lines[:MOST_LISTED])

    def choose(self, what: str) -> None:
        """Show the lines of 'changes', 'differences', 'refused', 'warnings' or 'told'."""
        self._pages.setCurrentWidget(self._views[what])
        total = len(self._views[what].table.records)
        more = f", the first {MOST_LISTED:,}" if total == MOST_LISTED else ""
        self._card.set_title(TITLES[what] + more)
        hint = "Ctrl+C copies the chosen lines for a spreadsheet"
        if what == "differences":
            hint = f"Space ticks the chosen lines, Ctrl+A chooses all. {hint}"
        self._card.say(hint if total else "Nothing here.")
        self._tiles[what].setChecked(True)
        self._detail.setText("")
        view = self._views[what]
        index = view.currentIndex()
        if index.isValid():
            self._on_line(view, view.table.record(index))

    def focus_list(self) -> None:
        """Put the focus into the list in view."""
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        tables: dict[str, RecordTable[Any]] = {
            "changes": self._changes,
            "differences": self._differences,
            "refused": self._refused,
            "warnings": self._warnings,
            "told": self._told,
        }
        for what, table in tables.items():
            if what not in self._tiles:
                continue
            view = self._view(table, what)
            view.setAccessibleName(what.capitalize())
            view.setMinimumHeight(200)
            view.record_shown.connect(partial(self._on_line, view))
            self._views[what] = view
            self._pages.addWidget(view)
            self._tiles[what].setCheckable(True)
            self._tiles[what].setAccessibleDescription("Shows these lines.")
            self._group.addButton(self._tiles[what])
            self._tiles[what].toggled.connect(self._on_toggled)
        self._tiles["unchanged"].setEnabled(False)
        self._grid.setSpacing(14)
        self._days.setObjectName(f"{self._name}.days")
        self._days.setWordWrap(True)
        self._card.inside.addWidget(self._pages, 1)
        self._detail.setObjectName(f"{self._name}.detail")
        self._detail.setWordWrap(True)
        self._card.inside.addWidget(self._detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._grid)
        column.addWidget(self._days)
        column.addWidget(self._card, 1)
        self._differences.ticked.connect(self.taken_changed)
        self._arrange(len(self._tiles))

    def _view(self, table: RecordTable[Any], what: str) -> FittedView:
        name = f"{self._name}.{what}"
        if isinstance(table, DifferenceTable):
            return DifferenceView(table, name, self)
        return FittedView(table, name, self, spare=SPARE[what])

    def _show_figure(self, what: str, figure: int, note: str, tone: str = "") -> None:
        if what in self._tiles:
            self._tiles[what].show_figure(f"{figure:,}", note, tone)

    def _on_line(self, view: FittedView, one: Change | Difference | Problem) -> None:
        """Say the whole of a line that may be cut off in its columns."""
        if view is not self._pages.currentWidget():
            return
        if isinstance(one, Problem):
            self._detail.setText(f"{one.found or 'blank'}: {one.reason}")
        else:
            said = f"{one.name}, {one.field}: {one.old or '–'} → {one.new or '–'}"
            self._detail.setText(in_one_line(said))

    def _on_toggled(self) -> None:
        for what in self._views:
            if self._tiles[what].isChecked():
                self.choose(what)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def _rearrange(self) -> None:
        """Put the tiles in one row, or in two where there is no room."""
        tiles = len(self._tiles) - (not self._compares)
        self._arrange(tiles if self.width() >= tiles * LEAST_TILE else (tiles + 1) // 2)

    def _arrange(self, a_row: int) -> None:
        shown = {what: tile for what, tile in self._tiles.items()
                 if self._compares or what != "differences"}  # fmt: skip
        for place, tile in enumerate(shown.values()):
            self._grid.addWidget(tile, place // a_row, place % a_row)
        for column in range(len(self._tiles)):
            self._grid.setColumnStretch(column, 1 if column < a_row else 0)


def _line(where: str) -> int:
    return int(where) if where.isdigit() else 0
