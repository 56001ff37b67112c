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
from officeapp.domain.authority import Authority
from officeapp.domain.cases import CaseCard, CaseNote, Plan
from officeapp.domain.letter_paper import DRAFT
from officeapp.domain.notice_ledger import PenaltyNotice
from officeapp.domain.pack import PackEvent, PackPlan, hidden_lines, without
from officeapp.domain.pack_gaps import Jump, PackGapsError
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.issue_packs import PackChangedError, keep_packs, plan_packs
from officeapp.procedures.keep_authority import set_authority
from officeapp.procedures.keep_case import change_card, enter
from officeapp.procedures.keep_notices import enter_notice
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
