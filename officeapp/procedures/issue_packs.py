"""Enter referral packs in the letter book: planned, drawn, then kept with their papers as one act.

A pack that is issued records the sessions it relies on, so that no other referral relies on them
again. Drawing takes a while; what was written meanwhile is noticed, and nothing is kept then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.letter_book import Letter
from officeapp.domain.pack import EVIDENCE_KIND, KIND, PREFIX, Pack
from officeapp.domain.pack_checks import gaps
from officeapp.domain.pack_gaps import PackGapsError
from officeapp.domain.referral import Purpose
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, session_at
from officeapp.errors import OfficeError
from officeapp.procedures.letter_facts import symbols
from officeapp.procedures.pack_check import check_of
from officeapp.procedures.pack_evidence import marks_at
from officeapp.procedures.pack_found import Referral, find_referral
from officeapp.procedures.referral_pack import referral_packs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office

DrawPack = Callable[[Pack, str], bytes]


class PackChangedError(OfficeError):
    """What a pack rests on was changed while its paper was drawn."""

    def __init__(self, child: str) -> None:
        super().__init__(
            f"Something about {child} was written meanwhile and nothing was issued; look at the "
            "pack again."
        )


@dataclass(frozen=True, slots=True)
class PlannedPacks:
    """Packs that lack nothing, ready to be drawn.

    Attributes:
        pupil: The child.
        why: Why they are sent although something had to be looked at.
        purpose: What is asked of the authority.
        packs: The packs.
        letters: Their entries in the letter book, without their papers.
    """

    pupil: Pupil
    why: str
    purpose: Purpose
    packs: tuple[Pack, ...]
    letters: tuple[Letter, ...]

    @property
    def rests_on(self) -> tuple[object, ...]:
        """Return what is the same as long as nothing was written meanwhile."""
        return (*map(_undated, self.packs), *(replace(one, id=0) for one in self.letters))


def plan_packs(
    office: Office, pupil: Pupil, why: str = "", purpose: Purpose = Purpose.NOTICE
) -> PlannedPacks:
    """Return the packs of a child as they are to be issued; nothing is written.

    Raises:
        PackGapsError: Something is lacking, or nobody said why it is sent all the same.
        NotAllowedError: The person signed in may not refer families.
    """
    office.require(Right.REFER)
    packs = referral_packs(office, pupil, why, purpose)
    lacking = list(dict.fromkeys(gap for pack in packs for gap in pack.gaps))
    if lacking:
        raise PackGapsError(pupil.called, lacking)
    found = find_referral(office, pupil, why, purpose)
    looked = tuple(one.said for one in gaps(check_of(office, found)))
    year = SchoolYear.of(office.today())
    counters = office.letters.next_numbers(PREFIX, year, office.desk, len(packs))
    letters = []
    for pack, counter in zip(packs, counters, strict=True):
        number = office.letters.number(PREFIX, year, counter, office.desk)
        letter = _letter(office, found, pack, number)
        letters.append(replace(letter, counter=counter, looked=looked, why=why.strip()))
    return PlannedPacks(pupil, why, purpose, tuple(packs), tuple(letters))


def keep_packs(
    office: Office, planned: PlannedPacks, papers: Sequence[bytes]
) -> list[tuple[Pack, Letter, bytes]]:
    """Enter packs in the letter book, all as one act, and keep their papers.

    Args:
        office: The office.
        planned: The packs.
        papers: Their papers, in the same order.

    Raises:
        PackChangedError: Something they rest on was written since they were planned.
        PackGapsError: Something is lacking by now.
        NotAllowedError: The person signed in may not refer families.
        NotSavedError: The file could not be written; nothing was.
    """
    now = plan_packs(office, planned.pupil, planned.why, planned.purpose)
    if now.rests_on != planned.rests_on:
        raise PackChangedError(planned.pupil.called)
    made = zip(planned.packs, planned.letters, papers, strict=True)
    with office.writing("issue-pack", Right.REFER, Book.LETTERS) as act:
        written = []
        for pack, letter, paper in made:
            kept = replace(letter, paper=hashlib.sha256(paper).hexdigest())
            written.append((pack, office.letters.sent.enter(act, kept), paper))
            office.letters.keep_paper(kept.paper, paper)
    return written


def issue_packs(
    office: Office,
    pupil: Pupil,
    draw: DrawPack,
    why: str = "",
    purpose: Purpose = Purpose.NOTICE,
) -> list[tuple[Pack, Letter, bytes]]:
    """Plan, draw and keep the packs of a child in one go.

    Args:
        office: The office.
        pupil: The child.
        draw: Draws a pack with its number.
        why: Why it is sent although something had to be looked at.
        purpose: What is asked of the authority.

    Raises:
        PackGapsError: Something is lacking, or nobody said why it is sent all the same.
        NotAllowedError: The person signed in may not refer families.
        NotSavedError: The file could not be written; nothing was.
    """
    planned = plan_packs(office, pupil, why, purpose)
    pairs = zip(planned.packs, planned.letters, strict=True)
    return keep_packs(office, planned, [draw(pack, letter.number) for pack, letter in pairs])


def _undated(pack: Pack) -> Pack:
    """Return a pack without the minute it was made in."""
    certificates = tuple(replace(one, printed="") for one in pack.certificates)
    return replace(pack, printed="", certificates=certificates)


def _letter(office: Office, found: Referral, pack: Pack, number: str) -> Letter:
    moments = [session_at(one) for one in found.relied]
    first = found.looked_at.first
    many = (found.looked_at.last - first).days // 7 * 10 + 10
    rests = tuple(mark.line for mark in marks_at(office, found.pupil, moments))
    line = symbols(office, found.pupil.id, first, many)
    body = (
        f"Referral pack about {pack.child} and {pack.parent_name}, with "
        f"{len(found.relied)} sessions relied on: {pack.fields['sessions_listed']}."
    )
    return Letter(
        office.new_number(),
        found.pupil.id,
        office.today(),
        KIND if found.purpose.is_offence else EVIDENCE_KIND,
        number,
        PREFIX,
        SchoolYear.of(office.today()).begins,
        0,
        f"Referral pack: {pack.child}, {pack.parent_name}",
        body,
        "P",
        pack.head,
        (found.pupil.id,),
        facts=(("parent", str(pack.parent)), *pack.fields.items()),
        rests_on=tuple((one.act, one.n) for one in rests),
        pages=((found.pupil.id, first.isoformat(), line),),
    )
