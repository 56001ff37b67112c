"""A child's attendance case and letters, for the child's record.

Safeguarding notes, and that they were opened, are never part of it: the record says of every child
that such notes, if there are any, are decided on apart, so that nobody can tell whether there are.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from officeapp.domain.cases import CaseCard
from officeapp.domain.letters import FIGURES
from officeapp.domain.notice_ledger import notice_said
from officeapp.domain.printed import Section
from officeapp.domain.school_year import long_day
from officeapp.procedures.desk_record import HEADINGS, WIDTHS, day_and_time, entry_rows
from officeapp.procedures.preview import differences
from officeapp.procedures.timeline_case import meeting_said, note_said, plan_said, referral_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.cases import (
        CaseNote,
        Meeting,
        Plan,
        PlanTarget,
        Referral,
        StepTaken,
    )
    from officeapp.domain.letter_book import Letter, LetterNote
    from officeapp.domain.notice_ledger import PenaltyNotice
    from officeapp.domain.record import PupilId, Signature

    Text = Callable[[str], str]
    Said = Callable[[Office, Any], tuple[str, tuple[str, ...]]]


def case_section(office: Office, pupil: PupilId, text: Text) -> Section:
    """Return everything written in a child's case; safeguarding notes are no part of it.

    Args:
        office: The office.
        pupil: The child.
        text: Leaves out what may not be printed in this child's record.
    """
    cases = office.cases
    books: tuple[tuple[list[tuple[Any, Signature]], Said], ...] = (
        (cases.meetings.signed_of(pupil), _meeting),
        (cases.plans.signed_of(pupil), _plan),
        (cases.targets.signed_of(pupil), _target),
        (cases.notes.signed_of(pupil), _note),
        (cases.referrals.signed_of(pupil), _referral),
        (cases.steps.signed_of(pupil), _step),
        (cases.notices.signed_of(pupil), _notice),
    )
    rows = list(_card(office, pupil, text))
    for versions, said in books:
        rows += entry_rows(office, versions, said, text)
    return Section("Attendance case", HEADINGS, rows, WIDTHS)


def letter_section(office: Office, pupil: PupilId, text: Text) -> Section:
    """Return the letters about a child, word by word, and what was done with them."""
    called = office.roll.pupil(pupil).called
    sent = [(one.only_of(pupil, called), by) for one, by in office.letters.sent.signed_of(pupil)]
    rows = entry_rows(office, sent, _letter, text)
    rows += entry_rows(office, office.letters.notes.signed_of(pupil), _done, text)
    return Section("Letters", HEADINGS, rows, WIDTHS)


def _card(office: Office, pupil: PupilId, text: Text) -> Iterator[tuple[str, ...]]:
    versions = office.cases.cards.versions(pupil)
    cards = [CaseCard(pupil), *(card for card, _ in versions)]
    for (before, after), (_, by) in zip(itertools.pairwise(cards), versions, strict=True):
        for one in differences(0, "", before, after):
            who = f"{by.name}, {by.post}"
            day = day_and_time(by.at.date(), by.at.time())
            yield day, one.field, text(one.new) or "none", "", who


def _meeting(_office: Office, one: Meeting) -> tuple[str, tuple[str, ...]]:
    return "meeting", (meeting_said(one),)


def _plan(_office: Office, one: Plan) -> tuple[str, tuple[str, ...]]:
    return "plan", (
        plan_said(one, []),
        one.lead and f"led by {one.lead}",
        one.school_signed and f"signed for the school by {one.school_signed}",
        one.parent_signed and f"signed by {one.parent_signed}",
    )


def _target(_office: Office, one: PlanTarget) -> tuple[str, tuple[str, ...]]:
    due = f"until {long_day(one.due)}" if one.due else ""
    return "target", (one.words, one.owner, due, one.met and f"met: {one.met}")


def _note(_office: Office, one: CaseNote) -> tuple[str, tuple[str, ...]]:
    return one.kind, (note_said(one),)


def _referral(_office: Office, one: Referral) -> tuple[str, tuple[str, ...]]:
    return "referral", (referral_said(one),)


def _step(_office: Office, one: StepTaken) -> tuple[str, tuple[str, ...]]:
    return f"step {one.state}", (one.step, one.evidence, one.why)


def _notice(office: Office, one: PenaltyNotice) -> tuple[str, tuple[str, ...]]:
    known = office.contacts.contacts()
    parent = known[one.parent].called if one.parent in known else "a parent"
    return "penalty notice", (notice_said(one, parent), ", ".join(one.sessions))


def _letter(office: Office, one: Letter) -> tuple[str, tuple[str, ...]]:
    """Return a letter as it was sent; what kept somebody from a copy protects that person."""
    known = office.contacts.contacts()
    names = [known[contact].called for contact in one.contacts if contact in known]
    figures = "; ".join(f"{words}: {value}" for words, value in one.figures)
    body = [figures if part == FIGURES else part for part in one.body.split("\n\n")]
    to = f"to {', '.join(names)}" if names else ""
    return f"letter {one.number}", (one.subject, to, *body, *one.reply, one.signed_by, one.why)


def _done(_office: Office, one: LetterNote) -> tuple[str, tuple[str, ...]]:
    return f"letter {one.what.words}", (one.words,)
