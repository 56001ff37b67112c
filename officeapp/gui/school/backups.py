"""Backups and the check of the file: where the last copy is, another one now, is the file sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.check import Fault, check
from officeapp.books.copies import Backup, State
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import WIDEST, chain
from officeapp.gui.school.restore_card import RestoreCard
from officeapp.gui.school.section import Section
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import day_said
from officeapp.procedures.keep_backups import MOST_PLACES

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

Looked = tuple[Backup, State]
COPIES: tuple[Column[Looked], ...] = (
    Column("Made", lambda one: _at(one[0].made), lambda one: one[0].made, width=176),
    Column("Ends", lambda one: _at(one[0].ends), lambda one: one[0].ends, width=176),
    Column("In", lambda one: str(one[0].file.parent), tip=lambda one: str(one[0].file)),
    Column("Is", lambda one: one[1].word, tip=lambda one: one[1].value, width=96),
)
COLUMNS: tuple[Column[Fault], ...] = (
    Column("Where", lambda fault: fault.where, tip=lambda fault: fault.where, width=220),
    Column("What", lambda fault: fault.what, tip=lambda fault: fault.what),
    Column("What to do", lambda fault: fault.remedy, tip=lambda fault: fault.remedy),
)
DERIVED = "standing-line"
NO_PLACE = "You choose a folder for it next."
NEVER = "No backup has been made from this computer yet."
ABOUT = (
    "A backup is one file. It is written, opened again and checked before it counts, and never "
    "written over. Keep it on another drive. Put one back from the list here, or, where the school "
    "cannot be opened, on the page on which the program begins."
)
ABOUT_SPOILT = (
    "Some backups are not as they were written, or gone. While that is so no old one is thrown "
    "away. Find out why first; then say so here."
)
ABOUT_CHECK = "Reads every page and every act of the file, and compares what stands with the ink."


class BackupsSection(Section):
    """A backup now, to a folder that is remembered; and whether the file itself is sound."""

    name: ClassVar[str] = "school.backups"
    title: ClassVar[str] = "Backups"

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._last = label("", "strong", self)
        self._file = label("", "faded", self)
        self._folder = label("", "faded", self)
        self._choose = QPushButton("Choose the folder…", self)
        self._second = QPushButton("A second place…", self)
        self._spoilt = label(ABOUT_SPOILT, "note", self)
        self._settle = QPushButton("I have looked into it", self)
        self._made_table: RecordTable[Looked] = RecordTable(COPIES, self)
        self._made = FittedView(self._made_table, "school.backups.list", self, spare=(2,))
        self._put_back = RestoreCard(office, services, self)
        self._now = QPushButton("Back up now  Ctrl+B", self)
        self._card = Card("Last backup", self)
        self._check_card = Card("Is the file sound?", self)
        self._answer = label("Not checked since you opened this page.", "strong", self)
        self._table: RecordTable[Fault] = RecordTable(COLUMNS, self)
        self._faults = FittedView(self._table, "school.backups.faults", self, spare=(0,))
        self._mend = QPushButton("Draw them anew from the ink", self)
        self._build()
        if services.backups is not None:
            services.backups.made.connect(self._on_made)
            services.backups.looked.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        look = self.add_act("Check the file", "Ctrl+E", "check", self._on_check)
        self._restore = self.add_act("Restore…", "Ctrl+R", "restore", self._on_restore)
        chain(look, self._restore, self._now, self._choose, self._faults, self._mend)
        named: tuple[tuple[QWidget, str], ...] = (
            (self._last, "last"),
            (self._file, "file"),
            (self._folder, "folder"),
            (self._choose, "choose"),
            (self._second, "second"),
            (self._spoilt, "spoilt"),
            (self._settle, "settle"),
            (self._now, "now"),
            (self._answer, "answer"),
            (self._mend, "mend"),
        )
        for part, name in named:
            part.setObjectName(f"{self.name}.{name}")
        for said in (self._file, self._folder, self._answer):
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for path in (self._file, self._folder):  # a path has no blanks at which to break
            path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._now.setProperty("class", "primary")
        self._now.clicked.connect(self._on_now)
        self._choose.clicked.connect(self._on_choose)
        self._second.clicked.connect(self._on_second)
        self._settle.clicked.connect(self._on_settle)
        self._spoilt.setWordWrap(True)
        self._made.setAccessibleName("Backups made on this computer")
        self._made.setMinimumHeight(150)
        self._mend.clicked.connect(self._on_mend)
        self._faults.setAccessibleName("What is wrong with the file")
        self._faults.setMinimumHeight(160)
        about = label(ABOUT, "note", self)
        about.setWordWrap(True)
        about.setMaximumWidth(WIDEST)
        buttons = QHBoxLayout()
        buttons.addWidget(self._now)
        buttons.addWidget(self._choose)
        buttons.addStretch(1)
        self._card.say("")
        for said in (self._last, self._file, self._folder):
            self._card.inside.addWidget(said)
        self._card.inside.addSpacing(6)
        self._card.inside.addLayout(buttons)
        self._card.inside.addWidget(self._second, alignment=Qt.AlignmentFlag.AlignLeft)
        self._card.inside.addSpacing(6)
        self._card.inside.addWidget(about)
        self._card.inside.addWidget(self._made)
        self._card.inside.addWidget(self._spoilt)
        self._card.inside.addWidget(self._settle, alignment=Qt.AlignmentFlag.AlignLeft)
        self._check_card.say(ABOUT_CHECK)
        for below in (self._answer, self._faults, self._mend):
            self._check_card.inside.addWidget(below)
        self._faults.hide()
        self._mend.hide()
        self._made.record_chosen.connect(self._on_restore_this)
        self._put_back.closed.connect(self._close_restore)
        self.column.addWidget(self._put_back)
        self.column.addWidget(self._card)
        self.column.addWidget(self._check_card)
        self.column.addStretch(1)

    @override
    def refresh(self) -> None:
        """Say where the last backup is and where the next one goes."""
        backups = self.services.backups
        last, file = (backups.last, backups.file) if backups else (None, None)
        self._last.setText(f"{day_said(last.date())}, {last:%H:%M}" if last else NEVER)
        self._file.setText(str(file) if file else "The file is no longer where it was written.")
        self._file.setToolTip(self._file.text())
        self._file.setVisible(last is not None)
        places = [str(place) for place in backups.places] if backups else []
        where = f"The next one goes to {' and '.join(places)}." if places else NO_PLACE
        self._folder.setText(where)
        self._folder.setToolTip(where)
        two = len(places) == MOST_PLACES
        self._second.setText("One place only" if two else "A second place…")
        self._second.setVisible(bool(places))
        self._made_table.show(backups.all if backups else ())
        self._made.setVisible(bool(backups and backups.all))
        spoilt = bool(backups and backups.are_spoilt)
        self._restore.setEnabled(
            self.office.may(Right.RESTORE) and self._newest_sound() is not None
        )
        self._spoilt.setVisible(spoilt)
        self._settle.setVisible(spoilt)

    @override
    def focus_first(self) -> None:
        self._now.setFocus()

    @override
    def step_back(self) -> bool:
        if self._put_back.isHidden():
            return super().step_back()
        self._close_restore()
        return True

    def _newest_sound(self) -> Backup | None:
        backups = self.services.backups
        sound = [one for one, state in (backups.all if backups else ()) if state is State.SOUND]
        return sound[0] if sound else None

    def _on_restore(self) -> None:
        """Ask about the backup in the list, or about the newest that is sound."""
        current: Looked | None = self._made.current()
        if current is not None and current[1] is State.SOUND:
            self._on_restore_this(current)
        elif (newest := self._newest_sound()) is not None:
            self._on_restore_this((newest, State.SOUND))

    def _on_restore_this(self, one: Looked) -> None:
        backups = self.services.backups
        with self.refused.hears():
            self.office.require(Right.RESTORE)
            if one[1] is State.SOUND and backups is not None:
                sound = [other for other, state in backups.all if state is State.SOUND]
                self._put_back.open(one[0], sound)

    def _close_restore(self) -> None:
        self._put_back.hide()
        self._restore.setFocus()

    def _on_now(self) -> None:
        backups = self.services.backups
        if backups is not None:
            with self.refused.hears():
                backups.make(self, self.services.tasks)

    def _on_choose(self) -> None:
        backups = self.services.backups
        folder = backups.ask_folder(self) if backups else None
        if backups is not None and folder is not None:
            backups.use_folder(folder)
            self.refresh()

    def _on_second(self) -> None:
        """Send backups to a second place too, or to the first one only."""
        backups = self.services.backups
        if backups is None:
            return
        if len(backups.places) == MOST_PLACES:
            backups.use_places(backups.places[:1])
        elif folder := backups.ask_folder(self):
            with self.refused.hears():
                backups.use_places([*backups.places, folder])
        self.refresh()

    def _on_settle(self) -> None:
        backups = self.services.backups
        if backups is not None:
            settled = backups.settle()
            self.services.say(f"{settled} backups are no longer counted; old ones go again.")
            self.refresh()

    def _on_made(self, file: Path) -> None:
        self.refresh()
        self.has_saved(f"a backup in {file.parent.name}, checked")

    def _on_check(self) -> None:
        self._check_file(mend=False)

    def _on_mend(self) -> None:
        self._check_file(mend=True)

    def _check_file(self, *, mend: bool) -> None:
        office = self.office

        def work(_report: Report) -> list[Fault]:
            with office.aside() as side:
                faults = check(side, mend=mend)
                return check(side) if mend else faults

        with self.refused.hears():
            self.services.tasks.run(self, "Checking the file", work, self._on_checked)
            self._answer.setText("Checking…")

    def _on_checked(self, faults: list[Fault]) -> None:
        self._table.show(faults)
        self._faults.setVisible(bool(faults))
        derived = bool(faults) and all(fault.kind == DERIVED for fault in faults)
        self._mend.setVisible(derived and self.office.can_write)
        at = f"{self.office.now():%H:%M}"
        wrong = "1 thing is wrong" if len(faults) == 1 else f"{len(faults)} things are wrong"
        self._answer.setText(f"{wrong} ({at})." if faults else f"The file is sound, {at}.")
        self.services.say(self._answer.text())
        if not faults:
            self.office.refresh(frozenset({Book.REGISTER}))


def _at(time: dt.datetime) -> str:
    return f"{short_day(time.date())} {time:%Y %H:%M}"
