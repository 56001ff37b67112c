"""Fields for a day and for a time of day, typed as a person writes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from officeapp.domain.said_days import said_day
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.exchange.cells import day_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

EXAMPLE_DAY = "18 Nov 2026"
EXAMPLE_TIME = "08:55"
_WEEKDAY = re.compile(r"^\s*[A-Za-z]{3,9}\s+(?=\d)")
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})", re.ASCII)


class NotADayError(OfficeError):
    """What was typed is no day."""

    def __init__(self, words: str, typed: str) -> None:
        found = f"'{typed}' is no day" if typed else "The day is missing"
        super().__init__(f"{words}: {found}; write it as {EXAMPLE_DAY} or 18/11/26.")


class NotATimeError(OfficeError):
    """What was typed is no time of day."""

    def __init__(self, words: str, typed: str) -> None:
        found = f"'{typed}' is no time" if typed else "The time is missing"
        super().__init__(f"{words}: {found}; write it as {EXAMPLE_TIME}.")


def day_said(day: dt.date) -> str:
    """Return a day as the field shows it: 'Wed 18 Nov 2026'."""
    return f"{short_day(day)} {day.year}"


def short_date(day: dt.date) -> str:
    """Return a day without its weekday, for narrow columns: '18 Nov 2026'."""
    return f"{day.day} {day:%b %Y}"


class DayField(QLineEdit):
    """A day, typed in any usual way; the up and down arrows go a day on and back.

    Where the field knows what day it is, '14 dec' and 'mon' do without the year.
    """

    def __init__(
        self, parent: QWidget | None = None, *, today: Callable[[], dt.date] | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(EXAMPLE_DAY)
        self.editingFinished.connect(self._on_left)

    def show_day(self, day: dt.date | None) -> None:
        """Show a day, or nothing."""
        self.setText("" if day is None else day_said(day))

    def day_or_none(self) -> dt.date | None:
        """Return the day, or None where nothing is typed.

        Raises:
            NotADayError: What is typed is no day.
        """
        return self.day() if self.text().strip() else None

    def day(self) -> dt.date:
        """Return the day.

        Raises:
            NotADayError: Nothing is typed, or what is typed is no day.
        """
        found = self._understood()
        if found is None:
            raise NotADayError(self.accessibleName(), self.text().strip())
        return found

    def _understood(self) -> dt.date | None:
        typed = _WEEKDAY.sub("", self.text())
        return day_of(typed) or (said_day(typed, self._today()) if self._today else None)

    def _on_left(self) -> None:
        """Show what was understood, the weekday with it."""
        found = self._understood()
        if found is not None:
            self.show_day(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        found = self._understood() if step else None
        if step and found:
            self.show_day(found + dt.timedelta(days=step))
        else:
            super().keyPressEvent(event)


class TimeField(QLineEdit):
    """A time of day: '8:55', '0855' and '8.55' are all understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(EXAMPLE_TIME)
        self.editingFinished.connect(self._on_left)

    def show_time(self, time: dt.time) -> None:
        """Show a time."""
        self.setText(f"{time:%H:%M}")

    def time(self) -> dt.time:
        """Return the time.

        Raises:
            NotATimeError: Nothing is typed, or what is typed is no time.
        """
        found = self._understood()
        if found is None:
            raise NotATimeError(self.accessibleName(), self.text().strip())
        return found

    def _understood(self) -> dt.time | None:
        typed = _TIME.fullmatch(self.text().strip())
        if typed is None or int(typed[1]) > 23 or int(typed[2]) > 59:
            return None
        return dt.time(int(typed[1]), int(typed[2]))

    def _on_left(self) -> None:
        found = self._understood()
        if found is not None:
            self.show_time(found)
