"""The fields of a card: what a person types and what the card keeps, both ways."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain import upn
from officeapp.errors import OfficeError
from officeapp.exchange.cells import day_of, phones_of, tidied

if TYPE_CHECKING:
    import datetime as dt


class NotADayError(OfficeError):
    """What was typed is no date."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a date; type it as 3/10/2018 or 2018-10-03.")


class NoDayError(OfficeError):
    """A date that is needed was left out."""

    def __init__(self) -> None:
        super().__init__("The date is needed; type it as 3/10/2018 or 2018-10-03.")


class NotAUpnError(OfficeError):
    """What was typed cannot be kept as a UPN."""


class Kind(enum.Enum):
    """How a field is typed."""

    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a card.

    Attributes:
        name: The field of the record.
        label: What the office calls it.
        kind: How it is typed.
        read: What a typed text means.
        shown: The text of a value.
        choices: The values of a choice with their words.
        hint: What to type, shown while the field is empty.
        doubt: What looks wrong with a value that can be kept, as a sentence; empty if nothing.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    read: Callable[[str], Any] = tidied
    shown: Callable[[Any], str] = str
    choices: tuple[tuple[Any, str], ...] = ()
    hint: str = ""
    doubt: Callable[[Any], str] | None = None


def read_day(typed: str) -> dt.date:
    """Return the day that was typed.

    Raises:
        NotADayError: It is no date.
        NoDayError: Nothing was typed.
    """
    text = tidied(typed)
    if not text:
        raise NoDayError
    found = day_of(text)
    if found is None:
        raise NotADayError(text)
    return found


def read_day_or_none(typed: str) -> dt.date | None:
    """Return the day that was typed, or None for nothing.

    Raises:
        NotADayError: It is no date.
    """
    return read_day(typed) if tidied(typed) else None


def shown_day(day: dt.date | None) -> str:
    """Return a day so that nobody takes the month for the day: '3 Oct 2018'."""
    return f"{day.day} {day:%b} {day.year}" if day else ""


def read_upn(typed: str) -> str:
    """Return the UPN that was typed, empty for none.

    Raises:
        NotAUpnError: It has not the shape of one.
    """
    text = upn.tidied(typed)
    refusal = upn.refusal(text) if text else ""
    if refusal:
        raise NotAUpnError(refusal)
    return text


def upn_doubt(text: str) -> str:
    """Return what looks wrong with a UPN that can be kept; the right check letter is named."""
    return upn.warning(text) if text and upn.is_shaped(text) else ""


def read_upns(typed: str) -> tuple[str, ...]:
    """Return several UPNs, apart by blanks or commas.

    Raises:
        NotAUpnError: One has not the shape of a UPN.
    """
    return tuple(dict.fromkeys(read_upn(one) for one in re.split(r"[\s,;]+", typed) if one))


def read_lines(typed: str) -> str:
    """Return lines as a card keeps them: without blank ones, without blanks around them."""
    return "\n".join(filter(None, map(tidied, typed.splitlines())))


def read_phones(typed: str) -> tuple[str, ...]:
    """Return telephone numbers, one a line, the first to be called first."""
    return phones_of(typed.splitlines())


def shown_words(values: tuple[str, ...]) -> str:
    """Return several short values in one line."""
    return ", ".join(values)


def shown_lines(values: tuple[str, ...]) -> str:
    """Return several values, one a line."""
    return "\n".join(values)
