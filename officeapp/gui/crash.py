"""When the program itself has a fault: say so, keep a trace, and let the person go on.

What was being written rolled back with its act, so the school's file is as it was before.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from officeapp import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

EXPLANATION = (
    "The program met a fault of its own and stopped what it was doing. Everything that was saved "
    "is safe: the file is as it was before this step. You can go on; if it happens again, send "
    "the text below to whoever looks after the program."
)


def trace_of(error: BaseException) -> str:
    """Return where a fault happened, without what the program was holding.

    The message of the fault is left out: it may quote a name. Lines of code do not.
    """
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
    return "\n".join([f"officeapp {__version__}", type(error).__name__, *lines])


class CrashDialog(QDialog):
    """Says what happened and offers the trace for copying."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle("A fault in the program")
        self._trace = QPlainTextEdit(trace, self)
        self._trace.setObjectName("crash.trace")
        self._trace.setAccessibleName("What happened, for whoever looks after the program")
        self._trace.setReadOnly(True)
        said = QLabel(EXPLANATION, self)
        said.setWordWrap(True)
        copy = QPushButton("&Copy the text", self)
        copy.setObjectName("crash.copy")
        copy.clicked.connect(self._on_copy)
        close = QPushButton("Go on  Esc", self)
        close.setObjectName("crash.close")
        close.setProperty("class", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(said)
        column.addWidget(self._trace, 1)
        column.addLayout(row)
        self.resize(620, 380)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._trace.toPlainText())


def show_fault(trace: str) -> None:
    """Show the crash dialog and wait until the person goes on."""
    CrashDialog(trace, QApplication.activeWindow()).exec()


def install_hook(show: Callable[[str], None] = show_fault) -> None:
    """Send every fault of the program to the log and to the person."""
    showing = False

    def hook(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        nonlocal showing
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        trace = trace_of(error)
        log.error("fault\n%s", trace)
        if showing or QCoreApplication.instance() is None:
            return
        showing = True
        try:
            show(trace)
        finally:
            showing = False

    sys.excepthook = hook
