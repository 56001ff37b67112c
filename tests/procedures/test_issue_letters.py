"""Letters end to end: figures that are the register's, numbers given once, nothing unseen (R15).

Seen red with: figures to today instead of the last school day; a doubt that is not asked for; a
number counted without its desk; a letter of a series sent twice; a correction not looked for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.check import check
from officeapp.books.figures import of_pupil
from officeapp.books.letters import shipped
from officeapp.domain.cases import CaseCard
from officeapp.domain.codes import UNMARKED
from officeapp.domain.conscience import Choice, Doubt, Looked, NotLookedError
from officeapp.domain.letter_book import ChangedMark, SeriesAtEndError, What, number_of
from officeapp.domain.letter_facts import FACTS, SAMPLE, counted, span_words, times_words
from officeapp.domain.letters import Formality, fill, problems_of
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.draft_letters import (
    EvidenceNotAskedError,
    NotAdaptedError,
    Wanted,
    draft_letter,
    looked_at,
    papers,
)
from officeapp.procedures.flag_letters import changes_under, changes_words, correcting
from officeapp.procedures.issue_letters import (
    NobodyToSendError,
    RecipientsChangedError,
    RegisterChangedError,
    SentMeanwhileError,
    hold_letter,
    issue_letters,
    note_letters,
    take_back_note,
)
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_roll import add_contact, change_contact
from officeapp.procedures.letter_copies import NoCopyError, papers_of
from officeapp.procedures.letter_facts import Gathering
from tests.conftest import MONDAY
from tests.letter_builders import FRIDAY, a_draft, a_family_class, draw

YEAR = dt.date(2026, 8, 1)
SEEN = Looked(Choice.SEND, "spoken with the family")


def seen(draft):
    return replace(draft, looked=SEEN)


def change_parent(office, pupil, **changes):
    [(tie, contact)] = office.contacts.of(pupil.id)
    change_contact(office, replace(contact, **changes), tie)


def issued(office, *drafts):
    return issue_letters(office, [seen(one) for one in drafts], draw)


@pytest.mark.parametrize("kind", shipped())
def test_every_kind_asks_only_for_facts_there_are_and_can_be_filled(kind):
    template = shipped()[kind]
    assert problems_of(template, FACTS) == []
    text = fill(template, SAMPLE)
    assert "{" not in text.plain


def test_every_fact_has_a_sample_for_the_page_beside_a_wording():
    assert FACTS.keys() == SAMPLE.keys()


def test_every_letter_of_every_policy_has_a_text(office):
    from officeapp.books.policy import PROFILES, profile

    for name in PROFILES:
        for letter in profile(name)["letters"]:
            assert office.letters.template(letter["id"])


def test_figures_are_the_registers_to_the_last_school_day_before(office):
    first, _ = a_family_class(office, codes="OL", weeks=3)
    draft = a_draft(office, first)
    found = of_pupil(office, first, Span(YEAR, dt.date(2026, 11, 19)))
    facts = draft.sheet.facts
    assert facts["figures_to"] == "Thursday 19 November 2026"
    assert (facts["possible"], facts["attended"], facts["unauthorised"]) == (
        str(found.possible),
        str(found.attended),
        str(found.unauthorised),
    )
    assert found.unauthorised == 12
    assert ("Unauthorised", "12") in draft.sheet.sum


def test_a_notice_to_improve_says_its_eight_points_by_the_law_of_the_date(office):
    first, _ = a_family_class(office, weeks=3)
    typed = {
        "support_given": "Calls and a meeting.",
        "support_offered": "Breakfast club.",
        "enough": "No more than one session a week.",
        "early_grounds": "two sessions are missed in the first week.",
    }
    said = a_draft(office, first, "notice-to-improve", typed=typed).text.plain
    eight = (
        "weeks 12 sessions were unauthorised",
        "section 7",
        "Calls and",
        "Breakfast",
        "one session",
    )
    for words in (*eight, "6 school weeks, from", "before the period", "£80", "within 21 days"):
        assert words in said


def test_what_must_be_looked_at_does_not_print_unseen(office):
    """Planted: `_require_fit` without its first question: red."""
    first, _ = a_family_class(office)
    change_card(office, CaseCard(first.id, medical_plan="Inhaler"))
    draft = a_draft(office, first)
    assert Doubt.MEDICAL in draft.doubts
    with pytest.raises(NotLookedError, match="medical plan"):
        issue_letters(office, [draft], draw)
    [letter] = issue_letters(office, [seen(draft)], draw)
    assert "there is a medical plan" in letter.looked
    assert letter.why == "spoken with the family"


def test_a_letter_held_back_keeps_the_reason_and_is_not_sent(office):
    first, _ = a_family_class(office)
    draft = replace(a_draft(office, first), looked=Looked(Choice.HOLD, "funeral on Monday"))
    assert hold_letter(office, draft).words == "funeral on Monday"
    with pytest.raises(NotLookedError):
        issue_letters(office, [draft], draw)


def test_an_adapted_letter_is_the_gentler_kind(office):
    first, _ = a_family_class(office)
    draft = a_draft(office, first)
    gentle = looked_at(office, draft, Looked(Choice.ADAPT, "grief"), Gathering(office, FRIDAY))
    [letter] = issue_letters(office, [gentle], draw)
    assert letter.kind == "support"
    assert "not a warning" in letter.body


def test_numbers_follow_each_other_and_the_text_is_kept_as_sent(office):
    first, second = a_family_class(office)
    draft = a_draft(office, first)
    one, two = issued(office, draft, a_draft(office, second))
    assert [one.number, two.number] == ["A26-0001", "A26-0002"]
    [third] = issued(office, a_draft(office, second, "late-1"))
    assert third.number == "P26-0001"
    kept = office.letters.sent.entry(one.id)
    assert kept.text == draft.text
    assert check(office) == []


@given(st.lists(st.tuples(st.integers(1, 2**31 - 1), st.integers(1, 12_000)), unique=True))
def test_no_two_desks_ever_give_the_same_number(places):
    """Planted: the desk left out: red."""
    numbers = [number_of("A", 2026, counter, desk, first_desk=7) for desk, counter in places]
    assert len(set(numbers)) == len(places)


def test_the_next_of_a_series_goes_out_and_never_the_same_again(office):
    _, first = a_family_class(office)
    kinds = [issued(office, a_draft(office, first, "late-1"))[0].kind for _ in range(2)]
    assert kinds == ["late-1", "late-2"]
    typed = {"meeting_day": "Monday", "meeting_at": "9.00", "meeting_place": "in school"}
    assert issued(office, a_draft(office, first, "late-2", typed=typed))[0].kind == "late-3"
    with pytest.raises(SeriesAtEndError, match="P26-0003"):
        a_draft(office, first, "late-1")


def test_nobody_is_written_to_who_must_not_be_even_between_draft_and_print(office):
    """Planted: `_require_fit` without asking again: red."""
    first, _ = a_family_class(office)
    draft = seen(a_draft(office, first))
    change_parent(office, first, do_not_contact=True)
    with pytest.raises(RecipientsChangedError):
        issue_letters(office, [draft], draw)
    with pytest.raises(NobodyToSendError, match="nothing may be sent"):
        issued(office, a_draft(office, first))


def test_a_letter_whose_register_changed_is_not_sent_as_it_was_drafted(office):
    """Planted: `_require_fit` that does not look at the register again: red."""
    first, _ = a_family_class(office)
    draft = seen(a_draft(office, first))
    mark = office.register.standing(first.id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "mother called")
    with pytest.raises(RegisterChangedError):
        issue_letters(office, [draft], draw)
    assert issued(office, a_draft(office, first))[0].figures[4] == ("Unauthorised", "3")


def test_a_copy_says_so_and_goes_to_nobody_who_must_not_have_it(office):
    """Planted: `papers_of` without `stop_for`: red."""
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    [paper] = papers_of(office, letter)
    assert paper.mark == "COPY"
    assert paper.text == letter.text
    change_parent(office, first, do_not_contact=True)
    with pytest.raises(NoCopyError):
        papers_of(office, letter)


def test_a_copy_has_the_address_it_was_sent_to(office):
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    change_parent(office, first, address="9 New Road\nYork")
    assert papers_of(office, letter)[0].to.address == ("1 Dana0 Street", "Kearsley")


def test_a_formal_letter_keeps_its_paper(office):
    first, _ = a_family_class(office, weeks=3)
    draft = a_draft(office, first, "formal")
    [letter] = issued(office, draft)
    assert draft.template.formality is Formality.FORMAL
    text = pypdfium2.PdfDocument(office.letters.paper(letter))[0].get_textpage().get_text_range()
    assert letter.number in text
    assert "DRAFT" not in text


def test_a_mark_corrected_under_a_letter_is_found_at_once_and_put_right(office):
    """Planted: `changed_under` that compares nothing: red."""
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    assert changes_under(office, letter) == []
    mark = office.register.standing(first.id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "mother called")
    [change] = changes_under(office, letter)
    assert (change.day, change.session, change.was) == (MONDAY, Session.AM, "O")
    draft = correcting(office, letter, FRIDAY)
    assert "A26-0001" in draft.text.plain
    assert "Mon 16 Nov morning: O (" in draft.text.plain


def test_the_step_a_letter_took_goes_back_with_it(office):
    first, _ = a_family_class(office)
    wanted = Wanted("concern", step="letter-90")
    draft = draft_letter(office, wanted, first, Gathering(office, FRIDAY))
    [letter] = issued(office, draft)
    span = Span(FRIDAY, FRIDAY)
    mark = office.register.standing(first.id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "mother called")
    [step] = office.cases.steps.of(first.id, span)
    assert step.evidence == "letter A26-0001"
    issued(office, correcting(office, letter, FRIDAY))
    assert office.cases.steps.of(first.id, span) == []


@pytest.mark.parametrize(
    ("kind", "lacks"),
    [
        ("late-1", ["late_times", "sessions_late"]),
        ("formal", ["window_sessions"]),
        ("enquiries", ["sessions_unexplained"]),
        ("improvement", ["percent_better"]),
        ("concern-severe", ["missed_half"]),
    ],
)
def test_a_letter_about_some_sessions_is_not_ready_where_there_are_none(office, kind, lacks):
    """Planted: lists that say 'none' in every letter: red."""
    first, _ = a_family_class(office, codes="//")
    draft = a_draft(office, first, kind)
    assert draft.missing == lacks
    assert not replace(draft, looked=SEEN).is_ready


def test_praise_is_for_a_figure_that_earns_it(office):
    """Planted: `percent_good` for every figure: red."""
    late, here = a_family_class(office, codes="O/", weeks=3)
    assert a_draft(office, late, "praise").missing == ["percent_good"]
    assert "That is 100.0%" in a_draft(office, here, "praise").text.body


def test_what_is_for_the_social_worker_goes_to_no_parent_and_may_be_handed_over(office):
    """Planted: `addressed` that knows of parents only: red."""
    first, _ = a_family_class(office, weeks=3)
    change_card(office, CaseCard(first.id, social_worker="S. Example"))
    assert a_draft(office, first, "social-worker").to.to == ()
    card = Contact(ContactId(0), "Ms", "Example", "Sam")
    add_contact(office, card, Tie(0, first.id, ContactId(0), "Social worker"))
    draft = seen(a_draft(office, first, "social-worker"))
    [letter] = issue_letters(office, [draft], draw)
    assert [paper.to.name for paper in papers_of(office, letter)] == ["Ms Sam Example"]


def test_a_leave_letter_says_nothing_of_days_there_are_none_of(office):
    first, _ = a_family_class(office, weeks=1)
    for kind in ("leave-granted", "leave-part"):
        assert "leave_granted_days" in a_draft(office, first, kind).missing


def test_how_often_and_how_many_are_said_as_a_person_says_them(office):
    pupils = a_family_class(office, codes="OL")
    [one, two, *_] = [a_draft(office, pupil, "late-1").sheet.facts for pupil in pupils]
    assert (one["absent_words"], one["late_times"]) == ("4 sessions", "")
    assert (two["absent_words"], two["late_times"]) == ("0 sessions", "4 times")
    assert (counted(1), times_words(1), times_words(2)) == ("1 session", "once", "twice")


AM, PM = Session.AM, Session.PM


@pytest.mark.parametrize(
    ("first", "begins", "last", "ends", "said"),
    [
        (14, AM, 14, PM, "on Thursday 14 January 2027"),
        (14, AM, 14, AM, "on the morning of Thursday 14 January 2027"),
        (14, PM, 14, PM, "on the afternoon of Thursday 14 January 2027"),
        (14, AM, 15, PM, "from Thursday 14 to Friday 15 January 2027"),
        (
            14,
            PM,
            15,
            AM,
            "from the afternoon of Thursday 14 to the morning of Friday 15 January 2027",
        ),
        (28, AM, 33, PM, "from Thursday 28 January to Tuesday 2 February 2027"),
        (-1, AM, 4, PM, "from Wednesday 30 December 2026 to Monday 4 January 2027"),
    ],
)
def test_days_of_leave_are_said_as_a_person_says_them(first, begins, last, ends, said):
    start = dt.date(2027, 1, 1)
    days = (start + dt.timedelta(days=n - 1) for n in (first, last))
    assert span_words(next(days), begins, next(days), ends) == said


def test_what_was_done_with_a_letter_is_noted(office):
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    note_letters(office, [letter], What.PRINTED)
    note_letters(office, [letter], What.POSTED, "first class")
    done = office.letters.done_with(letter, FRIDAY)
    assert [(one.what.value, one.words) for one in done] == [
        ("printed", ""),
        ("posted", "first class"),
    ]


def test_a_note_of_how_a_letter_was_sent_is_taken_back_and_stays_readable(office):
    """Planted: a note taken back without a reason: red."""
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    [note] = note_letters(office, [letter], What.POSTED)
    with pytest.raises(NoReasonError):
        take_back_note(office, note, " ")
    take_back_note(office, note, "it is still on the desk")
    assert office.letters.done_with(letter, FRIDAY) == []
    assert office.letters.notes.entry(note.id).correction == "it is still on the desk"


def test_a_letter_is_held_back_with_a_reason_only(office):
    first, _ = a_family_class(office)
    with pytest.raises(NoReasonError):
        hold_letter(office, replace(a_draft(office, first), looked=Looked(Choice.HOLD, " ")))


def test_evidence_is_asked_for_only_where_the_policy_asks_for_it(office):
    first, _ = a_family_class(office)
    with pytest.raises(EvidenceNotAskedError, match="no evidence"):
        a_draft(office, first, "evidence")


def test_there_is_no_gentler_kind_of_an_invitation_to_a_review(office):
    first, _ = a_family_class(office)
    looked, given = Looked(Choice.ADAPT, "grief"), Gathering(office, FRIDAY)
    with pytest.raises(NotAdaptedError, match="no adapted wording"):
        looked_at(office, a_draft(office, first, "review"), looked, given)


def test_one_of_a_series_sent_by_somebody_meanwhile_is_not_sent_again(office):
    _, late = a_family_class(office)
    drafts = [seen(a_draft(office, late, "late-1")) for _ in range(2)]
    issue_letters(office, drafts[:1], draw)
    with pytest.raises(SentMeanwhileError, match="draft the next"):
        issue_letters(office, drafts[1:], draw)


def test_an_address_that_changed_lately_is_looked_at(office):
    """Planted: `_moved` that finds nothing: red."""
    first, _ = a_family_class(office)
    change_parent(office, first, address="9 New Road\nYork")
    assert Doubt.MOVED in a_draft(office, first).doubts


def test_figures_can_be_counted_to_a_day_that_is_asked_for(office):
    first, _ = a_family_class(office, weeks=2)
    given = Gathering(office, FRIDAY, until=MONDAY)
    sheet = draft_letter(office, Wanted("concern"), first, given).sheet
    assert sheet.facts["figures_to"] == "Monday 16 November 2026"


def test_a_mark_taken_away_is_no_mark_in_what_changed(office):
    first, _ = a_family_class(office)
    [letter] = issued(office, a_draft(office, first))
    friday = ChangedMark(first.id, FRIDAY, Session.AM, UNMARKED, office.codes.symbol("I"))
    assert changes_words(office, [friday]).startswith("Fri 20 Nov morning: no mark, now I (")
    assert changes_under(office, letter) == []


def test_a_draft_says_draft(office):
    first, _ = a_family_class(office)
    assert papers(a_draft(office, first))[0].mark == "DRAFT: NOT SENT"
