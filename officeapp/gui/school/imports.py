"""Bringing in lists and calendars: a file, what it would do, and one key that writes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from officeapp.domain.import_map import ImportMap
from officeapp.domain.record import SiteId
from officeapp.domain.rights import Right, may
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.errors import OfficeError
from officeapp.exchange.headings import ANY_SYSTEM, MissingColumnsError
from officeapp.gui.confirming import ask_first
from officeapp.gui.school.form import WIDEST, FieldGrid, chain
from officeapp.gui.school.import_arrivals import ArrivalGrid
from officeapp.gui.school.import_columns import ColumnsPage, MapChoice
from officeapp.gui.school.import_kinds import NO_CHOICE, Kind, Planned, Source, plan
from officeapp.gui.school.import_preview import ImportPreview
from officeapp.gui.school.section import Section, fit
from officeapp.gui.tasks import TaskCancelledError
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.year_groups import YearGroupBoxes
from officeapp.procedures.keep_maps import keep_map, naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.exchange.headings import SeenColumn
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report
    from officeapp.procedures.import_plan import Difference

ABOUT = (
    "Nothing is written until you have seen what it would do. A blank cell never erases what "
    "stands, and a pupil missing from a list never leaves."
)
TICKS = "Gaps are filled; where the list says otherwise, what stands stays unless you tick it."
ABOUT_PUPILS = f"{ABOUT} {TICKS} A day of leaving is proposed to the head, who gives the ground."
ABOUT_CONTACTS = f"{ABOUT} {TICKS} An address that is withheld is neither changed nor shown."
ABOUT_TRANSFERS = (
    "Nothing is written until you have seen what it would do. Gaps of pupils you know are filled; "
    "where the file says otherwise, what stands stays unless you tick it. Attendance at other "
    "schools is kept on the pupil's page and never added to yours."
)
ABOUTS = {
    Kind.PUPILS: ABOUT_PUPILS,
    Kind.CONTACTS: ABOUT_CONTACTS,
    Kind.TRANSFER: ABOUT_TRANSFERS,
}
AMEND_HINT = "blank: marks that stand stay, and are listed"


class ImportSection(Section):
    """Lists, transfer files and calendars from other systems, each written as one act."""

    name: ClassVar[str] = "school.import"
    title: ClassVar[str] = "Import"
    right: ClassVar[Right | None] = Right.IMPORT_LISTS

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._planned: Planned | None = None
        self._named: Source | None = None
        self._pages = QStackedWidget(self)
        self._start = QFrame(self)
        self._kind = QComboBox(self)
        self._map = MapChoice(self)
        self._reason = QLineEdit(self)
        self._as = QComboBox(self)
        self._site = QComboBox(self)
        self._groups = YearGroupBoxes("school.import.year-group", self)
        self._lists_grid = FieldGrid(self)
        self._marks_grid = FieldGrid(self)
        self._calendar_grid = FieldGrid(self)
        self._arrivals = ArrivalGrid(self)
        self._holds = label("", "faded", self)
        self._about = label("", "note", self)
        self._state = label("", "strong", self)
        self._file = QPushButton("Choose the file…  Ctrl+O", self)
        self._write = QPushButton("Write it  Ctrl+Enter", self)
        self._name_columns = QPushButton("Name the columns  Ctrl+M", self)
        self._columns = ColumnsPage(services.theme, self)
        self._lines = ImportPreview("school.import", self)
        self._pupils = ImportPreview("school.transfer", self, of_pupils=True)
        self._build()
        self._connect()
        self._on_kind()
        self.refresh()

    def _build(self) -> None:
        for kind in Kind:
            self._kind.addItem(kind.words, kind)
        self._as.addItem("holidays and closures", False)  # noqa: FBT003  # Qt's own
        self._as.addItem("terms", True)  # noqa: FBT003  # Qt's own
        self._reason.setPlaceholderText(AMEND_HINT)
        top = FieldGrid(self)
        top.add("What you bring in", self._kind, "school.import.kind")
        self._lists_grid.add("Headings as they come from", self._map, "school.import.map")
        self._marks_grid.add(
            "Why marks that stand are amended", self._reason, "school.import.reason", wide=True
        )
        self._calendar_grid.add("Its entries are", self._as, "school.import.as")
        self._calendar_grid.add("Site", self._site, "school.import.site")
        self._calendar_grid.add(
            "Only for these year groups; none ticked for all", self._groups,
            "school.import.year-group", wide=True,
        )  # fmt: skip
        self._start.setProperty("class", "card")
        for said in (self._about, self._holds):
            said.setWordWrap(True)
        column = QVBoxLayout(self._start)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(12)
        grids = (self._lists_grid, self._marks_grid, self._arrivals, self._calendar_grid)
        for part in (top, self._holds, *grids):
            part.setMaximumWidth(WIDEST)
            column.addWidget(part)
        column.addWidget(self._file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about)
        column.addStretch(1)
        self._build_pages()

    def _build_pages(self) -> None:
        for part, name in (
            (self._file, "file"),
            (self._write, "write"),
        ):
            part.setObjectName(f"school.import.{name}")
            part.setProperty("class", "primary")
        grids = (self._lists_grid, self._marks_grid, self._arrivals, self._calendar_grid)
        chain(self._kind, *(one for grid in grids for one in grid.fields.values()), self._file)
        self._state.setObjectName("school.import.state")
        self._state.setWordWrap(True)
        self._state.hide()
        self._start.setEnabled(self.can_change)
        self._name_columns.setObjectName("school.import.columns")
        for button in (self._name_columns, self._write):
            button.hide()
            self.head.addWidget(button)
        for page in self._all_pages():
            self._pages.addWidget(page)
        self.column.addWidget(self._state)
        self.column.addWidget(self._pages, 1)
        self._show_page(self._start)

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._file.clicked.connect(self._on_file)
        self._write.clicked.connect(self._on_write)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self._on_file)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_enter)
        for preview in (self._lines, self._pupils):
            preview.taken_changed.connect(self._on_taken)
        self._name_columns.clicked.connect(self._on_name_columns)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self._on_name_columns)
        self._columns.entered.connect(self._on_columns)
        self._columns.back_requested.connect(self.step_back)
        self.services.tasks.ended.connect(self._on_ended)

    @override
    def refresh(self) -> None:
        """Show the sites that a calendar may be for, and the classes for who is new."""
        self._arrivals.refresh(self.office)
        self._map.show_maps(self.office, Kind(self._kind.currentData()).list_name)
        chosen = self._site.currentData()
        self._site.clear()
        self._site.addItem("All sites", EVERY_SITE)
        for site in self.office.school.sites():
            self._site.addItem(site.name, site.id)
        self._site.setCurrentIndex(max(0, self._site.findData(chosen)))

    @override
    def focus_first(self) -> None:
        shown = self._pages.currentWidget()
        if isinstance(shown, ImportPreview):
            shown.focus_list()
        elif shown is self._columns:
            self._columns.focus_first()
        else:
            self._kind.setFocus()

    @override
    def step_back(self) -> bool:
        """Go back from the preview to the choice of a file."""
        if self._pages.currentWidget() is self._start:
            return super().step_back()
        self._planned = None
        self._state.hide()
        self._show_page(self._start)
        self._file.setFocus()
        return True

    def read(self, path: Path) -> None:
        """Read a file and show what it would do; nothing is written."""
        self.begin_again()
        with self.refused.hears():
            self._read(self._source(path))

    def _read(self, source: Source) -> None:
        office, path = self.office, source.path

        def work(report: Report) -> Planned | OfficeError:
            try:
                with office.aside() as side:
                    return plan(side, source, report)
            except TaskCancelledError:
                raise
            except OfficeError as refusal:
                return refusal

        doing = f"Reading {path.name} and comparing it with the books"
        self.services.tasks.run(self, doing, work, partial(self._on_read, source))
        self._start.setDisabled(True)
        self._say(f"{doing}…")

    def _source(self, path: Path) -> Source:
        kind = Kind(self._kind.currentData())
        reason = self._reason.text().strip() if kind is Kind.MARKS else ""
        base, own = ANY_SYSTEM, dict[str, str]()
        if kind.is_list:
            base, own = naming(self.office, kind.list_name, str(self._map.currentData()))
        return Source(
            kind,
            path,
            base,
            reason or None,
            own=own,
            as_terms=bool(self._as.currentData()),
            site=SiteId(self._site.currentData()),
            year_groups=self._groups.chosen(),
            choice=self._arrivals.choice() if kind is Kind.TRANSFER else NO_CHOICE,
        )

    def _on_kind(self) -> None:
        kind = Kind(self._kind.currentData())
        self._map.show_maps(self.office, kind.list_name)
        understood = " Headings, dates and encodings of other systems are understood."
        self._holds.setText(f"A file with {kind.holds}.{understood if kind.is_list else ''}")
        self._about.setText(ABOUTS.get(kind, ABOUT))
        self._lists_grid.setVisible(kind.is_list)
        self._arrivals.setVisible(kind is Kind.TRANSFER)
        self._marks_grid.setVisible(kind is Kind.MARKS)
        self._calendar_grid.setVisible(kind is Kind.CALENDAR)

    def _on_file(self) -> None:
        if not self.can_change or self.services.tasks.running:
            return
        kind = Kind(self._kind.currentData())
        path = ask_list(self, f"Bring in: {kind.words}", kind.files)
        if path is not None:
            self.read(path)

    def _on_ended(self) -> None:
        self._start.setEnabled(self.can_change)
        self._state.hide()

    def _on_read(self, source: Source, found: Planned | OfficeError) -> None:
        if isinstance(found, MissingColumnsError):
            self._show_columns(source, found.columns, found.wanted)
            return
        if isinstance(found, OfficeError):
            self.refused.say(str(found))
            self._file.setFocus()
            return
        preview = self._shown_by(found)
        preview.show_plan(found)
        self._keep(found)
        self._show_page(preview)
        preview.focus_list()

    def _on_name_columns(self) -> None:
        planned = self._planned
        if planned is not None and planned.columns and self._name_columns.isVisible():
            self._show_columns(planned.source, planned.columns, "")

    def _show_columns(self, source: Source, columns: Sequence[SeenColumn], reason: str) -> None:
        """Let a person say what the columns of a list hold."""
        self._named, self._planned = source, None
        own = {one.name for one in self.office.school.maps(source.kind.list_name)}
        chosen = str(self._map.currentData())
        name = chosen if chosen in own else ""
        self._columns.show_columns(source.kind.list_name, columns, reason, name)
        self._say(f"{source.kind.words}, {source.path.name}: nothing is written yet.")
        self._show_page(self._columns)
        self._columns.focus_first()

    def _on_columns(self) -> None:
        """Read the list by what the columns hold, and keep that where it has a name."""
        source, own = self._named, self._columns.columns()
        if source is None or self.services.tasks.running:
            return
        with self._columns.refused.hears():
            name, kind = self._columns.name(), source.kind.list_name
            if name:
                fields = tuple(own.values())
                card = ImportMap(0, name, kind, source.map_name, tuple(own), fields)
                self._map.show_maps(self.office, kind, keep_map(self.office, card).name)
            self._read(replace(source, own=own))

    def _on_taken(self, taken: frozenset[Difference]) -> None:
        """Plan the same file with other differences taken."""
        planned = self._planned
        if planned is not None and planned.retaken is not None:
            again = planned.retaken(taken)
            self._keep(replace(again, told=planned.told, columns=planned.columns))

    def _shown_by(self, planned: Planned) -> ImportPreview:
        return self._pupils if planned.source.kind is Kind.TRANSFER else self._lines

    def _keep(self, planned: Planned) -> None:
        """Keep what would be written, and say so."""
        self._planned = planned
        if planned.retaken is not None:
            self._shown_by(planned).count_again(planned)
        self._say(_described(planned))
        self._write.setEnabled(not planned.is_empty and self._may_write(planned))

    def _may_write(self, planned: Planned) -> bool:
        person = self.office.person
        right = (
            Right.CHANGE_CALENDAR if planned.source.kind is Kind.CALENDAR else Right.IMPORT_LISTS
        )
        return person is not None and may(person.role, right)

    def _on_enter(self) -> None:
        """Do what the button in view does that is marked Ctrl+Enter."""
        if self._pages.currentWidget() is self._columns:
            self._on_columns()
        else:
            self._on_write()

    def _on_write(self) -> None:
        planned = self._planned
        if planned is None or not self._write.isEnabled():
            return
        office = self.office

        def work(report: Report) -> OfficeError | None:
            report(0, 0)
            try:
                with office.aside() as side:
                    planned.write(side)
            except TaskCancelledError:
                raise
            except OfficeError as refusal:
                return refusal
            return None

        with self.refused.hears():
            self.services.tasks.run(
                self,
                f"Writing {planned.source.path.name} as one act",
                work,
                partial(self._on_written, planned),
                after_writing=partial(office.refresh, planned.books),
            )
            self._say("Writing…")

    def _on_written(self, planned: Planned, refusal: OfficeError | None) -> None:
        self._say(_described(planned))
        if refusal is not None:
            if not ask_first(self, refusal, self._on_write):
                self.refused.say(str(refusal))
            return
        self._planned = None
        self._write.setEnabled(False)
        preview = planned.preview
        self.has_saved(
            f"{preview.added:,} added, {preview.changed:,} changed from {planned.source.path.name}"
        )
        self._say("Written. What was left out stays listed here until you go back with Esc.")

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        for one in self._all_pages():
            fit(one, shown=one is page)
        self._write.setVisible(page in (self._lines, self._pupils))
        named = self._planned is not None and bool(self._planned.columns)
        self._name_columns.setVisible(page is self._lines and named)

    def _all_pages(self) -> tuple[QWidget, ...]:
        return self._start, self._columns, self._lines, self._pupils

    def _say(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))


def ask_list(parent: QWidget, title: str, files: str) -> Path | None:
    """Ask which file is meant; None where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", f"{files};;All files (*)")
    return Path(chosen) if chosen else None


def _described(planned: Planned) -> str:
    name = f"{planned.source.kind.words}, {planned.source.path.name}"
    if planned.is_empty:
        return f"{name}: there is nothing to write. Esc goes back."
    return f"{name}: nothing is written yet. Ctrl+Enter writes it as one act, Esc goes back."
