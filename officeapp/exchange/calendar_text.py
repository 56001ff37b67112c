"""The text of an iCalendar file, cut into its events.

Folded lines are joined, alarms and everything the office does not need are left out, and each
event keeps the line it begins on, so that one bad event does not cost the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 20
MOST_LINES = 1_000_000
LONGEST_LINE = 20_000  # characters; a list of excluded days may be long

ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
_KEPT = frozenset(
    {
        "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
        "RECURRENCE-ID", "SEQUENCE", "STATUS", ALL_DAY,
    }
)  # fmt: skip


@dataclass(slots=True)
class Event:
    """One event as its text.

    Attributes:
        line: The line it begins on.
        lines: Its properties that matter here, unfolded.
        called_off: Whether the file as a whole cancels what it lists.
    """

    line: int
    lines: list[str] = field(default_factory=list)
    called_off: bool = False

    def has(self, name: str) -> bool:
        """Say whether a property is there."""
        return any(name_of(line) == name for line in self.lines)

    def text(self) -> bytes:
        """Return the event as an iCalendar component of its own.

        The days a series leaves out are of no use without a series, and slow to read.
        """
        if not (self.has("RRULE") or self.has("RDATE")):
            self.lines = [line for line in self.lines if name_of(line) != "EXDATE"]
        return "\r\n".join(["BEGIN:VEVENT", *self.lines, "END:VEVENT", ""]).encode()


class Splitter:
    """Walks the lines of a file and gathers its events."""

    def __init__(self, name: str) -> None:
        self.events: list[Event] = []
        self._name = name
        self._open: list[str] = []
        self._first_of_calendar = 0
        self._called_off = False
        self._found_calendar = False

    def take(self, number: int, line: str) -> None:
        """Take one unfolded line."""
        what = name_of(line)
        if what in ("BEGIN", "END"):
            component = line.partition(":")[2].strip().upper()
            (self._begin if what == "BEGIN" else self._end)(component, number)
        elif what == "METHOD" and self._open == ["VCALENDAR"]:
            self._called_off = line.partition(":")[2].strip().upper() == "CANCEL"
        elif what in _KEPT and self._open == ["VCALENDAR", "VEVENT"]:
            self.events[-1].lines.append(line[:LONGEST_LINE])

    def finish(self) -> list[Event]:
        """Return the events.

        Raises:
            UnreadableFileError: There is no calendar, or it is cut off.
        """
        if not self._found_calendar:
            message = f"{self._name} is not an iCalendar file; choose one that ends in .ics."
            raise UnreadableFileError(message)
        if self._open:
            message = f"{self._name} is cut off before its end; fetch or save it again."
            raise UnreadableFileError(message)
        return self.events

    def _begin(self, component: str, number: int) -> None:
        if len(self._open) >= DEEPEST:
            message = f"{self._name} is not a sound iCalendar file (line {number}); fetch it again."
            raise UnreadableFileError(message)
        if not self._open:
            self._found_calendar |= component == "VCALENDAR"
            self._first_of_calendar, self._called_off = len(self.events), False
        self._open.append(component)
        if self._open == ["VCALENDAR", "VEVENT"]:
            self.events.append(Event(number))

    def _end(self, component: str, _number: int) -> None:
        if component in self._open:
            while self._open.pop() != component:
                pass
        if not self._open and self._called_off:
            for event in self.events[self._first_of_calendar :]:
                event.called_off = True


def events_of(text: str, name: str) -> list[Event]:
    """Return the events of an iCalendar file.

    Raises:
        UnreadableFileError: The text is no calendar, or is cut off.
    """
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        message = f"{name} has more than {MOST_LINES:,} lines and is no school calendar."
        raise UnreadableFileError(message)
    splitter = Splitter(name)
    for number, line in _unfolded(text):
        splitter.take(number, line)
    return splitter.finish()


def name_of(line: str) -> str:
    """Return the name of the property a line states."""
    return line[:64].partition(":")[0].partition(";")[0].strip().upper()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; a line that begins with a blank continues the one before."""
    first, parts = 1, [""]
    for number, line in enumerate(_lines(text), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
        else:
            yield first, "".join(parts)
            first, parts = number, [line]
    yield first, "".join(parts)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
