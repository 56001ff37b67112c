"""Sentences in place: wrapped, named for scripts, and never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget


def words(name: str, kind: str, parent: QWidget) -> QLabel:
    """Return an empty wrapped label of a kind the style sheet knows."""
    made = label("", kind, parent)
    made.setObjectName(name)
    made.setWordWrap(True)
    return made
