"""Keep the letters somebody is writing, and take them up again after a lock or the next morning.

What was typed and decided is kept, in pencil and for its writer alone; the facts are read anew.
What was decided stands only where there is nothing more to look at than there was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.conscience import Choice, Doubt, Looked
from officeapp.domain.letter_pencil import PencilledLetter
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.draft_letters import Wanted, draft_letter, looked_at, reworded
from officeapp.procedures.flag_letters import changes_under, changes_words
from officeapp.procedures.join_letters import join_siblings
from officeapp.procedures.letter_facts import Gathering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.procedures.draft_letters import Draft


def pencil_letters(office: Office, drafts: Sequence[Draft], places: Sequence[int] = ()) -> None:
    """Keep letters as they are being written, for whoever is signed in.

    Args:
        office: The office.
        drafts: The letters.
        places: The place of each among all that its writer has begun; as they come if not given.

    Raises:
        NotAllowedError: The person signed in may not write letters.
        NotSavedError: The file could not be written; what was kept before stands.
    """
    person = office.require(Right.WRITE_LETTER)
    placed = zip(drafts, places or range(len(drafts)), strict=True)
    kept = [replace(pencilled(office, one), place=place) for one, place in placed]
    office.letter_pencil.keep(person.id, kept)


def wipe_pencil(office: Office, drafts: Sequence[Draft]) -> None:
    """Rub out letters that are issued, held back or thrown away.

    Raises:
        NotAllowedError: The person signed in may not write letters.
        NotSavedError: The file could not be written; they are still there.
    """
    person = office.require(Right.WRITE_LETTER)
    office.letter_pencil.wipe(person.id, [PencilledLetter(*_key(one)) for one in drafts])


def pencilled_letters(office: Office) -> tuple[list[Draft], list[str]]:
    """Return the letters the person signed in is writing, and why others are not any more."""
    drafts: list[Draft] = []
    refusals: dict[str, None] = {}
    if office.person is None:
        return drafts, []
    given = Gathering(office, office.today())
    for one in office.letter_pencil.of(office.person.id):
        try:
            drafts += taken_up(office, one, given)
        except OfficeError as refusal:
            refusals[str(refusal)] = None
    return drafts, list(refusals)


def _key(draft: Draft) -> tuple[tuple[PupilId, ...], str, str, int]:
    children = tuple(one.pupil.id for one in draft.children)
    return children, draft.template.prefix, draft.wanted.kind, draft.mends


def pencilled(office: Office, draft: Draft, *, decided: bool = True) -> PencilledLetter:
    """Return what is kept of a draft, with or without what was decided about it."""
    children, prefix, kind, mends = _key(draft)
    wanted, looked = draft.wanted, draft.looked if decided else None
    whole = office.letters.in_language(
        office.letters.template(draft.template.kind), draft.template.language
    )
    own = (draft.template.subject, draft.template.body)
    subject, body = own if own != (whole.subject, whole.body) else ("", "")
    return PencilledLetter(
        children,
        prefix,
        kind,
        mends,
        0,
        wanted.typed,
        subject,
        body,
        draft.by_household,
        wanted.step,
        wanted.english,
        looked.choice.value if looked else "",
        looked.why if looked else "",
        tuple(doubt.value for doubt in draft.doubts) if looked else (),
        draft.template.kind,
    )


def taken_up(office: Office, kept: PencilledLetter, given: Gathering) -> list[Draft]:
    """Return a letter with the facts of today and what was typed; several where nothing joins them.

    Raises:
        OfficeError: It cannot be written any more.
    """
    if kept.mends:
        letter = office.letters.sent.entry(kept.mends)
        said = changes_words(office, changes_under(office, letter))
        given = Gathering(office, given.day, mends=letter, changes=said)
    wanted = Wanted(kept.kind, kept.typed, kept.by_household, kept.step, kept.english)
    drafts = [
        draft_letter(office, wanted, office.roll.pupil(child), given) for child in kept.children
    ]
    if len(drafts) > 1:
        drafts = join_siblings(office, drafts)
    return [_as_decided(office, draft, kept, given) for draft in drafts]


def _as_decided(office: Office, draft: Draft, kept: PencilledLetter, given: Gathering) -> Draft:
    """Return a draft with the decision and the wording that were kept, where they still fit it."""
    seen = set(map(Doubt, kept.doubts))
    if kept.choice and set(draft.doubts) <= seen:
        draft = looked_at(office, draft, Looked(Choice(kept.choice), kept.why), given)
    is_same = draft.template.kind == kept.shown
    return reworded(draft, kept.subject, kept.body) if kept.body and is_same else draft
