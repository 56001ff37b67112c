"""Texts that the policy asks for: to parents with responsibility, the file first, then one act.

Seen red with a text to whoever is first on the card, and with one to a bereaved family.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace

import pytest

from officeapp.domain.cases import CaseCard
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.exchange.table_files import CannotWriteError
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.ladder_texts import (
    NoLadderTextError,
    ladder_texts,
    plan_ladder_texts,
    prepare_ladder_texts,
    usual_ladder_words,
)
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.suggest_letters import suggestions
from tests.conftest import MONDAY
from tests.letter_builders import a_family_class, a_parent, draw

START = dt.date(2026, 9, 1)


@pytest.fixture
def reached(office):
    """Return a child away so much that the policy asks for a text, and one who was here."""
    choose_profile(office, "dunkirk", MONDAY - dt.timedelta(days=40))
    away, here = a_family_class(office, codes="O/", weeks=4)
    a_parent(office, away, "Kim", phones=("07700 900123",))
    friend = Contact(ContactId(0), "Ms", "Friend", "Fay", ("07700 900999",))
    add_contact(office, friend, Tie(0, away.id, ContactId(0), "childminder", 1))
    return away, here


def planned(office, words="About {names}."):
    texts = [one for one in ladder_texts(office) if one.step == "text-90"]
    return texts, plan_ladder_texts(office, texts, words)


def test_a_parent_with_responsibility_is_texted_and_nobody_else(office, reached, tmp_path):
    """Planted: `plan_ladder_texts` with every contact of the card: red."""
    texts, plan = planned(office)
    prepare_ladder_texts(office, texts, plan, tmp_path / "texts.csv")
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert rows == [["07700900123", reached[0].forename, "Ms Kim Roe", "About Zara."]]


def test_the_step_is_taken_so_that_nobody_is_texted_twice(office, reached, tmp_path):
    texts, plan = planned(office)
    assert "concern-90" not in [one.template.kind for one in suggestions(office)]
    [step] = prepare_ladder_texts(office, texts, plan, tmp_path / "texts.csv")
    assert (step.step, step.evidence) == ("text-90", "text in the file texts.csv")
    assert planned(office)[0] == []
    assert "concern-90" in [one.template.kind for one in suggestions(office)]


def test_the_letter_that_asks_for_evidence_comes_after_the_letter_before_it(
    office, reached, tmp_path
):
    """Planted: `_of` that knows only of steps that name a letter: red."""
    texts, plan = planned(office)
    prepare_ladder_texts(office, texts, plan, tmp_path / "texts.csv")
    [asked] = [one for one in suggestions(office) if one.template.kind == "concern-90"]
    wanted = Wanted("concern-90", step=asked.step)
    draft = draft_letter(office, wanted, asked.pupil, Gathering(office, office.today()))
    issue_letters(office, [replace(draft, looked=Looked(Choice.SEND, "seen"))], draw)
    assert "evidence" in [one.template.kind for one in suggestions(office)]


def test_a_bereaved_family_is_called_and_not_texted(office, reached, tmp_path):
    """Planted: `_of` without what is known of the family: red."""
    until = office.today() + dt.timedelta(days=9)
    change_card(office, CaseCard(reached[0].id, bereaved_until=until))
    texts, plan = planned(office)
    assert plan.rows == ()
    assert [one.reason for one in plan.left_out] == ["the family is bereaved: call instead"]
    with pytest.raises(NoLadderTextError):
        prepare_ladder_texts(office, texts, plan, tmp_path / "texts.csv")


def test_no_step_is_noted_where_the_file_cannot_be_written(office, reached, tmp_path):
    texts, plan = planned(office)
    with pytest.raises(CannotWriteError):
        prepare_ladder_texts(office, texts, plan, tmp_path / "none" / "texts.csv")
    assert planned(office)[0] == texts


def test_the_words_offered_say_no_figure_and_no_code(office):
    assert "%" not in usual_ladder_words(office)
    assert "{names}" in usual_ladder_words(office)
