"""What the program says to the person: the only message boxes there are."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QMessageBox

from officeapp.errors import OfficeError
from officeapp.gui.messages import MessageBar, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


@contextlib.contextmanager
def refusals(parent: QWidget) -> Iterator[None]:
    """Turn a refusal into a message; let a fault of the program through."""
    try:
        yield
    except OfficeError as refusal:
        tell(parent, str(refusal))


def tell(parent: QWidget, text: str, tone: Tone = Tone.REFUSED) -> None:
    """Say something: in the window's message bar, or in a box where there is none."""
    bar = parent.window().findChild(MessageBar)
    if bar is not None:
        bar.tell(text, tone)
        return
    box = _box(parent, text)
    box.setIcon(QMessageBox.Icon.Information)
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget, question: str, act: str) -> bool:
    """Ask before something that cannot be undone; the safe answer is the ready one.

    Args:
        parent: The widget it is about.
        question: What will happen, as a full sentence or two.
        act: The verb of the button that does it: 'Remove Ada from the roll'.
    """
    box = _box(parent, question)
    box.setIcon(QMessageBox.Icon.Warning)
    do = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    do.setObjectName("confirm.do")
    keep = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
    keep.setObjectName("confirm.back")
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return shiboken6.isValid(box) and box.clickedButton() is do  # a lock throws it away


def _box(parent: QWidget, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("prompt")
    box.setWindowTitle("officeapp")
    box.setText(text)
    return box
