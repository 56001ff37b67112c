"""Make text messages ready for the school's own service; the program sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.first_day import Attempt, Step
from officeapp.domain.rights import Right
from officeapp.domain.texting import Length, Recipient, barred_numbers, length_of, recipients
from officeapp.errors import OfficeError, Problem
from officeapp.exchange.text_messages import TextHeadings, TextRow, check_headings, write_texts
from officeapp.procedures.log_attempt import NewAttempt, log_attempt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from officeapp.books.chasing import ChaseLine
    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Contact, Pupil, Tie

    Adults = Mapping[PupilId, Sequence[tuple[Tie, Contact]]]

PREPARED = "sent"
WORDS = "{school}: please tell us why {names} {is} not in school today."
CALL = " Call {phone}."
PLACES = ("{school}", "{names}", "{is}", "{phone}")


class NothingToSendError(OfficeError):
    """A file of messages was to be made with nobody in it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is left to write to: no child away without a reason has a contact with a "
            "mobile number who may be contacted. Call instead (C)."
        )


class NoWordsError(OfficeError):
    """Messages were to say nothing."""

    def __init__(self) -> None:
        super().__init__("The message is empty; write what parents are to read.")


@dataclass(frozen=True, slots=True)
class TextPlan:
    """The messages of one file.

    Attributes:
        rows: One a number.
        messages: What each row is to be sent, in the same order.
        left_out: The children nobody is written to about, and why.
    """

    rows: tuple[Recipient, ...]
    messages: tuple[str, ...]
    left_out: tuple[Problem, ...]

    @property
    def longest(self) -> Length:
        """Return the length of the longest message."""
        lengths = [length_of(message) for message in self.messages]
        return max(lengths, key=lambda one: (one.parts, one.units), default=Length(0, 0))

    @property
    def parts(self) -> int:
        """Return how many messages the service sends in all."""
        return sum(length_of(message).parts for message in self.messages)

    @property
    def pupils(self) -> set[PupilId]:
        """Return the children the messages are about."""
        return {pupil.id for row in self.rows for pupil, _ in row.about}


def due_a_text(lines: Iterable[ChaseLine]) -> list[ChaseLine]:
    """Return the lines whose next step is a text."""
    return [line for line in lines if line.next is not None and line.next.step is Step.TEXT]


def usual_words(office: Office) -> str:
    """Return the message that is offered first."""
    return WORDS + (CALL if office.school.card().phone else "")


def plan_texts(office: Office, lines: Iterable[ChaseLine], words: str) -> TextPlan:
    """Return the messages about some children; nothing is written.

    Args:
        office: The office.
        lines: The children who are away without a reason.
        words: What is to be said, with the places of `PLACES`.
    """
    pupils = [line.pupil for line in lines]
    contacts = office.contacts.by_pupil([pupil.id for pupil in pupils])
    return planned(office, pupils, contacts, words)


def planned(office: Office, pupils: Iterable[Pupil], contacts: Adults, words: str) -> TextPlan:
    """Return the messages about some children to those of some contacts who may have them.

    Args:
        office: The office.
        pupils: The children.
        contacts: Each child's contacts who may be written to, in the order in which to call them.
        words: What is to be said, with the places of `PLACES`.
    """
    barred = barred_numbers(office.contacts.contacts().values())
    rows, left_out = recipients(pupils, contacts, barred)
    messages = tuple(_filled(office, words.strip(), row) for row in rows)
    return TextPlan(tuple(rows), messages, tuple(left_out))


def prepare_texts(
    office: Office, plan: TextPlan, path: Path, headings: TextHeadings | None = None
) -> list[Attempt]:
    """Write the file, then note each message as an attempt, all in one act.

    Args:
        office: The office.
        plan: The messages.
        path: Where the file is to be.
        headings: What the school's service calls its columns; the usual ones if not given.

    Returns:
        The entries, one a child.

    Raises:
        NothingToSendError: Nobody is left to write to.
        NoWordsError: The message is empty.
        NoNumberHeadingError: The numbers have no heading.
        SameHeadingError: Two headings are the same.
        CannotWriteError: The file cannot be written; nothing was noted.
        NotAllowedError: The person signed in may not keep the books of the desk; nothing was done.
        NotSavedError: The school could not be written; the file is there and nothing was noted.
    """
    office.require(Right.KEEP_DESK)
    if not plan.rows:
        raise NothingToSendError
    write_plan(plan, path, headings)
    return log_attempt(
        office,
        *(
            NewAttempt(pupil.id, Step.TEXT, PREPARED, contact, f"in the file {path.name}")
            for row in plan.rows
            for pupil, contact in row.about
        ),
    )


def write_plan(plan: TextPlan, path: Path, headings: TextHeadings | None = None) -> None:
    """Write the file of some messages.

    Raises:
        NoWordsError: A message is empty.
        NoNumberHeadingError: The numbers have no heading.
        SameHeadingError: Two headings are the same.
        CannotWriteError: The file cannot be written.
    """
    if not all(message.strip() for message in plan.messages):
        raise NoWordsError
    columns = check_headings(headings or TextHeadings())
    rows = [
        TextRow(row.mobile, row.names, row.name, message)
        for row, message in zip(plan.rows, plan.messages, strict=True)
    ]
    write_texts(path, columns, rows)


def _filled(office: Office, words: str, row: Recipient) -> str:
    card = office.school.card()
    given = (card.name, row.names, "is" if len(row.about) == 1 else "are", card.phone)
    for place, text in zip(PLACES, given, strict=True):
        words = words.replace(place, text)
    return words
