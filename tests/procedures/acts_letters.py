"""The acts of the letter book for the rights table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_book import What
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session, Span
from officeapp.procedures import (
    certificate,
    issue_letters,
    keep_stationery,
    keep_wording,
    ladder_texts,
    pencil_letters,
)
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.letter_facts import Gathering
from tests.builders import take

FRIDAY = dt.date(2026, 11, 20)  # today

#: The columns are those of `acts.TABLE`.
TABLE = """
issue_letters: one                  W W W W W W - - -
issue_letters: many                 - W W W - - - - -
hold_letter                         W W W W W W - - -
note_letters                        W W W W W W - - -
take_back_note                      W W W W W W - - -
pencil_letters                      W W W W W W - - -
wipe_pencil                         W W W W W W - - -
prepare_ladder_texts                - W W W - - - - -
keep_stationery                     - W - W - - - - -
keep_wording                        - W - W - - - - -
drop_wording                        - W - W - - - - -
issue_certificate                   - - - W - - - - -
"""


def _paper(papers, head):
    del papers, head
    return b"paper"


def _drafts(world, choice=Choice.SEND):
    made = []
    for pupil in world.a_class()[1][:2]:
        contact = Contact(ContactId(0), "Ms", "Roe", "Dana", address="1 Mill Lane")
        tie = Tie(0, pupil.id, ContactId(0), "mother", parental_responsibility=True)
        add_contact(world.office, contact, tie)
        draft = draft_letter(
            world.office, Wanted("concern"), pupil, Gathering(world.office, FRIDAY)
        )
        made.append(replace(draft, looked=Looked(choice, "spoken with them")))
    return made


def _issue(world, many):
    return partial(issue_letters.issue_letters, world.office, _drafts(world)[:many], _paper)


def _note(world):
    letters = _issue(world, 1)()
    return partial(issue_letters.note_letters, world.office, letters, What.PRINTED)


def _take_back(world):
    [note] = _note(world)()
    return partial(issue_letters.take_back_note, world.office, note, "it went by post")


def _text(world):
    pupil = world.a_class()[1][0]
    phones = ("07700 900123",)
    contact = Contact(ContactId(0), "Ms", "Roe", "Dana", phones)
    tie = Tie(0, pupil.id, ContactId(0), "mother", parental_responsibility=True)
    add_contact(world.office, contact, tie)
    texts = [ladder_texts.LadderText(pupil, "text-90", "away")]
    plan = ladder_texts.plan_ladder_texts(world.office, texts, "Hello")
    path = world.office.path.with_suffix(".csv")
    return partial(ladder_texts.prepare_ladder_texts, world.office, texts, plan, path)


def _drop(world):
    keep_wording.keep_wording(world.office, "concern", "Hello", "About {child}.")
    return partial(keep_wording.drop_wording, world.office, "concern")


def _certify(world):
    oak, pupils = world.a_class()
    take(world.office, oak, FRIDAY, Session.AM, "/" * len(pupils))
    take(world.office, oak, FRIDAY, Session.PM, "\\" * len(pupils))
    found = certificate.certificate(world.office, pupils[0], Span(FRIDAY, FRIDAY))
    return partial(certificate.issue_certificate, world.office, found, lambda *_: b"paper")


ACTS = {
    "issue_letters: one": lambda w: _issue(w, 1),
    "issue_letters: many": lambda w: _issue(w, 2),
    "hold_letter": lambda w: partial(
        issue_letters.hold_letter, w.office, _drafts(w, Choice.HOLD)[0]
    ),
    "note_letters": _note,
    "take_back_note": _take_back,
    "pencil_letters": lambda w: partial(pencil_letters.pencil_letters, w.office, _drafts(w)),
    "wipe_pencil": lambda w: partial(pencil_letters.wipe_pencil, w.office, _drafts(w)),
    "prepare_ladder_texts": _text,
    "keep_stationery": lambda w: partial(
        keep_stationery.keep_stationery,
        w.office,
        replace(w.office.letters.stationery(), siblings=True),
    ),
    "keep_wording": lambda w: partial(
        keep_wording.keep_wording, w.office, "concern", "Hello", "About {child}."
    ),
    "drop_wording": _drop,
    "issue_certificate": _certify,
}
