"""The saves of the letter book, for the proofs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_book import What
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Span
from officeapp.procedures.certificate import certificate, issue_certificate
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.issue_letters import hold_letter, issue_letters
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.keep_stationery import keep_stationery
from officeapp.procedures.keep_wording import keep_wording
from officeapp.procedures.ladder_texts import (
    LadderText,
    plan_ladder_texts,
    prepare_ladder_texts,
)
from officeapp.procedures.letter_facts import Gathering
from tests.proofs.saves import LAST, _pupil
from tests.proofs.small_school import FIRST_DAY

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.draft_letters import Draft
    from tests.proofs.saves import Save

LETTERED = "Lettered"
TYPED = {
    "plan_day": "today",
    "plan_lead": "Ms Roe",
    "plan_support": "A call.",
    "plan_review": "May",
}


def make_ready(office: Office) -> None:
    """Give the pupil a parent who can be written to."""
    phones = ("07700 900123",)
    contact = Contact(ContactId(0), "Ms", LETTERED, "Dana", phones, address="1 Mill Lane")
    tie = Tie(0, _pupil(office).id, ContactId(0), "mother", parental_responsibility=True)
    add_contact(office, contact, tie)


def _draft(office: Office, choice: Choice) -> Draft:
    pupil = _pupil(office)
    wanted = Wanted("contract", {**TYPED, "plan_targets": "In by nine."})
    draft = draft_letter(office, wanted, pupil, Gathering(office, LAST))
    return replace(draft, looked=Looked(choice, "spoken with them"))


def _issue(office: Office) -> None:
    issue_letters(office, [_draft(office, Choice.SEND)], lambda papers, _: repr(papers).encode())


def _hold(office: Office) -> None:
    note = hold_letter(office, _draft(office, Choice.HOLD))
    assert note.what is What.HELD


def _word(office: Office) -> None:
    keep_wording(office, "concern", "Hello", "About {child}.")


def _stationery(office: Office) -> None:
    stands = office.letters.stationery()
    keep_stationery(office, replace(stands, siblings=not stands.siblings))


def _text(office: Office) -> None:
    pupil = _pupil(office)
    texts = [LadderText(pupil, "text-90", "away")]
    plan = plan_ladder_texts(office, texts, "Hello")
    prepare_ladder_texts(office, texts, plan, office.path.with_suffix(".csv"))


def _certify(office: Office) -> None:
    pupil = _pupil(office)
    found = certificate(office, pupil, Span(FIRST_DAY, FIRST_DAY))
    issue_certificate(office, found, lambda *said: repr(said[0].said).encode())


SAVES: dict[str, Save] = {
    "issue-certificate": _certify,
    "issue-letters": _issue,
    "note-letters": _hold,
    "letter-wording": _word,
    "stationery": _stationery,
    "ladder-texts": _text,
}
