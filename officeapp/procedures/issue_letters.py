"""Issue letters: numbered, kept as sent, the next in a series; note what was done with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.conscience import Choice, NotLookedError
from officeapp.domain.letter_book import (
    Letter,
    LetterNote,
    What,
    copies_of,
    next_in_series,
)
from officeapp.domain.letter_paper import Letterhead, LetterPaper
from officeapp.domain.letters import Formality
from officeapp.domain.recipients import Addressed, addressed
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.draft_letters import (
    had_lately,
    letterhead,
    papers,
)
from officeapp.procedures.fresh_letters import is_stale
from officeapp.procedures.in_dispute import require_letter_settled
from officeapp.procedures.pencil_letters import wipe_pencil

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.procedures.draft_letters import Draft, OfChild

Draw = Callable[[Sequence[LetterPaper], Letterhead], bytes]


class NobodyToSendError(OfficeError):
    """A letter has nobody it may go to."""

    def __init__(self, draft: Draft) -> None:
        why = "; ".join(f"{one.name}: {one.why.value}" for one in draft.to.stopped)
        super().__init__(
            f"Nobody may be sent the letter about {draft.pupil.called}"
            f"{f' ({why})' if why else ': no parent with responsibility is on the card'}. "
            "Mend the contacts under Pupils, or hand the letter over."
        )


class RecipientsChangedError(OfficeError):
    """Who gets a letter changed after it was drafted."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"An address, or who may be written to about {draft.pupil.called}, changed meanwhile; "
            "look at the letter again."
        )


class RegisterChangedError(OfficeError):
    """A mark under a letter changed after it was drafted."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"The register of {draft.pupil.called} changed after the letter was drafted; "
            "draft it again, and look at what it says now."
        )


class SentMeanwhileError(OfficeError):
    """A letter of a series was sent after it was drafted."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"'{draft.template.name}' about {draft.pupil.called} was sent meanwhile; "
            "draft the next of its series."
        )


def issue_letters(office: Office, drafts: Sequence[Draft], draw: Draw) -> list[Letter]:
    """Enter letters in the letter book as they are sent, as one act.

    Args:
        office: The office.
        drafts: The letters; those with something to be looked at were looked at.
        draw: Draws the paper of a formal letter, which is kept.

    Returns:
        The letters in the same order, each with its number.

    Raises:
        NotLookedError: Nobody looked at one that must be looked at, or it is held back.
        NobodyToSendError: One has nobody it may go to.
        InDisputeError: Two desks disagree on something one rests on.
        RecipientsChangedError: Who gets one changed since it was drafted.
        RegisterChangedError: A mark under one changed since it was drafted.
        SentMeanwhileError: One of a series was sent since.
        MissingFactError: Something one says is not known.
        NotAllowedError: The person signed in may not write letters, or not many at once.
        NotSavedError: The file could not be written; nothing was.
    """
    right = Right.WRITE_LETTER if len(drafts) == 1 else Right.WRITE_LETTERS
    office.require(right)
    for draft in drafts:
        _require_fit(office, draft)
    letters = _numbered(office, drafts)
    kept: dict[str, bytes] = {}
    for place, (draft, letter) in enumerate(zip(drafts, letters, strict=True)):
        if draft.template.formality is Formality.FORMAL:
            paper = draw(papers(draft, letter.number, mark=""), letterhead(office))
            letters[place] = replace(letter, paper=hashlib.sha256(paper).hexdigest())
            kept[letters[place].paper] = paper
    books = [Book.LETTERS, *([Book.CASES] if any(one.step or one.mends for one in drafts) else [])]
    with office.writing("issue-letters", right, *books) as act:
        written = [office.letters.sent.enter(act, letter) for letter in letters]
        for digest, paper in kept.items():
            office.letters.keep_paper(digest, paper)
        for draft, letter in zip(drafts, written, strict=True):
            _take_steps(office, act, draft, letter)
        wipe_pencil(office, drafts)
    return written


def hold_letter(office: Office, draft: Draft) -> LetterNote:
    """Note that a letter is held back, and why.

    Raises:
        NoReasonError: It is not said why.
        NotAllowedError: The person signed in may not write letters.
    """
    if draft.looked is None or not draft.looked.why.strip():
        raise NoReasonError
    note = LetterNote(
        office.new_number(),
        draft.pupil.id,
        draft.day,
        What.HELD,
        kind=draft.template.kind,
        words=draft.looked.why.strip(),
    )
    with office.writing("note-letters", Right.WRITE_LETTER, Book.LETTERS) as act:
        return office.letters.notes.enter(act, note)


def note_letters(
    office: Office, letters: Sequence[Letter], what: What, words: str = ""
) -> list[LetterNote]:
    """Note what was done with letters: printed, copied, posted, handed over.

    Raises:
        NotAllowedError: The person signed in may not write letters.
        NotSavedError: The file could not be written.
    """
    notes = [
        LetterNote(office.new_number(), one.pupil, office.today(), what, one.id, words=words)
        for one in letters
    ]
    with office.writing("note-letters", Right.WRITE_LETTER, Book.LETTERS) as act:
        return [office.letters.notes.enter(act, note) for note in notes]


def take_back_note(office: Office, note: LetterNote, why: str) -> LetterNote:
    """Take back what was noted of a letter by mistake; the note and why stay readable.

    Raises:
        NoReasonError: It is not said why.
        ChangedMeanwhileError: Somebody changed the note meanwhile.
        NotAllowedError: The person signed in may not write letters.
    """
    if not why.strip():
        raise NoReasonError
    with office.writing("note-letters", Right.WRITE_LETTER, Book.LETTERS) as act:
        return office.letters.notes.amend(act, replace(note, gone=True, correction=why.strip()))


def _require_fit(office: Office, draft: Draft) -> None:
    """Refuse a draft that must not be sent as it is."""
    if not draft.to.to:
        raise NobodyToSendError(draft)
    looked = draft.looked
    unseen = bool(draft.doubts) and (looked is None or not looked.why.strip())
    if unseen or (looked is not None and looked.choice is Choice.HOLD):
        raise NotLookedError(draft.pupil.called, [doubt.value for doubt in draft.doubts])
    require_letter_settled(office, draft)
    if any(draft.to != _recipients_now(office, one, draft) for one in draft.children):
        raise RecipientsChangedError(draft)
    if is_stale(office, draft):
        raise RegisterChangedError(draft)
    year = SchoolYear.of(draft.day).begins
    had = had_lately(office, draft.pupil.id, draft.day)
    known = office.letters.templates().values()
    if next_in_series(draft.template, known, had, year).kind != draft.template.kind:
        raise SentMeanwhileError(draft)


def _recipients_now(office: Office, child: OfChild, draft: Draft) -> Addressed:
    adults = office.contacts.of(child.pupil.id)
    return addressed(adults, by_household=draft.by_household, goes_to=draft.template.goes_to)


def _numbered(office: Office, drafts: Sequence[Draft]) -> list[Letter]:
    """Return drafts as letters, each with the next number of its prefix and school year."""
    counts: dict[tuple[str, SchoolYear], int] = {}
    found = []
    for draft in drafts:
        year = SchoolYear.of(draft.day)
        key = draft.template.prefix, year
        if key not in counts:
            [counts[key]] = office.letters.next_numbers(*key, office.desk, 1)
        found.append(_letter(office, draft, year, counts[key]))
        counts[key] += 1
    return found


def _letter(office: Office, draft: Draft, year: SchoolYear, counter: int) -> Letter:
    template, text = draft.template, draft.text
    cards = office.contacts.contacts()
    told = template if template.language else None
    pages = [(one.pupil.id, one.sheet.page) for one in draft.children]
    return Letter(
        office.new_number(),
        draft.pupil.id,
        draft.day,
        template.kind,
        office.letters.number(template.prefix, year, counter, office.desk),
        template.prefix,
        year.begins,
        counter,
        text.subject,
        text.body,
        text.shape,
        draft.signed_by,
        tuple(one.pupil.id for one in draft.children),
        template.series,
        template.step,
        copies_of([(who, cards[who].line) for who in one.contacts] for one in draft.to.to),
        tuple((one.name, one.why.value) for one in draft.to.stopped),
        text.reply,
        () if draft.others else draft.sheet.sum,
        tuple(_facts_of(draft)),
        tuple((line.act, line.n) for one in draft.children for line in one.sheet.rests_on),
        tuple((pupil, page[0].isoformat(), page[1]) for pupil, page in pages if page),
        tuple(doubt.value for doubt in draft.doubts),
        draft.looked.why.strip() if draft.looked else "",
        draft.large,
        mends=draft.mends,
        step_taken=draft.step,
        language=template.language,
        greeting=told.greeting if told else "",
        closing=told.closing if told else "",
    )


def _facts_of(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the facts in a letter; where it is about several children, with whose they are."""
    template = draft.template
    for name in template.asks_of_all:
        yield name, draft.sheet.facts[name]
    for child in draft.children:
        whose = f"{child.pupil.called}: " if draft.others else ""
        for name in template.asks_of_each:
            yield f"{whose}{name}", child.sheet.facts[name]


def _take_steps(office: Office, act: Act, draft: Draft, letter: Letter) -> None:
    """Note the step of the policy a letter is, or take back the step of the letter it mends."""
    steps = office.cases.steps
    if draft.step:
        taken = StepTaken(
            office.new_number(),
            letter.pupil,
            letter.day,
            draft.step,
            StepState.DONE,
            evidence=_evidence(letter),
        )
        steps.enter(act, taken)
    if draft.mends:
        wrong = office.letters.sent.entry(draft.mends)
        for one in steps.of(letter.pupil, Span(wrong.day, letter.day)):
            if one.evidence == _evidence(wrong):
                why = f"letter {letter.number} put it right"
                steps.amend(act, replace(one, gone=True, correction=why))


def _evidence(letter: Letter) -> str:
    """Return what shows that a step was taken by a letter."""
    return f"letter {letter.number}"
