"""The start page: open a school, start one, join one, restore one, or look at a sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.join_page import JoinPage
from officeapp.gui.messages import MessageBar
from officeapp.gui.prompts import refusals, tell
from officeapp.gui.restore import RestorePage
from officeapp.gui.status import StatusLine
from officeapp.gui.tasks import TaskRunner
from officeapp.gui.widgets.cards import LabelledButton, label
from officeapp.procedures.new_school import FIRST_POST, NewSchool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from officeapp.gui.theme import Theme

SCHOOL_FILES = "School files (*.db)"
FIRST_SIZE = (900, 680)
CARD_WIDTH = 640
POLICIES = (
    ("national", "National framework only"),
    ("dunkirk", "Dunkirk: two sites, bands and ladders"),
    ("st-stephens", "St Stephen's: three stages"),
    ("kildwick", "Kildwick: referral by half term"),
    ("expect-monitor", "Expect and monitor: 96 per cent target"),
    ("upton-partnership", "Upton: schools in partnership"),
)


class Choice(NamedTuple):
    """One way to begin.

    Attributes:
        name: For scripts and tests.
        words: What the tile says.
        note: What it means, in a few words.
        key: Its key.
    """

    name: str
    words: str
    note: str
    key: str


CHOICES = (
    Choice("open", "Open a school", "A school file on this computer", "Ctrl+O"),
    Choice("new", "Start a new school", "An empty file; you choose a PIN next", "Ctrl+N"),
    Choice("join", "Join this computer to a school", "With a joining file and its code", "Ctrl+J"),
    Choice("restore", "Restore a backup", "It is checked before it counts", "Ctrl+R"),
    Choice("sample", "Look at a sample school", "Invented people, nothing to break", "Ctrl+M"),
)


class NewSchoolForm(QWidget):
    """What must be known of a school before its file can be made.

    Signals:
        entered: The form was filled; carries a `NewSchool`.
        back_requested: The person changed their mind.
    """

    entered = Signal(object)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._school = QLineEdit(self)
        self._dfe = QLineEdit(self)
        self._person = QLineEdit(self)
        self._post = QLineEdit(FIRST_POST, self)
        self._policy = QComboBox(self)
        self._back = QPushButton("Back  Esc", self)
        self._make = QPushButton("Choose where to keep it…  Enter", self)
        self._build()
        for field in (self._school, self._dfe, self._person, self._post):
            field.returnPressed.connect(self._on_entered)
        self._make.clicked.connect(self._on_entered)
        self._back.clicked.connect(self.back_requested)

    def start(self) -> None:
        """Put the focus into the first field; what was typed before stays."""
        self._school.setFocus()

    def _build(self) -> None:
        rows: tuple[tuple[QWidget, str, str], ...] = (
            (self._school, "new.school", "School"),
            (self._dfe, "new.dfe", "DfE number"),
            (self._person, "new.person", "Your name"),
            (self._post, "new.post", "Your post"),
            (self._policy, "new.policy", "Policy"),
        )
        form = QFormLayout()
        form.setSpacing(10)
        for field, name, said in rows:
            field.setObjectName(name)
            field.setAccessibleName(said)
            form.addRow(said, field)
        self._dfe.setPlaceholderText("816/2999, if you know it")
        for short, said in POLICIES:
            self._policy.addItem(said, short)
        self._back.setObjectName("new.back")
        self._make.setObjectName("new.make")
        self._make.setProperty("class", "primary")
        note = label(
            "You become its first person, with the headteacher's rights, and choose a PIN next. "
            "Everything can be changed later under School.",
            "note",
            self,
        )
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label("A new school", "section", self))
        column.addLayout(form)
        column.addWidget(note)
        column.addStretch(1)
        column.addLayout(row)

    def _on_entered(self) -> None:
        for field in (self._school, self._person, self._post):
            blank = not field.text().strip()
            field.setProperty("wrong", blank)
            field.style().polish(field)
            if blank:
                field.setFocus()
                return
        self.entered.emit(
            NewSchool(
                name=self._school.text(),
                person=self._person.text(),
                post=self._post.text(),
                dfe=self._dfe.text().strip(),
                policy=self._policy.currentData(),
            )
        )


class StartWindow(QWidget):
    """The first window of somebody who has no school open.

    Signals:
        open_requested: A school file was chosen; carries its path.
        restore_requested: A backup and the place for it were chosen; carries both paths.
        join_requested: This computer is to become a desk; carries the joining file, the code and
            where its school file is to be.
        new_requested: A new school was described; carries its path and what is known of it.
        sample_requested: The sample school is wanted.
    """

    open_requested = Signal(object)
    restore_requested = Signal(object, object)
    join_requested = Signal(object, str, object)
    new_requested = Signal(object, object)
    sample_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.tasks = TaskRunner(self)
        self._message = MessageBar(theme, self)
        self._steps = QStackedWidget(self)
        self._choices = QWidget(self)
        self._form = NewSchoolForm(self)
        self._join = JoinPage(self)
        self._restore = RestorePage(self.tasks, self)
        self._status = StatusLine(self.tasks, self)
        self._tiles: list[LabelledButton] = []
        self._build()
        self._form.entered.connect(self._on_described)
        self._form.back_requested.connect(self.step_back)
        self._join.entered.connect(self.join_requested)
        self._join.back_requested.connect(self.step_back)
        self._restore.back_requested.connect(self.step_back)
        self._restore.chosen.connect(self.restore_requested)
        self._restore.file_requested.connect(self._on_restore_file)

    def say_making(self, what: str) -> None:
        """Say what is being made; the choices wait until it is there."""
        self._status.say(what)
        self._choices.setDisabled(True)

    def ready(self) -> None:
        """Let the person choose again."""
        self._status.say("")
        self._choices.setEnabled(True)
        self._tiles[0].setFocus()

    def step_back(self) -> None:
        """Go back to the choices."""
        self._message.clear()
        self._steps.setCurrentWidget(self._choices)
        self._tiles[0].setFocus()

    def _build(self) -> None:
        self.setObjectName("start")
        self.setWindowTitle("officeapp")
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        acts = (self._on_open, self._on_new, self._on_join, self.show_restore, self._on_sample)
        for choice, act in zip(CHOICES, acts, strict=True):
            column.addWidget(self._tile(choice, act))
        column.addStretch(1)
        self._steps.addWidget(self._choices)
        self._steps.addWidget(self._form)
        self._steps.addWidget(self._join)
        self._steps.addWidget(self._restore)
        card = QFrame(self)
        card.setProperty("class", "card")
        card.setMaximumWidth(CARD_WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(14)
        inside.addWidget(label("officeapp", "title", card))
        inside.addWidget(label("The attendance office of a primary school", "faded", card))
        inside.addWidget(self._steps, 1)
        self._arrange(card)
        self.resize(*FIRST_SIZE)

    def _arrange(self, card: QFrame) -> None:
        ground = QWidget(self)
        ground.setProperty("class", "inner")
        across = QHBoxLayout(ground)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(card, 8)
        across.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._message)
        column.addWidget(scroll, 1)
        column.addWidget(self._status)

    def _tile(self, choice: Choice, act: Callable[[], None]) -> LabelledButton:
        tile = LabelledButton(f"start.{choice.name}", self._choices)
        tile.put(label(choice.words, "strong", tile))
        tile.put(label(f"{choice.note}  ·  {choice.key}", "note", tile))
        tile.setAccessibleName(choice.words)
        tile.setAccessibleDescription(f"{choice.note}. {choice.key}.")
        tile.clicked.connect(act)
        QShortcut(QKeySequence(choice.key), self._choices).activated.connect(act)
        self._tiles.append(tile)
        return tile

    def _on_open(self) -> None:
        chosen = ask_file(self, "Open a school")
        if chosen:
            self.open_requested.emit(chosen)

    def _on_new(self) -> None:
        self._message.clear()
        self._steps.setCurrentWidget(self._form)
        self._form.start()

    def _on_join(self) -> None:
        self._message.clear()
        self._steps.setCurrentWidget(self._join)
        self._join.start()

    def show_restore(self) -> None:
        """Show the backups that may be put back."""
        self._message.clear()
        self._steps.setCurrentWidget(self._restore)
        with refusals(self):
            self._restore.start()

    def joined(self) -> None:
        """Forget the code of a joining file that was used."""
        self._join.joined()

    def refuse_restore(self, backup: Path, why: str) -> None:
        """Say why a backup was not restored, and stand on the next one."""
        tell(self, why)
        self._restore.next_after(backup)

    def refuse(self, why: str) -> None:
        """Say why something was not done."""
        tell(self, why)

    def _on_restore_file(self) -> None:
        backup = ask_file(self, "Which backup?")
        place = ask_place(self, "Where should the restored school be kept?") if backup else None
        if backup and place:
            self.restore_requested.emit(backup, place)

    def _on_sample(self) -> None:
        self.sample_requested.emit()

    def _on_described(self, school: NewSchool) -> None:
        place = ask_place(self, "Where should the school be kept?")
        if place:
            self.new_requested.emit(place, school)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        super().closeEvent(event)


def ask_file(parent: QWidget, title: str) -> Path | None:
    """Ask which school file is meant; None where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", SCHOOL_FILES)
    return Path(chosen) if chosen else None


def ask_place(parent: QWidget, title: str) -> Path | None:
    """Ask where a new file should be kept; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, "school.db", SCHOOL_FILES)
    return Path(chosen) if chosen else None
