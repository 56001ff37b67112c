"""Keep the school's own wording of letters; every version is kept, and each is checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Book
from officeapp.books.letters import shipped
from officeapp.domain.letter_book import LetterWording
from officeapp.domain.letter_facts import FACTS
from officeapp.domain.letters import Template, problems_of
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of a wording, and how a letter in it begins and ends.

    Attributes:
        language: The language as cards have it; empty for English.
        greeting: How the letter begins, before the name; empty for 'Dear'.
        closing: How it ends, above the name of who signs; empty for 'Yours sincerely'.
    """

    language: str = ""
    greeting: str = ""
    closing: str = ""


ENGLISH = Speech()


class BadWordingError(OfficeError):
    """A wording cannot be used as it is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        said = "; ".join(f"{one.field} {one.found!r}: {one.reason}" for one in problems)
        super().__init__(f"The wording was not kept: {said}.")


def wording_problems(template: Template) -> list[Problem]:
    """Return what is wrong with a wording, to be shown while it is typed."""
    return problems_of(template, FACTS)


def keep_wording(
    office: Office,
    kind: str,
    subject: str,
    body: str,
    reply: Sequence[str] = (),
    *,
    speech: Speech = ENGLISH,
) -> LetterWording:
    """Write the school's own wording of a kind of letter, a new version where there is one.

    Raises:
        NoSuchKindError: There is no such kind.
        BadWordingError: It asks for a fact that there is not, or is empty.
        NotAllowedError: The person signed in may not change the wording of letters.
    """
    template = office.letters.template(kind)
    said = replace(template, subject=subject.strip(), body=body.strip(), reply=tuple(reply))
    problems = wording_problems(said)
    if problems:
        raise BadWordingError(problems)
    stands = office.letters.wording(template.kind, speech.language)
    fields: dict[str, Any] = {
        "subject": said.subject,
        "body": said.body,
        "reply": said.reply,
        "greeting": speech.greeting.strip(),
        "closing": speech.closing.strip(),
    }
    with office.writing("letter-wording", Right.CHANGE_WORDING, Book.LETTERS) as act:
        if stands is None:
            new = LetterWording(
                office.new_number(), template.kind, "", "", language=speech.language.strip()
            )
            return office.letters.wordings.enter(act, replace(new, **fields))
        return office.letters.wordings.amend(act, replace(stands, **fields, gone=False))


def drop_wording(office: Office, kind: str, language: str = "") -> None:
    """Go back to the program's wording of a kind of letter; nothing where it holds.

    A wording in another language is taken out: its families have the English one again.

    Raises:
        NoSuchKindError: There is no such kind.
        NotAllowedError: The person signed in may not change the wording of letters.
    """
    stands = office.letters.wording(office.letters.template(kind).kind, language)
    if stands is not None and not stands.gone and stands.kind in shipped():
        with office.writing("letter-wording", Right.CHANGE_WORDING, Book.LETTERS) as act:
            office.letters.wordings.amend(act, replace(stands, gone=True))
