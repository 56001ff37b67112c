"""Take a message from a parent: the book's entry and the marks it settles, as one act.

A message settles what is unknown: marks N and the blanks of registers handed in, today's for
whoever keeps the desk, earlier ones for whoever may settle them; the others wait in the queue with
their legal deadline. Sessions to come are pre-marked until their register is handed in, where a
child who is there after all is simply marked present. What others decide fills nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.messages import what_changed
from officeapp.domain.rights import Right
from officeapp.procedures.amend_mark import NothingChangedError
from officeapp.procedures.desk_entries import because, before_acts, why_back
from officeapp.procedures.plan_message import plan_message, sessions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.messages import Message
    from officeapp.domain.register import Mark
    from officeapp.procedures.plan_message import Heard, MessagePlan

BOOKS = (Book.MESSAGES, Book.REGISTER)


def take_message(office: Office, heard: Heard) -> MessagePlan:
    """Take a message about one child; as `take_messages`."""
    return take_messages(office, [heard])[0]


def take_messages(office: Office, heards: Sequence[Heard]) -> list[MessagePlan]:
    """Take what one caller says of brothers and sisters, a message each, as one act.

    Returns:
        What each did, with the message as it was written, in the same order.

    Raises:
        OfficeError: One is not complete, a child has no school then, or its code may not be
            written; nothing was.
        NotAllowedError: The person signed in may not keep the book.
        NotSavedError: The file could not be written; nothing was.
    """
    plans = [plan_message(office, heard) for heard in heards]
    news = [replace(plan.message, id=office.new_number()) for plan in plans]
    taken: list[MessagePlan] = []
    with office.writing("take-message", Right.KEEP_DESK, *BOOKS) as act:
        for plan, new in zip(plans, news, strict=True):
            taken.append(_with(plan, office.front_desk.messages.enter(act, new)))
            _settle(office, act, plan)
    return taken


def update_message(
    office: Office, message: Message, heard: Heard, why: str = ""
) -> tuple[MessagePlan, tuple[Mark, ...]]:
    """Write a message anew while it goes on; the new version says what changed.

    A shorter absence gives back by itself what was only pre-marked. What is in ink stays until a
    person amends it, and is returned to be looked at.

    Args:
        office: The office.
        message: The message as it was read.
        heard: What is said now.
        why: What the new version says beside what changed.

    Returns:
        What it did, and the marks in ink that the message no longer speaks for.

    Raises:
        NothingChangedError: It says nothing new.
        ChangedMeanwhileError: Somebody changed it since it was read.
        OfficeError: As for a new one.
        NotAllowedError: The person signed in may not keep the book.
        NotSavedError: The file could not be written; nothing was changed.
    """
    plan = plan_message(office, heard)
    after = replace(plan.message, id=message.id, taken=message.taken, at=message.at)
    after = replace(after, line=message.line)
    changed = what_changed(message, after)
    if not changed:
        raise NothingChangedError
    said = "; ".join(part for part in (changed, why.strip()) if part)
    with office.writing("update-message", Right.KEEP_DESK, *BOOKS) as act:
        written = office.front_desk.messages.amend(act, replace(after, correction=said))
        _settle(office, act, plan)
    return _with(plan, written), spoken_for_no_more(office, message, written)


def take_back_message(office: Office, number: int, reason: str = "") -> tuple[Mark, ...]:
    """Take back a message; the marks it settled go back to what stood before.

    Args:
        office: The office.
        number: The message.
        reason: Why; may be blank within a minute, for the person who took it.

    Returns:
        Marks in ink that it had pre-marked when their register was handed in: a person must look.

    Raises:
        TakenBackError: It was taken back already.
        NoReasonError: The minute is over, or somebody else took it, and no reason is given.
        NotAllowedError: The person signed in may not keep the book, or settle those days.
        NotSavedError: The file could not be written; nothing was changed.
    """
    book = office.front_desk.messages
    message, versions = book.entry(number), book.versions(number)
    why = why_back(office, message, versions[0][1], reason)
    places = {
        (version.pupil, day, session)
        for version, _ in versions
        for day, session in sessions_of(office, version)
        if day <= office.today()
    }
    pairs = before_acts(office, sorted(places), {version.line.act for version, _ in versions})
    if any(mark.day != office.today() for mark, _ in pairs):
        office.require(Right.SETTLE_EARLIER)
    with office.writing("take-back-message", Right.KEEP_DESK, *BOOKS) as act:
        gone = book.amend(act, replace(message, gone=True, correction=why))
        if pairs:
            office.register.amend_many(act, because(pairs, f"message taken back: {why}"))
    return spoken_for_no_more(office, message, gone)


def spoken_for_no_more(office: Office, before: Message, after: Message) -> tuple[Mark, ...]:
    """Return the marks in ink that a message spoke for and speaks for no more."""
    found: list[Mark] = []
    for day, session in sessions_of(office, before) if before.code else ():
        if day > office.today() or (after.covers(day, session) and after.code == before.code):
            continue
        stands = office.register.standing(before.pupil, day, session)
        if stands is not None and stands.code == before.code:
            found.append(stands)
    return tuple(found)


def _with(plan: MessagePlan, written: Message) -> MessagePlan:
    waits = tuple(replace(one, message=written) for one in plan.waits)
    return replace(plan, message=written, waits=waits)


def _settle(office: Office, act: Act, plan: MessagePlan) -> None:
    """Write the marks that a message settles."""
    pairs = list(zip(plan.earlier, plan.resolves, strict=True))
    entered = [replace(later, reason="") for earlier, later in pairs if earlier is None]
    amended = [(earlier, later) for earlier, later in pairs if earlier is not None]
    if entered:
        office.register.enter_many(act, entered)
    if amended:
        office.register.amend_many(act, amended)
