"""Letters being written outlive a lock, for their writer alone, and never decide what was not seen.

Seen red with letters shown to whoever signs in next, with a decision that outlives a new doubt, and
with letters that stay in pencil once they are issued.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.books.database import NotSavedError
from officeapp.books.office import open_office
from officeapp.domain.cases import CaseCard
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_pencil import PencilledLetter
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.draft_letters import looked_at, reworded, with_typed
from officeapp.procedures.flag_letters import correcting
from officeapp.procedures.fresh_letters import freshened, is_stale
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.join_letters import join_siblings
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.pencil_letters import pencil_letters, pencilled_letters, wipe_pencil
from tests.conftest import MONDAY
from tests.letter_builders import FRIDAY, a_draft, a_family_class, draw, siblings

SEEN = Looked(Choice.SEND, "spoken with the family")


def test_what_was_typed_and_decided_is_there_after_the_program_was_closed(office):
    first, _ = a_family_class(office)
    typed = with_typed(
        a_draft(office, first, "meeting"), {"meeting_day": "Monday", "meeting_at": "9"}
    )
    draft = replace(reworded(typed, "Come", "See you on {meeting_day}."), looked=SEEN)
    pencil_letters(office, [draft])
    office.close()
    with open_office(office.path, clock=office._clock, own_folder=office.own_folder) as again:
        again.sign_in(office.person)
        [found], refusals = pencilled_letters(again)
    assert found.text.body == "See you on Monday."
    assert (found.looked, refusals) == (SEEN, [])


def test_nobody_else_is_shown_them(office):
    """Planted: `LetterPencil.of` without its person: red."""
    first, _ = a_family_class(office)
    pencil_letters(office, [a_draft(office, first)])
    writer = office.person
    add_person(office, "Rae Cole", "Office manager", Role.OFFICE, FRIDAY)
    office.sign_in(office.staff.named("Rae Cole", FRIDAY))
    assert pencilled_letters(office) == ([], [])
    office.sign_in(writer)
    assert len(pencilled_letters(office)[0]) == 1


def test_a_decision_does_not_outlive_something_new_to_look_at(office):
    """Planted: a decision taken up whatever there is to look at: red."""
    first, _ = a_family_class(office)
    pencil_letters(office, [replace(a_draft(office, first), looked=SEEN)])
    change_card(office, CaseCard(first.id, medical_plan="Inhaler"))
    [found], _ = pencilled_letters(office)
    assert found.looked is None
    assert not found.is_ready


def test_facts_are_read_anew(office):
    first, _ = a_family_class(office)
    pencil_letters(office, [a_draft(office, first)])
    amend_mark(office, office.register.standing(first.id, MONDAY, Session.AM), "/", "she was here")
    [found], _ = pencilled_letters(office)
    assert found.text.plain == a_draft(office, first).text.plain


def test_what_is_issued_or_thrown_away_is_rubbed_out(office):
    """Planted: `issue_letters` without `wipe_pencil`: red."""
    first, second = a_family_class(office)
    drafts = [replace(a_draft(office, one), looked=SEEN) for one in (first, second)]
    pencil_letters(office, drafts)
    issue_letters(office, drafts[:1], draw)
    assert [one.pupil.id for one in pencilled_letters(office)[0]] == [second.id]
    wipe_pencil(office, drafts[1:])
    assert pencilled_letters(office) == ([], [])


def test_the_next_of_a_series_is_not_given_the_words_typed_for_the_one_before(office):
    _, first = a_family_class(office)
    pencil_letters(office, [reworded(a_draft(office, first, "late-1"), "Hello", "First words.")])
    sent = replace(a_draft(office, first, "late-1"), looked=SEEN)
    writer, office.person = office.person, None
    office.sign_in(writer)
    kept = office.letter_pencil.of(writer.id)
    issue_letters(office, [sent], draw)
    office.letter_pencil.keep(writer.id, kept)
    [found], _ = pencilled_letters(office)
    assert (found.template.kind, found.template.subject) == (
        "late-2",
        "{child}: still arriving late",
    )


def test_what_can_no_longer_be_written_is_said_and_the_rest_is_there(office):
    first, second = a_family_class(office)
    pencil_letters(office, [a_draft(office, second)])
    gone = PencilledLetter((first.id,), "A", "no-such-kind")
    office.letter_pencil.keep(office.person.id, [gone])
    drafts, [why] = pencilled_letters(office)
    assert [one.pupil.id for one in drafts] == [second.id]
    assert "There is no letter 'no-such-kind'" in why


def test_a_letter_whose_register_changed_is_written_anew_and_decided_anew(office):
    """Planted: `freshened` that keeps the decision: red."""
    first, _ = a_family_class(office)
    draft = replace(reworded(a_draft(office, first), "Hello", "Missed: {absent}."), looked=SEEN)
    amend_mark(office, office.register.standing(first.id, MONDAY, Session.AM), "/", "was here")
    assert is_stale(office, draft)
    [fresh] = freshened(office, draft, Gathering(office, FRIDAY))
    assert (fresh.text.body, fresh.looked) == ("Missed: 3.", None)
    assert not is_stale(office, fresh)


def test_what_cannot_be_saved_is_said_and_what_was_kept_before_stands(office):
    """Planted: `LetterPencil` that passes a failure over: red."""
    first, second = a_family_class(office)
    pencil_letters(office, [a_draft(office, first)])
    office.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(NotSavedError):
        pencil_letters(office, [a_draft(office, second)])
    office.connection.execute("PRAGMA query_only = OFF")
    assert [one.pupil.id for one in pencilled_letters(office)[0]] == [first.id]


def test_nobody_signed_in_is_writing_nothing(office):
    office.person = None
    assert pencilled_letters(office) == ([], [])


def test_a_letter_for_brothers_and_sisters_is_one_letter_again(office):
    pupils = siblings(office)
    drafts = join_siblings(office, [a_draft(office, one, "half-term") for one in pupils])
    pencil_letters(office, drafts)
    [found], _ = pencilled_letters(office)
    assert [one.pupil.id for one in found.children] == [one.id for one in pupils]
    assert found.text == drafts[0].text


def test_a_correcting_letter_says_what_it_puts_right_again(office):
    first, _ = a_family_class(office)
    [letter] = issue_letters(office, [replace(a_draft(office, first), looked=SEEN)], draw)
    amend_mark(office, office.register.standing(first.id, MONDAY, Session.AM), "I", "called")
    draft = correcting(office, letter, FRIDAY)
    pencil_letters(office, [draft])
    assert pencilled_letters(office)[0][0].text == draft.text


@pytest.mark.parametrize("choice", [Choice.SEND, Choice.ADAPT])
def test_an_adapted_letter_stays_adapted(office, choice):
    first, _ = a_family_class(office)
    given = Gathering(office, FRIDAY)
    draft = looked_at(office, a_draft(office, first), Looked(choice, "grief"), given)
    pencil_letters(office, [draft])
    [found], _ = pencilled_letters(office)
    assert found.template == draft.template
