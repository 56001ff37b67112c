"""Referral packs: refused while one thing is lacking, figures of the register, one home a pack.

Seen red with: `in_the_way` that lets everything pass with a reason; an issue that asks for no gaps;
`without` that returns what it is given; `used` left empty; a pack that is no referral to the case;
a certificate of another span; a draft without its mark; letters of one parent in another's pack.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.figures import of_pupil
from officeapp.books.known import known_of
from officeapp.documents.referral_pack import draw_pack
from officeapp.domain.authority import Authority, Sender
from officeapp.domain.cases import CaseCard, CaseNote, Plan
from officeapp.domain.letter_paper import DRAFT
from officeapp.domain.notice_ledger import PenaltyNotice
from officeapp.domain.pack import PackEvent, PackPlan, hidden_lines, without
from officeapp.domain.pack_gaps import Jump, PackGapsError
from officeapp.domain.referral import Purpose
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.issue_packs import PackChangedError, issue_packs, keep_packs, plan_packs
from officeapp.procedures.keep_authority import set_authority
from officeapp.procedures.keep_case import change_card, enter
from officeapp.procedures.keep_notices import change_notice, enter_notice, ledger_of
from officeapp.procedures.keep_roll import add_class, change_contact, change_pupil
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.letter_facts import Gathering
from tests.conftest import MONDAY
from tests.leave_builders import NO, YES, asked
from tests.letter_builders import draw
from tests.pack_builders import (
    AWAY,
    BEGAN,
    SEEN,
    WHY,
    a_mother,
    a_notice,
    a_referral,
    issue,
    lacking,
    packs_of,
    pages_of,
    referred,
)

THURSDAY = dt.date(2026, 11, 19)
YEAR = SchoolYear(2026)


def change_parent(office, pupil, **changes):
    [(tie, contact), *_] = office.contacts.of(pupil.id)
    change_contact(office, replace(contact, **changes), tie)


def amend(office, pupil, code):
    mark = office.register.standing(pupil.id, BEGAN, Session.AM)
    amend_mark(office, mark, code, "the office was told")


def test_a_pack_with_nothing_lacking_is_issued_numbered_and_kept(office):
    pupil = a_referral(office)
    assert lacking(office, pupil) == set()
    [(_, letter, paper)] = issue(office, pupil)
    assert letter.number == "R26-0001"
    assert office.letters.paper(letter) == paper
    assert all(
        f"R26-0001 · Zara Abbasi · Ms Dana Roe · page {n} of" in page
        for n, page in enumerate(pages_of(paper), 1)
    )


GAPS = {
    "Mon 9 Nov 2026 morning is still N": lambda o, p: amend(o, p, "N"),
    "no address is known": lambda o, p: change_parent(o, p, address=""),
    "the school's DfE number is not known": lambda o, _: change_school(
        o, replace(o.school.card(), dfe="")
    ),
    "the child's UPN is not known": lambda o, p: change_pupil(o, replace(p, upn="")),
    "the notice to improve was not sent": lambda o, p: a_mother(o, p, "Robin"),
    "no letter that warns went to this parent": lambda o, p: a_mother(o, p, "Robin"),
}


@pytest.mark.parametrize("words", GAPS)
def test_one_thing_lacking_is_found_and_no_reason_passes_it(office, words):
    pupil = a_referral(office)
    assert words not in lacking(office, pupil)
    GAPS[words](office, pupil)
    assert words in lacking(office, pupil)
    with pytest.raises(PackGapsError, match=words):
        issue(office, pupil)
    assert office.letters.numbered("R26-0001") is None


@pytest.mark.parametrize(
    ("words", "given_fields"),
    [
        ("no support is on record", {"support": False}),
        ("there is no session to rely on", {"codes": "/" * 18}),
        ("the child's address is not known", {"address": ""}),
        ("a session has no mark", {"codes": AWAY[:-1] + "."}),
    ],
)
def test_what_was_never_written_is_lacking(office, words, given_fields):
    pupil = a_referral(office, **given_fields)
    found = lacking(office, pupil)
    expected = words.removeprefix("a session ")
    assert any(expected in one for one in found), found


def test_no_parent_with_responsibility_is_no_pack(office):
    pupil = a_referral(office, parents=(), notice=False)
    with pytest.raises(PackGapsError, match="no parent with responsibility"):
        packs_of(office, pupil)


LOOKS = {
    "there is a social worker: they are asked first": lambda o, p: change_card(
        o, CaseCard(p.id, social_worker="Ms Gale")
    ),
    "something on the case asks for care": lambda o, p: change_card(
        o, CaseCard(p.id, medical_plan="Inhaler")
    ),
    "the child is looked after: the authority is asked first": lambda o, p: change_pupil(
        o, replace(p, looked_after=True)
    ),
    "the card says that nothing may be sent": lambda o, p: change_parent(o, p, do_not_contact=True),
}


@pytest.mark.parametrize("words", LOOKS)
def test_what_asks_for_a_look_passes_with_a_reason_that_is_kept(office, words):
    pupil = a_referral(office)
    LOOKS[words](office, pupil)
    assert words in lacking(office, pupil, "")
    with pytest.raises(PackGapsError, match=words):
        issue(office, pupil, " ")
    [(_, letter, _)] = issue(office, pupil)
    assert letter.why == WHY
    assert any(words in one for one in letter.looked)


def test_below_the_laws_number_a_pack_takes_a_reason(office):
    pupil = a_referral(office, codes="OOOO" + "/" * 14)
    assert lacking(office, pupil, "") >= {"the law's number is not met: 4 of 10 sessions"}
    [(pack, _, _)] = issue(office, pupil)
    assert pack.fields["sessions"] == "4"


def test_every_figure_is_the_registers_on_its_day(office):
    pupil = a_referral(office)
    [pack] = packs_of(office, pupil)
    found = of_pupil(office, pupil, Span(YEAR.span.first, THURSDAY))
    figures = {name: str(number) for name, number in found.as_dict().items()}
    for name in ("possible", "attended", "authorised", "unauthorised"):
        assert pack.fields[name] == figures[name]
    assert [one.figures for one in pack.certificates] == [found]
    assert pack.fields["sessions"] == str(len(pack.relied)) == figures["unauthorised"] == "10"
    said = f"{found.possible} sessions possible, {found.attended} attended"
    assert any(said in page.replace("\r\n", " ") for page in pages_of(draw_pack(pack, "")))


def two_notices(office, pupil, name="Dana"):
    """Enter two notices to a parent within three years."""
    parents = {contact.forename: contact.id for _, contact in office.contacts.of(pupil.id)}
    made = PenaltyNotice(0, pupil.id, THURSDAY, parents[name], BEGAN)
    for day in (dt.date(2025, 3, 3), dt.date(2026, 3, 2)):
        first = day - dt.timedelta(days=20)
        enter_notice(office, replace(made, day=day, absence=first, issuer="the authority"))


def test_after_two_notices_a_pack_asks_for_legal_intervention_and_says_as_far_as_known(office):
    """Seen red with notices counted by child alone, and with a third that a pack asks for."""
    pupil = a_referral(office, parents=("Dana", "Robin"))
    two_notices(office, pupil)
    found = [one for one in lacking(office, pupil, "") if "as far as this school knows" in one]
    assert len(found) == 1
    (dana, _, paper), (robin, _, _) = issue(office, pupil)
    assert dana.fields["asked_for"] == "legal intervention"
    assert dana.fields["notice_amount"] == "none: no other may be issued"
    assert dana.fields["offence"].startswith("third")
    assert any("Monday 2 March 2026" in page for page in pages_of(paper))
    assert robin.fields["asked_for"] == "a penalty notice"
    assert robin.fields["notice_amount"] == "£80 within 21 days, £160 within 28"


def test_one_parents_notices_stand_in_no_other_parents_pack(office):
    """Seen red with the whole timeline as the chronology of every parent."""
    pupil = a_referral(office, parents=("Dana", "Robin"))
    two_notices(office, pupil)
    dana, robin = packs_of(office, pupil)
    texts = [" ".join(" ".join(pages_of(draw_pack(one, ""))).split()) for one in (dana, robin)]
    assert "2 March 2026" in texts[0]
    assert not any(said in texts[1] for said in ("2 March 2026", "2 Mar 2026", "issued to"))


def test_a_second_notice_costs_the_whole_amount(office):
    pupil = a_referral(office)
    two_notices(office, pupil)
    [line, _] = ledger_of(office, pupil.id)
    change_notice(office, replace(line.notice, gone=True), "it was another child's")
    [pack] = packs_of(office, pupil)
    assert pack.fields["notice_amount"] == "£160 within 28 days, no reduction"
    assert pack.fields["offence"].startswith("second")


def test_the_period_of_the_notice_to_improve_is_read_from_its_letter(office):
    """Seen red with the longest period of the law for every notice."""
    pupil = a_referral(office, notice=False)
    days = {"improve_first": "Tuesday 17 November 2026", "improve_last": "19 November 2026"}
    a_notice(office, pupil, MONDAY, **days)
    assert not any("runs until" in one for one in lacking(office, pupil, ""))
    [pack] = packs_of(office, pupil)
    assert pack.fields["improve_to"] == "Thursday 19 November 2026"
    a_notice(office, pupil, THURSDAY, improve_last="when we say so")
    words = "the period of the notice to improve N26-0002 cannot be read from it"
    assert words in lacking(office, pupil, "")


def test_prosecution_begins_within_six_months_and_a_late_pack_says_which_days_are_lost(
    office, clock
):
    """Seen red with the months counted from the last session, and with no such gap."""
    pupil = a_referral(office)
    assert packs_of(office, pupil)[0].fields["prosecute_by"] == "Sunday 9 May 2027"
    clock.now = dt.datetime(2027, 4, 20, 9, 0, tzinfo=dt.UTC)
    assert any("has to begin by Sun 9 May 2027" in one for one in lacking(office, pupil, ""))
    clock.now = dt.datetime(2027, 5, 12, 9, 0, tzinfo=dt.UTC)
    assert any(
        "for 3 days relied on, up to Wed 11 Nov" in one for one in lacking(office, pupil, "")
    )


def test_the_authoritys_deadline_is_counted_in_school_days_and_passed_with_a_reason(office):
    """Seen red with calendar days, and with the deadline of another day's authority."""
    pupil = a_referral(office)
    card = Authority(0, dt.date(2026, 9, 1), "Kearsley Council", deadline_days=4)
    made = set_authority(office, card)
    said = "the authority takes referrals within 4 school days of the last session relied on"
    assert f"{said}: until Thu 19 Nov 2026" in lacking(office, pupil, "")
    set_authority(office, replace(made, deadline_days=5))
    assert not any("takes referrals" in one for one in lacking(office, pupil, ""))
    assert packs_of(office, pupil)[0].fields["refer_by"] == "Friday 20 November 2026"


def test_the_authoritys_weeks_questions_and_sender_are_in_the_pack(office):
    pupil = a_referral(office, notice=False)
    card = Authority(0, dt.date(2026, 9, 1), "Kearsley Council", "Team", weeks=30)
    asks = ("Seen by CAMHS?",)
    set_authority(office, replace(card, fields=asks, improve_by=Sender.AUTHORITY))
    found = lacking(office, pupil, "")
    assert "the notice to improve is sent by the authority: make sure that it was" in found
    assert "the notice to improve was not sent" not in found
    [pack] = packs_of(office, pupil)
    assert pack.authority == "Team, Kearsley Council"
    assert pack.fields["asked_1"] == ""
    assert pack.weeks[0].monday < dt.date(2026, 6, 1)
    assert any("Seen by CAMHS?" in page for page in pages_of(draw_pack(pack, "")))


@pytest.mark.parametrize("purpose", [Purpose.CONTRACT, Purpose.SUPERVISION])
def test_the_same_evidence_goes_with_other_referrals_and_uses_no_session(office, purpose):
    """Seen red with every pack's sessions used."""
    pupil = a_referral(office, notice=False)
    [(pack, letter, paper)] = issue_packs(office, pupil, draw_pack, WHY, purpose)
    assert pack.asked_for == purpose.words
    assert any(f"Referral for {purpose.words}" in page for page in pages_of(paper))
    assert len(letter.rests_on) == 10
    assert known_of(office, pupil, office.today()).used == frozenset()
    assert lacking(office, pupil) == {
        "the notice to improve was not sent",
        "no letter that warns went to this parent",
    }


def test_sessions_relied_on_once_are_not_relied_on_again(office):
    pupil = a_referral(office)
    [(_, letter, _)] = issue(office, pupil)
    assert len(letter.rests_on) == len(known_of(office, pupil, office.today()).used) == 10
    assert "an earlier referral relied on these sessions" in lacking(office, pupil)
    [pack] = packs_of(office, pupil)
    assert pack.relied == ()
    with pytest.raises(PackGapsError):
        issue(office, pupil)


def test_what_is_written_while_a_pack_is_drawn_stops_it(office):
    """Seen red with a pack that is kept as it was planned, whatever was written since."""
    pupil = a_referral(office)
    planned = plan_packs(office, pupil, WHY)
    enter(office, CaseNote(0, pupil.id, MONDAY, "call", "They will pay."))
    with pytest.raises(PackChangedError, match="written meanwhile"):
        keep_packs(office, planned, [b"paper"])
    assert office.letters.numbered("R26-0001") is None
    assert known_of(office, pupil, office.today()).used == frozenset()


def test_leave_taken_is_referred_with_the_request_and_its_refusal_and_no_support(office):
    """Seen red with every request of the family taken for an answer."""
    pupil = a_referral(office, codes="GGGGGGGGGG" + "/" * 8, support=False)
    answer = "neither a refusal of the leave nor a letter about leave taken is on record"
    assert lacking(office, pupil) == {answer}
    days = {"first": BEGAN, "last": BEGAN + dt.timedelta(days=4), "applicant_name": "Dana Roe"}
    request = asked(office, pupil, received=dt.date(2026, 10, 5), **days)
    assert lacking(office, pupil) == {answer}
    decide_leave(office, request, for_all(request, NO))
    [(pack, _, paper)] = issue(office, pupil)
    assert pack.fields["reason"] == "unauthorised leave (holiday)"
    assert any("no exceptional circumstances" in page for page in pages_of(paper))


def test_a_draft_says_so_on_every_page_and_enters_nothing(office):
    pupil = a_referral(office)
    [pack] = packs_of(office, pupil, "")
    pages = pages_of(draw_pack(pack, ""))
    assert len(pages) > 6
    assert all(DRAFT in page for page in pages)
    assert office.letters.numbered("R26-0001") is None


def test_what_is_issued_says_nowhere_that_it_is_a_draft(office):
    [(_, _, paper)] = issue(office, a_referral(office))
    assert not any(DRAFT in page for page in pages_of(paper))


def test_the_index_names_the_page_on_which_each_part_begins(office):
    [pack] = packs_of(office, a_referral(office))
    pages = pages_of(draw_pack(pack, ""))
    [line] = [one for one in pages[0].splitlines() if one.startswith("Plans and contracts")]
    assert pages[int(line.split()[-1]) - 1].startswith("Plans and contracts")
    assert line.split()[-1] == str(len(pages))


def test_each_parent_has_a_pack_with_their_own_letter_and_home(office):
    pupil = a_referral(office, parents=("Dana", "Robin"), address="1 School House")
    first, second = ("\n".join(pages_of(paper)) for _, _, paper in issue(office, pupil))
    assert "4 Dana Street" in first
    assert "Robin Street" not in first
    assert "5 Robin Street" in second
    assert "Dana Street" not in second


def test_a_withheld_home_stands_in_no_pack_whoever_else_names_it(office):
    """Planted: `without` that gives back what it is given: red."""
    pupil = a_referral(office, parents=("Dana", "Robin"))
    home = "4 Dana Street"
    enter(office, CaseNote(0, pupil.id, MONDAY, "call", f"Robin says they are at {home.upper()}."))
    plan = Plan(0, pupil.id, MONDAY, "plan", lead=f"Ms Roe, {home}", support="A call.")
    enter(office, plan)
    change_parent(office, pupil, address_withheld=True)
    packs = packs_of(office, pupil)
    assert len(packs) == 2
    for pack in packs:
        text = " ".join(" ".join(pages_of(draw_pack(pack, ""))).split()).casefold()
        assert "dana street" not in text
    assert "withheld: ask the school's safeguarding lead" in packs[0].fields["parent_address"]


LINES = st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), min_size=5)


@given(st.lists(LINES, min_size=1, max_size=4), st.lists(st.text(max_size=30), max_size=4))
def test_no_line_of_a_withheld_home_is_left_in_any_text_of_a_record(home, texts):
    """Planted: only the first line hidden: red."""
    events = tuple(
        PackEvent(MONDAY, "Call", f"{text} {line.upper()}, {text}", line)
        for text in texts
        for line in home
    )
    plan = PackPlan("Plan", tuple((one.words, one.who) for one in events), ())
    shown = without(plan, hidden_lines(["\n".join(home)], ""))
    assert not any(line in cell for line in home for row in shown.lines for cell in row)


def test_the_schools_own_street_is_not_taken_out_as_a_home():
    hidden = hidden_lines(["4 Dana Street\nKearsley"], "Moor Lane\nKearsley")
    event = PackEvent(MONDAY, "Call", "4 dana  street, Kearsley", "")
    assert without(event, hidden).words == "(address withheld), Kearsley"


HOSTILE = "O'Brien <b>&amp; <a href='http://x'>Łukasz</a> Żó"


def test_what_a_person_typed_stands_in_a_pack_as_it_was_typed_and_links_nowhere(office):
    """R14. Planted: the labels of the authority's questions drawn as they come: red."""
    pupil = a_referral(office)
    asks = (HOSTILE, "名前?")  # no typeface of ours has this one: it stands in its Latin spelling
    set_authority(office, Authority(0, BEGAN, HOSTILE, fields=asks))
    parent = office.contacts.of(pupil.id)[0][1].id
    notice = PenaltyNotice(0, pupil.id, THURSDAY, parent, BEGAN, words=HOSTILE, issuer=HOSTILE)
    enter_notice(office, notice)
    [pack] = packs_of(office, pupil)
    paper = draw_pack(pack, "R26-0001")
    text = "".join(" ".join(pages_of(paper)).split())
    assert text.count("".join(HOSTILE.split())) >= 4
    assert "MingQian?" in text
    assert not any(word in paper for word in (b"/URI", b"/JavaScript", b"/Launch", b"/OpenAction"))


def test_a_letter_of_which_nobody_noted_how_it_was_sent_is_looked_at_by_its_number(office):
    pupil = a_referral(office)
    wanted = Wanted("concern")
    draft = draft_letter(office, wanted, pupil, Gathering(office, MONDAY))
    [letter] = issue_letters(office, [replace(draft, looked=SEEN)], draw)
    found = [one for pack in packs_of(office, pupil, "") for one in pack.gaps]
    [gap] = [one for one in found if letter.number in one.words]
    assert (gap.jump, gap.letter, gap.look) == (Jump.LETTERS, letter.number, True)


def test_who_is_not_back_from_leave_is_referred_for_a_delayed_return(office):
    """Seen red with unauthorised absence for every O."""
    pupil = a_referral(office, codes="CCOOOOOOOO" + "/" * 8)
    days = {"first": BEGAN, "last": BEGAN, "applicant_name": "Dana"}
    request = asked(office, pupil, received=dt.date(2026, 10, 5), **days)
    decide_leave(office, request, for_all(request, YES))
    [pack] = packs_of(office, pupil)
    assert pack.fields["reason"] == "delayed return from leave"


def test_brothers_and_sisters_stand_on_the_form_with_whether_they_were_referred(office):
    """Seen red with the referrals of today left out."""
    pupil = a_referral(office, family=7)
    elm = add_class(office, "4 Elm", office.school.sites()[0].id)
    other = referred(office, elm, BEGAN, upn="L816299919102", family=7, year_group="4")
    [pack] = packs_of(office, pupil)
    assert pack.fields["child_siblings"].endswith("not referred")
    issue(office, other)
    [pack] = packs_of(office, pupil)
    assert pack.fields["child_siblings"] == f"{other.called}: attendance 44.4%, referred, R26-0001"
