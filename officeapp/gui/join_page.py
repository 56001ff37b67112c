"""Joining this computer to a school from the start page: the file, the code said aloud, a place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.gui.widgets.cards import label

JOINING_FILES = "Joining files (*.joining)"
SCHOOL_FILES = "School files (*.db)"
GROUP = 4  # letters of a code that are said together
ABOUT = (
    "Another desk makes the joining file under School, Desks, and somebody there reads you its "
    "code. This computer then gets its own copy of the books and becomes a desk of the school."
)


class JoinPage(QWidget):
    """What joining takes.

    Signals:
        entered: Everything was said; carries the joining file, the code and where the school file
            of this computer is to be.
        back_requested: The person changed their mind.
    """

    entered = Signal(object, str, object)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._file = QLineEdit(self)
        self._choose = QPushButton("Choose…", self)
        self._code = QLineEdit(self)
        self._back = QPushButton("Back  Esc", self)
        self._do = QPushButton("Choose where to keep the books…  Enter", self)
        self._build()
        self._choose.clicked.connect(self._on_choose)
        self._file.returnPressed.connect(self._on_choose)
        self._code.returnPressed.connect(self._on_entered)
        self._code.textEdited.connect(self._on_code_edited)
        self._do.clicked.connect(self._on_entered)
        self._back.clicked.connect(self.back_requested)

    def start(self) -> None:
        """Begin with the file; a code typed before stays until it was used."""
        (self._code if self._path else self._choose).setFocus()

    def joined(self) -> None:
        """Forget the code: the file was used."""
        self._code.clear()
        self._path = None
        self._file.clear()

    def _build(self) -> None:
        self._file.setReadOnly(True)
        self._file.setPlaceholderText("the file from the other computer, on a stick or by post")
        self._code.setPlaceholderText("as it is read aloud; small letters will do")
        for field, name, said in (
            (self._file, "join.file", "Joining file"),
            (self._code, "join.code", "Code that was read aloud"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(said)
        self._choose.setObjectName("join.choose")
        self._choose.setAccessibleName("Choose the joining file")
        self._back.setObjectName("join.back")
        self._do.setObjectName("join.do")
        self._do.setProperty("class", "primary")
        file = QHBoxLayout()
        file.addWidget(self._file, 1)
        file.addWidget(self._choose)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow("Joining file", file)
        form.addRow("Code", self._code)
        about = label(ABOUT, "note", self)
        about.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label("Join this computer to a school", "section", self))
        column.addLayout(form)
        column.addWidget(about)
        column.addStretch(1)
        column.addLayout(row)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Which joining file?", "", JOINING_FILES)
        if chosen:
            self._path = Path(chosen)
            self._file.setText(chosen)
            self._code.setFocus()

    def _on_code_edited(self, typed: str) -> None:
        """Write the code in groups, as it is said."""
        at_end = self._code.cursorPosition() == len(typed)
        letters = "".join(typed.upper().split())
        groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
        if at_end:
            self._code.setText(" ".join(groups))

    def _on_entered(self) -> None:
        if self._path is None:
            self._on_choose()
            return
        if not self._code.text().strip():
            self._code.setFocus()
            return
        place, _ = QFileDialog.getSaveFileName(
            self, "Where are the books to be kept on this computer?", "school.db", SCHOOL_FILES
        )
        if place:
            self.entered.emit(self._path, self._code.text(), Path(place))
