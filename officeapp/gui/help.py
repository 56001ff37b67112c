"""F1: what the screen in view is for and which keys it has, beside the screen itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout

from officeapp import paths
from officeapp.domain.codes import Category
from officeapp.domain.school_year import long_day

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.domain.codes import CodeTable

WIDTH = 380
WIDEST = 16_777_215  # Qt's own bound
SIZE_STEPS = {1: 2, 2: 1}  # of Qt's steps above the text, by level of heading
CODES_HERE = "{codes}"
COUNTS_AS = {
    Category.PRESENT: "present",
    Category.LATE: "present, late",
    Category.EDUCATIONAL: "present, educated elsewhere",
    Category.AUTHORISED: "authorised absence",
    Category.UNAUTHORISED: "unauthorised absence",
    Category.NOT_POSSIBLE: "not counted",
    Category.ADMINISTRATIVE: "not counted",
}


def page(name: str) -> str:
    """Return a page of help as written."""
    return paths.resource(f"help/{name}.md").read_text(encoding="utf-8")


def codes_in_force(codes: CodeTable, day: dt.date) -> str:
    """Return the codes that may be written for a day, as a page of help has them."""
    rows = "\n".join(
        f"| **{code.code}** | {code.word} | {COUNTS_AS[code.category]} |".replace("\\*", "\\\\*")
        for code in codes.on(day)
    )
    return f"## Codes on {long_day(day)}\n\n| Code | Meaning | Counts as |\n|---|---|---|\n{rows}\n"


class HelpPanel(QFrame):
    """A page of help at the right of the window.

    Signals:
        closed: The person closed it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.set_alone(alone=False)
        self._text = QTextBrowser(self)
        self._text.setObjectName("help.text")
        self._text.setAccessibleName("Help for this screen")
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        close = QPushButton("Close  Esc", self)
        close.setObjectName("help.close")
        close.setAccessibleDescription("Closes the help and goes back to the screen.")
        close.clicked.connect(self.closed)
        heading = QLabel("Help", self)
        heading.setProperty("class", "section")
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 14, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._text, 1)
        self.hide()

    def open(self, name: str, codes: CodeTable, day: dt.date) -> None:
        """Show a page, with the codes in force where the page asks for them."""
        text = page(name)
        if CODES_HERE in text:
            text = text.replace(CODES_HERE, codes_in_force(codes, day))
        self._text.setMarkdown(text)
        _set_headings(self._text.document())
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_alone(self, *, alone: bool) -> None:
        """Take all the room there is, or a column beside the screen."""
        self.setMinimumWidth(0 if alone else WIDTH)
        self.setMaximumWidth(WIDEST if alone else WIDTH)

    def text(self) -> str:
        """Return what is shown, without its marking."""
        return self._text.toPlainText()


def _set_headings(document: QTextDocument) -> None:
    """Give headings the window's sizes and paragraphs some room; Qt's own headings shout."""
    block, root = document.begin(), document.rootFrame()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        room = block.blockFormat()
        room.setTopMargin(16 if level > 1 else 0)
        room.setBottomMargin(6 if cursor.currentFrame() is root else 0)
        cursor.setBlockFormat(room)
        if level:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, SIZE_STEPS[min(level, 2)])
            cursor.mergeCharFormat(letters)
        block = block.next()
