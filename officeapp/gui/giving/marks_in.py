"""Marks in: the record system's list beside the register, each difference settled by a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.given_out import written
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.exchange.headings import MissingColumnsError
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.tables import read_table
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import RefusedLine
from officeapp.gui.school.import_columns import MapChoice
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.tasks import TaskCancelledError
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.keep_maps import naming
from officeapp.procedures.settle_marks import (
    Comparison,
    Decision,
    Difference,
    compare_marks,
    keep_ours,
    settle,
    take_theirs,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

    Decide = Callable[[Difference], Decision]

SHOWN_PROBLEMS = 3
NAME_THEM = (
    "Where the columns were given names under Import, choose that map beside the list; else name "
    "them there once."
)
NO_FILE = "No list has been compared yet. Nothing is written until you settle a difference."


@dataclass(frozen=True, slots=True)
class Row:
    """A difference, and what a person decided so far.

    Attributes:
        difference: The difference.
        decision: What is to stand; None while nobody said.
    """

    difference: Difference
    decision: Decision | None = None

    @property
    def session(self) -> str:
        """Return which session it is: 'Wed 18 Nov am'."""
        return f"{short_day(self.difference.day)} {self.difference.session.lower()}"

    @property
    def decided(self) -> str:
        """Return what is to stand, in words."""
        if self.decision is None:
            return "not decided"
        return written(self.decision.code, self.decision.minutes) or "no mark"


COLUMNS: tuple[Column[Row], ...] = (
    Column("Line", lambda row: str(row.difference.where or ""), number=True, width=64),
    Column(
        "Pupil",
        lambda row: row.difference.pupil.listed,
        tip=lambda row: row.difference.pupil.listed,
    ),
    Column("Session", lambda row: row.session, width=118),
    Column("Ours", lambda row: row.difference.our_words or "no mark", width=78),
    Column("Theirs", lambda row: row.difference.their_words or "no mark", width=78),
    Column("To stand", lambda row: row.decided, width=112),
)


class OtherCodeNeededError(OfficeError):
    """Another mark was to stand, and none was typed."""

    def __init__(self) -> None:
        super().__init__("Type the code that is to stand, then press the button again.")


class NothingDecidedError(OfficeError):
    """Differences were to be settled before anything was decided."""

    def __init__(self) -> None:
        super().__init__("Say for a line first what is to stand: ours, theirs or another mark.")


class MarksInPage(QWidget):
    """The differences of a list, with three ways to settle each.

    Signals:
        settled: Differences were settled; carries a sentence about it.
    """

    settled = Signal(str)

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._path: Path | None = None
        self._map = MapChoice(self)
        self._file = QPushButton("Choose their list…  Ctrl+O", self)
        self._ours = QPushButton("Keep ours  F2", self)
        self._theirs = QPushButton("Take theirs  F3", self)
        self._other = QPushButton("Another  F4", self)
        self._code, self._reason = QLineEdit(self), QLineEdit(self)
        self._settle = QPushButton("Settle  Ctrl+Enter", self)
        self._state, self._problems = label(NO_FILE, "strong", self), label("", "note", self)
        self.refused = RefusedLine(services.theme, "school.beside.in.refused", self)
        self._table: RecordTable[Row] = RecordTable(COLUMNS, self)
        self.list = FittedView(self._table, "school.beside.differences", self, spare=(0,))
        self._build()
        self._connect()
        self.show_maps()

    def focus_first(self) -> None:
        """Put the focus on the differences, or on the choice of a list."""
        (self.list if self._table.records else self._file).setFocus()

    def show_maps(self) -> None:
        """Show whose headings a list may have, the school's own maps included."""
        self._map.show_maps(self._office, "marks")

    def read(self, path: Path) -> None:
        """Compare a list with the register; nothing is written."""
        office = self._office
        self._path = path
        base, own = naming(office, "marks", str(self._map.currentData()))

        def work(report: Report) -> Comparison | OfficeError:
            report(0, 0)
            try:
                with office.aside() as side:
                    return compare_marks(side, read_marks(read_table(path), base, own))
            except TaskCancelledError:
                raise
            except OfficeError as refusal:
                return refusal

        with self.refused.hears():
            self._services.tasks.run(self, f"Comparing {path.name}", work, self._on_read)
            self._state.setText(f"Comparing {path.name}…")

    def _build(self) -> None:
        for part, name in (
            (self._file, "choose"),
            (self._ours, "ours"),
            (self._theirs, "theirs"),
            (self._other, "other"),
            (self._code, "code"),
            (self._reason, "reason"),
            (self._settle, "settle"),
            (self._state, "differ"),
            (self._problems, "refused-rows"),
        ):
            part.setObjectName(f"school.beside.{name}")
        self._map.setObjectName("school.beside.map")
        self._map.setAccessibleName("Headings as they come from")
        self._map.setToolTip("Whose headings the list has: any system's, or your own.")
        self._code.setPlaceholderText("code, minutes")
        self._code.setAccessibleName("Another mark: its code, and minutes late")
        self._code.setFixedWidth(130)
        self._reason.setPlaceholderText("why; it is kept with each correction")
        self._reason.setAccessibleName("Why they are settled so")
        self._settle.setProperty("class", "primary")
        self.list.setAccessibleName("Differences")
        self.list.setMinimumHeight(140)
        for said in (self._state, self._problems):
            said.setWordWrap(True)
        decide, write = QHBoxLayout(), QHBoxLayout()
        for one in (self._ours, self._theirs, self._code, self._other):
            decide.addWidget(one)
        decide.addStretch(1)
        write.addWidget(self._reason, 1)
        write.addWidget(self._settle)
        card = Card("Marks in", self)
        card.head.addWidget(self._file)
        card.say("Choose the lines, say what is to stand, then settle them with the reason. What "
                 "you decide is kept, and the same difference is not asked again.")  # fmt: skip
        headings = QHBoxLayout()
        headings.addWidget(label("Headings as they come from", "note", self))
        headings.addWidget(self._map)
        headings.addStretch(1)
        card.inside.addLayout(headings)
        card.inside.addWidget(self._state)
        card.inside.addWidget(self.refused)
        card.inside.addWidget(self.list, 1)
        card.inside.addWidget(self._problems)
        card.inside.addLayout(decide)
        card.inside.addLayout(write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self._enable()

    def _connect(self) -> None:
        ways: tuple[tuple[QPushButton, str, Callable[[], None]], ...] = (
            (self._file, "Ctrl+O", self._on_file),
            (self._ours, "F2", partial(self._decide, keep_ours)),
            (self._theirs, "F3", partial(self._decide, take_theirs)),
            (self._other, "F4", self._on_other),
            (self._settle, "Ctrl+Return", self._on_settle),
            (self._settle, "Ctrl+Enter", self._on_settle),
        )
        for button, keys, act in ways:
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(button.click)
            if keys != "Ctrl+Enter":
                button.clicked.connect(act)

    def _on_file(self) -> None:
        files = "Lists (*.csv *.txt);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Marks of the record system", "", files)
        if chosen:
            self.read(Path(chosen))

    def _on_read(self, found: Comparison | OfficeError) -> None:
        if isinstance(found, OfficeError):
            self._state.setText(NO_FILE)
            hint = f" {NAME_THEM}" if isinstance(found, MissingColumnsError) else ""
            self.refused.say(f"{found}{hint}")
            return
        self._table.show([Row(one) for one in found.open])
        self._state.setText(
            f"{self._path.name if self._path else ''}: {found.same:,} the same, "
            f"{len(found.open):,} differ, {len(found.decided):,} settled before, "
            f"{len(found.refused):,} rows not understood."
        )
        said = [f"Line {one.where}: {one.reason}" for one in found.refused]
        said += [f"{one.found}: {one.reason}" for one in found.warnings]
        more = [f"and {len(said) - SHOWN_PROBLEMS} more"] if len(said) > SHOWN_PROBLEMS else []
        self._problems.setText("\n".join([*said[:SHOWN_PROBLEMS], *more]))
        self._problems.setVisible(bool(said))
        self._enable()
        self.focus_first()

    def _on_other(self) -> None:
        with self.refused.hears():
            code, minutes = _typed(self._code.text())
            self._decide(lambda one: Decision(one, code, minutes))

    def _decide(self, decide: Decide) -> None:
        """Note what is to stand in the lines chosen, and go on to the next line."""
        rows = sorted({index.row() for index in self.list.selectionModel().selectedRows()})
        records = list(self._table.records)
        for row in rows:
            records[row] = Row(records[row].difference, decide(records[row].difference))
        self._table.show(records)
        if rows:
            self.list.selectRow(min(rows[-1] + 1, len(records) - 1))
        self._enable()

    def _on_settle(self) -> None:
        with self.refused.hears():
            decisions = [row.decision for row in self._table.records if row.decision]
            if not decisions:
                raise NothingDecidedError
            settle(self._office, decisions, self._reason.text())
            self._table.show([row for row in self._table.records if row.decision is None])
            self._reason.clear()
            number = "1 difference" if len(decisions) == 1 else f"{len(decisions)} differences"
            left = len(self._table.records)
            self._state.setText(f"{number} settled, {left:,} left." if left else "No difference.")
            self.settled.emit(f"{number} settled")
            self._enable()

    def _enable(self) -> None:
        some = bool(self._table.records) and self._office.may(Right.AMEND_MARK)
        for part in (self._ours, self._theirs, self._other, self._code, self._reason, self._settle):
            part.setEnabled(some)


def _typed(text: str) -> tuple[str, int | None]:
    """Return a code and minutes late as typed: 'L 12'."""
    code, _, minutes = text.strip().upper().partition(" ")
    if not code:
        raise OtherCodeNeededError
    return code, int(minutes) if minutes.strip().isdecimal() else None
