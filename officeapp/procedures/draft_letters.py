"""Draft letters: who gets which letter, what it says, and why somebody must look at it first.

Nothing is written here; `issue_letters` sends what was drafted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.domain.conscience import Choice, Doubt, Looked, doubts_of
from officeapp.domain.letter_book import next_in_series
from officeapp.domain.letter_facts import FactSheet
from officeapp.domain.letter_paper import DRAFT, Letterhead, LetterPaper
from officeapp.domain.letters import Template, Text, fill, missing_for
from officeapp.domain.policy_parts import Way
from officeapp.domain.recipients import Addressed, addressed
from officeapp.domain.roll import Pupil
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.domain.stationery import logo_of
from officeapp.errors import OfficeError
from officeapp.procedures.letter_doubts import EVIDENCE, circumstances
from officeapp.procedures.letter_facts import Gathering, facts_for
from officeapp.procedures.letter_facts_beside import LEAVE_LETTERS, kind_of_answer

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.record import PupilId

A_YEAR = dt.timedelta(days=366)


class EvidenceNotAskedError(OfficeError):
    """Evidence was to be asked for where the policy asks for none."""

    def __init__(self) -> None:
        super().__init__(
            "The school's policy asks families for no evidence of illness; "
            "write another letter, or change the policy under School."
        )


class NotAdaptedError(OfficeError):
    """A letter was to be adapted of which there is no gentler kind."""

    def __init__(self, template: Template) -> None:
        super().__init__(
            f"There is no adapted wording of '{template.name}'; change its text for this family, "
            "or hold it back."
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What letters are wanted.

    Attributes:
        kind: The kind, by our name or the policy's.
        typed: What a person typed for them: facts by name.
        by_household: Whether parents at one address share a copy, where the kind lets them.
        step: The step of the policy they are sent for; empty for none.
        english: Whether it is in English whatever the family's card asks for.
    """

    kind: str
    typed: Mapping[str, str] = field(default_factory=dict)
    by_household: bool = False
    step: str = ""
    english: bool = False


@dataclass(frozen=True, slots=True)
class OfChild:
    """A brother or sister who stands on the same letter.

    Attributes:
        pupil: The child.
        sheet: What is known for the letter.
    """

    pupil: Pupil
    sheet: FactSheet


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is being written.

    Attributes:
        template: Its kind, in the words it will have.
        pupil: Whom it is about.
        day: The date on it.
        sheet: What is known for it.
        to: Who gets a copy and who does not.
        doubts: Why somebody must look before it prints.
        signed_by: Name and post under it.
        large: Whether it is set in large print.
        by_household: Whether a household shares a copy.
        looked: That somebody looked, and what they decided; None while nobody has.
        mends: The letter it puts right; 0 for none.
        step: The step of the policy it is sent for; empty for none.
        others: The brothers and sisters who stand on it with the pupil.
        wanted: What was wanted, with what was typed for it.
    """

    template: Template
    pupil: Pupil
    day: dt.date
    sheet: FactSheet
    to: Addressed
    doubts: tuple[Doubt, ...]
    signed_by: str
    large: bool = False
    by_household: bool = False
    looked: Looked | None = None
    mends: int = 0
    step: str = ""
    others: tuple[OfChild, ...] = ()
    wanted: Wanted = field(default_factory=lambda: Wanted(""))

    @property
    def children(self) -> tuple[OfChild, ...]:
        """Return everybody it is about."""
        return OfChild(self.pupil, self.sheet), *self.others

    @property
    def text(self) -> Text:
        """Return its text.

        Raises:
            MissingFactError: Something it says is not known.
        """
        return fill(self.template, self.sheet.facts, self._facts)

    @property
    def missing(self) -> list[str]:
        """Return the facts it asks for that are not known."""
        return missing_for(self.template, self.sheet.facts, self._facts)

    @property
    def _facts(self) -> list[Mapping[str, str]]:
        return [one.sheet.facts for one in self.children]

    @property
    def is_held(self) -> bool:
        """Say whether somebody looked and held it back."""
        return self.looked is not None and self.looked.choice is Choice.HOLD

    @property
    def is_ready(self) -> bool:
        """Say whether it can be sent as it is."""
        unseen = bool(self.doubts) and self.looked is None
        unseen = unseen or Doubt.CLASH in self.doubts  # no look decides what desks disagree on
        return not (unseen or self.is_held or self.missing) and bool(self.to.to)


def draft_letter(office: Office, wanted: Wanted, pupil: Pupil, given: Gathering) -> Draft:
    """Return the letter a family would get.

    Args:
        office: The office.
        wanted: What is wanted.
        pupil: The child.
        given: The date, and what a batch shares.

    Raises:
        NoSuchKindError: There is no such kind of letter.
        SeriesAtEndError: The last of its series was sent this school year.
        EvidenceNotAskedError: The policy asks for no evidence.
    """
    template = _kind_for(office, wanted.kind, pupil, given)
    _require_evidence_asked(office, template, given.day)
    card = office.cases.card(pupil.id)
    if not wanted.english:
        template = office.letters.in_language(template, card.language)
    together = wanted.by_household and not template.to_each
    to = addressed(office.contacts.of(pupil.id), by_household=together, goes_to=template.goes_to)
    sheet = facts_for(given, template, pupil, wanted.typed)
    return Draft(
        template,
        pupil,
        given.day,
        sheet,
        to,
        doubts_of(circumstances(given, template, pupil, sheet, to), given.day),
        signed_by(office, template, given.day),
        large=card.large_print,
        by_household=together,
        mends=given.mends.id if given.mends else 0,
        step=wanted.step,
        wanted=wanted,
    )


def looked_at(office: Office, draft: Draft, looked: Looked, given: Gathering) -> Draft:
    """Return a draft after a person looked at it: as it was, adapted, or held back.

    Raises:
        NotAdaptedError: There is no adapted wording of its kind.
    """
    if looked.choice is not Choice.ADAPT:
        return replace(draft, looked=looked)
    if not draft.template.adapted:
        raise NotAdaptedError(draft.template)
    template = office.letters.template(draft.template.adapted)
    template = office.letters.in_language(template, draft.template.language)
    sheet = facts_for(given, template, draft.pupil)
    return replace(draft, template=template, sheet=sheet, looked=looked)


def with_typed(draft: Draft, typed: Mapping[str, str]) -> Draft:
    """Return a draft with what was typed for it; it stands before what is known."""
    said = {name: words for name, words in typed.items() if words.strip()}
    if not said:
        return draft
    wanted = replace(draft.wanted, typed={**draft.wanted.typed, **said})
    sheet = replace(draft.sheet, facts={**draft.sheet.facts, **said})
    return replace(draft, sheet=sheet, wanted=wanted)


def reworded(draft: Draft, subject: str, body: str) -> Draft:
    """Return a draft whose text was changed for this letter only."""
    return replace(draft, template=replace(draft.template, subject=subject, body=body))


def papers(draft: Draft, number: str = "", mark: str = DRAFT) -> list[LetterPaper]:
    """Return a draft's copies as they would be printed.

    Raises:
        MissingFactError: Something it says is not known.
    """
    return [
        LetterPaper(
            number,
            letter_date(draft.day),
            one,
            draft.text,
            () if draft.others else draft.sheet.sum,
            draft.signed_by,
            "; ".join(map(_about, draft.children)),
            mark,
            draft.large,
            draft.template.greeting,
            draft.template.closing,
        )
        for one in draft.to.to
    ]


def _about(child: OfChild) -> str:
    """Return whom a slip is about: the child and the class."""
    return f"{child.pupil.called}, {child.sheet.facts['class_name']}".rstrip(", ")


def letterhead(office: Office) -> Letterhead:
    """Return what stands at the head of the school's letters."""
    card = office.school.card()
    address = ", ".join(line.strip() for line in card.address.splitlines() if line.strip())
    below = " · ".join(part for part in (address, card.phone) if part)
    stationery = office.letters.stationery()
    return Letterhead(card.name, below, logo_of(stationery), stationery.window_top)


def letter_date(day: dt.date) -> str:
    """Return a date as a letter has it: '18 November 2026'."""
    return f"{day.day} {day:%B %Y}"


def signed_by(office: Office, template: Template, day: dt.date) -> str:
    """Return name and post of who signs a kind of letter."""
    heads = [one for one in office.staff.people() if one.role is Role.HEAD and one.in_post(day)]
    mine = [one for one in heads if one.post.casefold() == template.signed_by.casefold()]
    signers = mine or heads or ([office.person] if office.person else [])
    return f"{signers[0].name}, {signers[0].post}" if signers else template.signed_by


def _kind_for(office: Office, kind: str, pupil: Pupil, given: Gathering) -> Template:
    template = office.letters.template(kind)
    if kind not in office.letters.templates() and template.kind in LEAVE_LETTERS.values():
        template = office.letters.template(kind_of_answer(given, pupil))
    had = had_lately(office, pupil.id, given.day)
    known = office.letters.templates().values()
    return next_in_series(template, known, had, SchoolYear.of(given.day).begins)


def had_lately(office: Office, pupil: PupilId, day: dt.date) -> list[Letter]:
    """Return the letters about a child in the year before a day, oldest first."""
    return office.letters.sent.of(pupil, Span(day - A_YEAR, day))


def _require_evidence_asked(office: Office, template: Template, day: dt.date) -> None:
    steps = (step for ladder in office.policy.on(day).ladders for step in ladder.steps)
    if template.kind == EVIDENCE and not any(step.way is Way.EVIDENCE for step in steps):
        raise EvidenceNotAskedError
