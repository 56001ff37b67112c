"""School, Desks: where the books are, the other desks, what is kept apart, and asking one in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.desks import Standing
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.school.apart_card import ApartCard
from officeapp.gui.school.desk_forms import CodeCard, InviteForm, RetireForm
from officeapp.gui.school.desk_lines import DESK_COLUMNS, desk_lines
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.section import FormSection
from officeapp.gui.school.sharing_card import SharingCard
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.procedures.join_desk import invite_desk, require_free, write_joining_file
from officeapp.procedures.retire_desk import admit_desk, retire_desk, take_apart
from officeapp.procedures.sharing import sharing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.desks import Desk
    from officeapp.domain.merge_report import MergeReport
    from officeapp.gui.school.desk_lines import DeskLine
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report
    from officeapp.procedures.join_desk import Asked

MOST_ROWS = 8
JOINING_FILES = "Joining files (*.joining)"


class NoPlaceChosenError(OfficeError):
    """A joining file was to be made and no place was chosen."""

    def __init__(self) -> None:
        super().__init__("Choose where the joining file is to be written, such as a memory stick.")


class DesksSection(FormSection):
    """Sharing on this computer, and the desks of the school."""

    name: ClassVar[str] = "school.desks"
    title: ClassVar[str] = "Desks"
    right: ClassVar[Right | None] = Right.KEEP_DESKS
    shows: ClassVar[frozenset[Book]] = frozenset({Book.DESKS})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._place: Path | None = None
        self._standing = Standing.ALONE
        self._sharing = SharingCard(self)
        self._code = CodeCard(self)
        self._table: RecordTable[DeskLine] = RecordTable(DESK_COLUMNS, self)
        self._list = FittedView(self._table, "school.desks.list", self, spare=(1, 3, 2))
        self._apart = ApartCard(self)
        self._invite_form = InviteForm(services.theme, self.pages)
        self._retire_form = RetireForm(services.theme, self.pages)
        self._build()
        self._connect()
        self.refresh()

    @override
    def refresh(self) -> None:
        """Say anew where the books are, and which desks there are."""
        exchanger = self.services.exchanger
        where = sharing(self.office, newer=exchanger.newer if exchanger else 0)
        self._standing = where.standing
        self._sharing.show_sharing(where)
        lines = desk_lines(where, self.office.now())
        self._table.show(lines)
        self._list.fit_rows(MOST_ROWS)
        self._list.setVisible(bool(lines))
        self._retire.setEnabled(self.can_change and not all(one.is_own for one in lines))
        self._apart.refresh()

    @override
    def focus_first(self) -> None:
        """Go to the code that is to be read aloud, else to what this computer can do."""
        (self._sharing.first if self._code.isHidden() else self._code).setFocus()

    @override
    def step_back(self) -> bool:
        if not self._code.isHidden():
            self._code.close_code()
            return True
        return super().step_back()

    def _build(self) -> None:
        self.add_act("Joining file…", "Ctrl+N", "invite", self._on_invite)
        self._retire = self.add_act("Retire…", "Ctrl+R", "retire", self._on_retire)
        self._list.setAccessibleName("The desks of the school")
        self._list.setItemDelegateForColumn(4, BadgeDelegate(self.services.theme, self._list))
        for card in (self._code, self._sharing, self._list, self._apart):
            self.inside.addWidget(card)
        self.inside.addStretch(1)
        self.add_form(self._invite_form, self._write_invite)
        self.add_form(self._retire_form, self._write_retire)

    def _connect(self) -> None:
        exchanger = self.services.exchanger
        if exchanger is not None:
            exchanger.changed.connect(self.refresh)
            exchanger.came.connect(self._on_came)
        self._list.record_chosen.connect(self._on_retire)
        self._list.record_shown.connect(self._show_act)
        self._code.closed.connect(self.focus_first)
        for key, act in (
            ("F4", self._sharing.choose),
            ("F9", self._sharing.confirm),
            ("F7", self._apart.let_in),
            ("F8", self._apart.leave),
        ):
            self.add_key(key, act)

    def _show_act(self, line: DeskLine) -> None:
        retired = line.desk.card.retired is not None
        self._retire.setText("Admit again  Ctrl+R" if retired else "Retire…  Ctrl+R")

    def _on_came(self, report: MergeReport) -> None:
        if self.services.exchanger is not None and self.services.exchanger.was_asked:
            self.has_saved(f"Shared: {report.words}")

    def _on_invite(self) -> None:
        self._place = None
        first = self._standing is Standing.ALONE
        fill = partial(self._invite_form.fill, first=first)
        self.open_form(self._invite_form, "invite", "Ask a desk in", fill)

    def _write_invite(self) -> None:
        """Ask where the file is to be, write the desk's card, then the file beside the window."""
        name, roles, own = self._invite_form.typed()
        place = self._place = self._place or self._ask_place(name)
        if place is None:
            raise NoPlaceChosenError
        try:
            require_free(place)
        except OfficeError:
            self._place = None
            raise
        asked = invite_desk(self.office, name, roles, own)
        self._place = None
        self._make(asked, place)

    def _ask_place(self, name: str) -> Path | None:
        proposed = f"{name.replace('/', '-')}.joining"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where is the joining file to be?", proposed, JOINING_FILES
        )
        return Path(chosen) if chosen else None

    def _make(self, asked: Asked, place: Path) -> None:
        office = self.office

        def work(_report: Report) -> str:
            with office.aside() as side:
                return write_joining_file(side, asked, place)

        def made(code: str) -> None:
            self._code.open_code(code, place)
            self.has_saved(f"{asked.card.name} was asked in")

        self.services.tasks.run(
            self, "Making the joining file", work, made, after_writing=self.refresh
        )

    def _on_retire(self) -> None:
        """Retire the desk in the list, or admit one again that was retired."""
        line: DeskLine | None = self._list.current()
        if line is None or not self.can_change:
            return
        if line.desk.card.retired is not None:
            self._admit(line.desk)
            return
        title = f"Retire {line.desk.card.name}"
        self.open_form(self._retire_form, line.desk.card.id, title, self._retire_form.fill)

    def _write_retire(self) -> None:
        line: DeskLine | None = self._list.current()
        if line is not None:
            retire_desk(self.office, line.desk, self._retire_form.reason())
            self.has_saved(f"{line.desk.card.name} is retired")

    def _admit(self, desk: Desk) -> None:
        with self.refused.hears(partial(self._admit, desk)):
            admit_desk(self.office, desk)
            take_apart(self.office)
            self.has_saved(f"{desk.card.name} takes part again")
