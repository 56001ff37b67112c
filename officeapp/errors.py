"""Refusals: what the program will not do, said in the clerk's words.

A refusal is an exception whose message is a full sentence and says what to do. Anything else
that is raised is a fault of the program and goes to the crash dialog.
"""

from __future__ import annotations

from dataclasses import dataclass


class OfficeError(Exception):
    """An act was refused; the message says why and what to do."""


class UnreadableFileError(OfficeError):
    """A file as a whole cannot be opened or read safely; nothing was written."""


class NotAllowedError(OfficeError):
    """The person signed in may not do this."""


class NotFoundError(OfficeError):
    """What was named is not in the school's books."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of what was read; the rest goes on.

    Attributes:
        where: A line number, or a pupil's name and UPN.
        field: The heading or field it is about.
        found: What stands there.
        reason: What is wrong and what is accepted, as a sentence.
    """

    where: str
    field: str
    found: str
    reason: str
