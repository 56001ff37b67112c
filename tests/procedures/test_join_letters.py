"""Brothers and sisters on one letter: one sheet for a family, and nobody learns of another's child.

Seen red with letters joined whoever gets them, with a child joined whom somebody must look at, and
with a formal letter joined.
"""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from officeapp.books.letters import shipped
from officeapp.domain.cases import CaseCard
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_facts import FACTS
from officeapp.domain.letter_paper import Letterhead
from officeapp.domain.letters import EACH, Formality, problems_of
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.case_record import letter_section
from officeapp.procedures.draft_letters import reworded
from officeapp.procedures.flag_letters import correcting, flagged
from officeapp.procedures.issue_letters import RecipientsChangedError, issue_letters
from officeapp.procedures.join_letters import join_siblings
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.letter_copies import papers_of
from officeapp.procedures.pack_evidence import letters_about, letters_to
from officeapp.procedures.timeline_letters import letter_lines
from tests.conftest import MONDAY
from tests.letter_builders import FRIDAY, a_draft, a_family_class, a_parent, draw, siblings

HEAD = Letterhead("Moorside Primary School", "Moorside Lane")
SEEN = Looked(Choice.SEND, "spoken with the family")


def joined(office, *pupils, kind="half-term", **changes):
    return join_siblings(office, [a_draft(office, one, kind, **changes) for one in pupils])


def test_two_children_of_one_mother_stand_on_one_letter_each_with_their_line(office):
    first, second = siblings(office)
    [draft] = joined(office, first, second)
    [letter] = issue_letters(office, [draft], draw)
    [paper] = papers_of(office, letter, mark="")
    page = pypdfium2.PdfDocument(draw([paper], HEAD))[0].get_textpage().get_text_range()
    assert letter.children == (first.id, second.id)
    assert f"{first.forename}, 3 Oak: in school for 12 of 24 sessions, which is 50.0%" in page
    assert f"{second.forename}, 3 Oak: in school for 24 of 24 sessions, which is 100.0%" in page
    assert letter.body in paper.text.plain


def test_parents_of_one_child_only_never_learn_of_the_other(office):
    """Planted: `_shared` without who gets it: red."""
    first, second = siblings(office)
    a_parent(office, second, "Jo", address="9 Far Lane\nYork")
    drafts = joined(office, first, second)
    assert [len(one.children) for one in drafts] == [1, 1]


def test_a_child_who_must_be_looked_at_has_a_letter_of_their_own(office):
    """Planted: `_family_wording` that joins in spite of doubts: red."""
    first, second = siblings(office)
    change_card(office, CaseCard(second.id, medical_plan="Inhaler"))
    assert [len(one.children) for one in joined(office, first, second)] == [1, 1]


@pytest.mark.parametrize("kind", ["late-1", "concern", "formal"])
def test_letters_of_a_ladder_and_formal_ones_are_never_joined(office, kind):
    pupils = siblings(office)
    assert all(not one.others for one in joined(office, *pupils, kind=kind))


def test_a_letter_that_became_formal_is_not_joined_though_it_has_words_for_several(office):
    drafts = [a_draft(office, one, "half-term") for one in siblings(office)]
    assert drafts[0].template.family
    formal = [
        replace(one, template=replace(one.template, formality=Formality.FORMAL)) for one in drafts
    ]
    assert join_siblings(office, formal) == formal


def test_a_letter_reworded_for_one_family_stays_as_it_was_typed(office):
    first, second = siblings(office)
    own = reworded(a_draft(office, first, "half-term"), "Hello", "About {child}.")
    drafts = join_siblings(office, [own, a_draft(office, second, "half-term")])
    assert drafts[0].template.subject == "Hello"
    assert len(drafts) == 2


def test_strangers_in_one_class_are_not_joined(office):
    first, second = a_family_class(office, weeks=3)
    assert len(joined(office, first, second)) == 2


def test_an_address_that_changed_meanwhile_stops_the_letter_of_both(office):
    """Planted: `_require_fit` that asks for the first child only: red."""
    first, second = siblings(office)
    [draft] = joined(office, first, second)
    a_parent(office, second, "Jo")
    with pytest.raises(RecipientsChangedError):
        issue_letters(office, [draft], draw)


def test_a_mark_corrected_under_a_shared_letter_flags_it_until_that_child_is_put_right(office):
    first, second = siblings(office)
    [letter] = issue_letters(office, joined(office, first, second), draw)
    mark = office.register.standing(first.id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "mother called")
    assert [one.pupil for one in flagged(office, [letter])[letter.id]] == [first.id]
    draft = correcting(office, letter, FRIDAY)
    assert draft.pupil.id == first.id
    assert second.called not in draft.text.plain


def test_both_families_hear_of_it_where_both_were_corrected(office):
    """Planted: a letter that counts as put right once one child is: red."""
    first, second = siblings(office, "OO")
    [letter] = issue_letters(office, joined(office, first, second), draw)
    for one in (first, second):
        amend_mark(office, office.register.standing(one.id, MONDAY, Session.AM), "I", "called")
    draft = replace(correcting(office, letter, FRIDAY), looked=SEEN)
    issue_letters(office, [draft], draw)
    found = flagged(office, office.letters.sent.between(Span(FRIDAY, FRIDAY)))
    assert [one.pupil for one in found[letter.id]] == [second.id]
    assert correcting(office, letter, FRIDAY).pupil.id == second.id


def test_what_is_said_of_one_child_afterwards_says_nothing_of_the_other(office):
    """Planted: `letters_about` and `letter_lines` with letters as they were sent: red."""
    first, second = siblings(office)
    [letter] = issue_letters(office, joined(office, first, second), draw)
    for mine, other in ((first, second), (second, first)):
        [about] = letters_about(office, office.roll.pupil(mine.id))
        [line] = letter_lines(office, mine, Span(FRIDAY, FRIDAY))
        record = letter_section(office, mine.id, str)
        said = "".join(
            (about.text.plain, line.words, *(cell for row in record.rows for cell in row))
        )
        assert other.called not in said
        assert about.text.plain.count("in school for") == 1
        assert mine.called in about.subject
        [kept] = letters_to(office, [about], letter.contacts[0])
        assert kept.paper.mark == "COPY, THIS CHILD ONLY"
    assert letter.text.plain.count("in school for") == 2


def test_every_wording_for_several_children_says_of_each_what_is_theirs():
    for template in shipped().values():
        if template.family:
            family = shipped()[template.family]
            assert EACH in family.body
            assert problems_of(family, FACTS) == []
            assert template.formality is Formality.ROUTINE
            assert (family.prefix, family.about) == (template.prefix, template.about)


def test_a_family_wording_that_says_one_childs_figure_of_all_is_a_problem():
    family = shipped()["half-term-family"]
    wrong = replace(family, body=f"{family.body}\n\nThat is {{percent}}.")
    assert [one.found for one in problems_of(wrong, FACTS)] == ["percent"]
