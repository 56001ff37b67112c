"""Where the books are, through which folder the desks share, and a file that is held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from officeapp.domain.desks import Standing
from officeapp.domain.rights import Right
from officeapp.gui.exchange.remembered import MINUTES
from officeapp.gui.exchange.shown import last_school_day
from officeapp.gui.exchange.words import Reach, lacking, silence_words, status_words
from officeapp.gui.status import SHARE_KEY
from officeapp.gui.widgets.cards import Card, label

if TYPE_CHECKING:
    from officeapp.domain.sharing import Sharing
    from officeapp.gui.school.section import Section

ABOUT = (
    "Each desk has a file of its own. What it writes goes to the others through a folder that all "
    "can reach: a share, a synchronised folder or a memory stick. The files in it are sealed and "
    "are never changed; nothing waits for it."
)
ALONE = "This is the only computer with the books. A joining file lets another one work with them."
HELD = (
    "This file was put back or copied. The others hold {newer}. Until you have seen that, nothing "
    "is shared. Then theirs come in, and this computer goes on under a new number."
)
MOST_PROBLEMS = 3


class SharingCard(Card):
    """Says where the books are, shares now, and chooses how this computer shares."""

    def __init__(self, section: Section) -> None:
        super().__init__("Where the books are", section)
        self._section, self._office = section, section.office
        self._exchanger = section.services.exchanger
        self._standing = Standing.ALONE
        self._where = label("", "strong", self)
        self._silent = label("", "faded", self)
        self._folder = label("", "faded", self)
        self._problems = label("", "note", self)
        self._held = label("", "doubt", self)
        self._confirm = QPushButton("I have seen it: let them come in  F9", self)
        self._share = QPushButton(f"Share now  {SHARE_KEY}", self)
        self._choose = QPushButton("Choose the folder…  F4", self)
        self._every = QComboBox(self)
        self._build(section.name)
        self._share.clicked.connect(self._on_share)
        self._choose.clicked.connect(self.choose)
        self._every.activated.connect(self._on_every)
        self._confirm.clicked.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Return the button with which work begins here."""
        chosen = [self._confirm, self._share, self._choose]
        return next((one for one in chosen if one.isEnabled() and one.isVisible()), self._share)

    def show_sharing(self, where: Sharing) -> None:
        """Show where the books are."""
        exchanger, office = self._exchanger, self._office
        self._standing = where.standing
        reach = exchanger.reach if exchanger else Reach.NOT_CHOSEN
        last = exchanger.last if exchanger else None
        self._where.setText(status_words(where, reach, office.now(), last) or ALONE)
        self._silent.setText(silence_words(where, last_school_day(office), office.today()))
        self._silent.setVisible(bool(self._silent.text()))
        held = where.standing is Standing.PUT_BACK
        self._where.setHidden(held)
        self._held.setText(HELD.format(newer=lacking(where.newer)))
        for part in (self._held, self._confirm):
            part.setVisible(held)
        self._confirm.setEnabled(self._may_confirm())
        self._show_folder()
        self._show_problems()

    def choose(self) -> None:
        """Let the person choose the folder."""
        exchanger = self._exchanger
        if exchanger is None or not self._choose.isEnabled() or self._choose.isHidden():
            return
        now = str(exchanger.memory.now.folder or "")
        said = "Through which folder do the desks share?"
        chosen = QFileDialog.getExistingDirectory(self, said, now)
        if chosen:
            with self._section.refused.hears():
                exchanger.use_folder(Path(chosen))

    def confirm(self) -> None:
        """Let in what others hold, now that somebody has seen how much it is."""
        if self._exchanger and not self._confirm.isHidden() and self._confirm.isEnabled():
            self._exchanger.share_now(confirmed=True)

    def _on_share(self) -> None:
        if self._exchanger is not None:
            self._section.begin_again()
            self._exchanger.share_now()

    def _on_every(self) -> None:
        if self._exchanger is not None:
            minutes = int(self._every.currentData())
            self._exchanger.use_minutes(minutes)
            often = "every minute" if minutes == 1 else f"every {minutes} minutes"
            self._section.has_saved(f"The desks share {often}.")

    def _show_folder(self) -> None:
        exchanger, alone = self._exchanger, self._standing is Standing.ALONE
        folder = exchanger.memory.now.folder if exchanger else None
        said = f"Through the folder {folder}" if folder else "No folder to share through is chosen."
        self._folder.setText(said)
        self._folder.setToolTip(said)
        for part in (self._folder, self._share, self._choose, self._every):
            part.setHidden(alone)
        for part in (self._choose, self._every):
            part.setEnabled(self._may_choose() and exchanger is not None)
        self._share.setEnabled(self._standing is Standing.TAKES_PART and folder is not None)
        if exchanger is not None:
            self._every.setCurrentIndex(self._every.findData(exchanger.memory.now.minutes))

    def _show_problems(self) -> None:
        problems = self._exchanger.problems if self._exchanger else []
        more = len(problems) - MOST_PROBLEMS
        said = [problem.reason for problem in problems[:MOST_PROBLEMS]]
        said += [f"And {more} more."] * (more > 0)
        self._problems.setText(f"Passed over in the folder: {' '.join(said)}" if said else "")
        self._problems.setVisible(bool(said))

    def _may_choose(self) -> bool:
        rights = (Right.KEEP_DESKS, Right.CHANGE_SCHOOL, Right.SPEAK_FOR_DESK)
        return any(self._office.may(right) for right in rights)

    def _may_confirm(self) -> bool:
        chosen = self._exchanger is not None and self._exchanger.memory.now.folder is not None
        return chosen and (self._office.may(Right.RESTORE) or self._office.may(Right.KEEP_DESKS))

    def _build(self, name: str) -> None:
        parts: tuple[tuple[QWidget, str], ...] = (
            (self._where, "where"),
            (self._silent, "silent"),
            (self._folder, "folder"),
            (self._problems, "problems"),
            (self._share, "share"),
            (self._choose, "choose"),
            (self._every, "every"),
            (self._held, "held"),
            (self._confirm, "confirm"),
        )
        for part, said in parts:
            part.setObjectName(f"{name}.{said}")
        about = label(ABOUT, "note", self)
        for words in (self._where, self._silent, self._folder, self._problems, self._held, about):
            words.setWordWrap(True)
        # A path has no blanks at which to break.
        self._folder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._every.setAccessibleName("How often the desks share")
        for minutes in MINUTES:
            self._every.addItem(f"every {minutes} min", minutes)
        self._confirm.setProperty("class", "primary")
        buttons, through = QHBoxLayout(), QHBoxLayout()
        for button in (self._share, self._choose):
            buttons.addWidget(button)
        buttons.addStretch(1)
        through.addWidget(self._folder, 1)
        through.addWidget(self._every)
        self.say("")
        for part in (self._where, self._silent, self._held):
            self.inside.addWidget(part)
        self.inside.addWidget(self._confirm, alignment=Qt.AlignmentFlag.AlignLeft)
        self.inside.addLayout(through)
        self.inside.addLayout(buttons)
        self.inside.addWidget(self._problems)
        self.inside.addWidget(about)
