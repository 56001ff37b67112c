"""The case view: what it shows, what a key does, and how few keys an entry takes.

Seen red: a plan whose owner stands after seven keys; a form left open for the next child; a step
put aside without a reason; a jump to another day's register; the case shown to a receptionist.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from officeapp.domain.cases import MeetingState, StepState, Taken
from officeapp.domain.policies import Need
from officeapp.domain.readiness import MENDS, NEED_WORDS, Mend
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session, Span
from officeapp.gui.pupil.case import CaseSection
from officeapp.gui.pupil.case_rows import Asked
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.pupil_case import Blocker
from tests.desks import write_apart
from tests.gui.conftest import SINCE, TODAY, pupil_of, take

AM, PM = Session.AM, Session.PM
YEAR = Span(dt.date(2026, 8, 1), dt.date(2027, 7, 31))
MONDAY = dt.date(2026, 11, 9)
DAYS = [MONDAY + dt.timedelta(days=number) for number in range(5)]


@pytest.fixture
def school(office):
    """Return a school in which Kai missed a week, its last session without a reason yet."""
    set_calendar(office, [Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")])
    for day in DAYS:
        take(office, "3 Oak", day, AM, "//O///")
        take(office, "3 Oak", day, PM, "\\\\O\\\\\\" if day != DAYS[-1] else "\\\\N\\\\\\")
    return office


@pytest.fixture
def screen(qtbot, school, services):
    """Return the Pupils screen with Kai's case open, as Today opens it."""
    screen = PupilsScreen(school, services)
    school.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=kai(school).id, section="case"))
    return screen


def kai(office):
    return pupil_of(office, "Johnson")


def case(screen):
    section = screen.page.section(Part.CASE)
    assert isinstance(section, CaseSection)
    return section


def rows(screen, name):
    table = screen.findChild(RecordView, name).table
    return [tuple(column.text(one) for column in table.columns) for one in table.records]


def press(screen, qtbot, keys):
    """Press real keys: what begins with a capital is one key, the rest words; return the former."""
    for key in keys:
        if not key[0].isupper():
            qtbot.keyClicks(screen.focusWidget(), key)
        else:
            qtbot.keyClick(screen.focusWidget(), getattr(Qt.Key, f"Key_{key}"))
    return [key for key in keys if key[0].isupper()]


def choose(screen, words):
    """Put the cursor on a row of what is asked for."""
    view = case(screen).asked.view
    row = next(n for n, one in enumerate(view.table.records) if words in one.words)
    view.selectRow(row)
    view.setFocus()
    return view.table.records[row]


def test_the_case_has_the_whole_width_and_esc_brings_the_list_back(screen, qtbot):
    assert screen.list.isHidden()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)
    screen.step_back()
    assert not screen.list.isHidden()


def test_a_figure_opens_its_sum_and_esc_goes_back_to_the_timeline(screen, qtbot):
    tile = screen.findChild(QAbstractButton, "pupils.case.unauthorised")
    assert tile.accessibleName().startswith("10 ")
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert len(rows(screen, "pupils.case.sum")) == 10
    assert screen.step_back()
    assert screen.focusWidget().objectName() == "pupils.case.timeline"


def test_a_notice_says_what_is_in_the_way(screen):
    row = choose(screen, "Notice to improve")
    said = screen.findChild(QLabel, "pupils.case.asked.said").text()
    assert row.badge == "held up"
    assert "10 of 10 sessions" in said
    assert "a mark is still N: Fri 13 Nov afternoon" in said


def test_j_jumps_to_the_session_that_holds_the_notice_up(screen, qtbot, gone_to):
    choose(screen, "Notice to improve")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_J)
    [(place, target)] = gone_to
    assert (place, target.day, target.session) == (Place.REGISTER, DAYS[-1], PM)


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (["C", "no answer", "Return"], "notes"),
        (["N", "talked", "Return"], "notes"),
        (["M", "ms roe", "Tab", "the bus moved", "Return"], "meetings"),
        (["M", "ms roe", "Tab", "Tab", "3 dec 2026", "Tab", "9:30", "Return"], "meetings"),
        (["P", "club", "Tab", "in by nine", "Tab", "ms li", "Tab", "Return"], "plans"),
        (["K", "ms roe", "Tab", "ms li", "Tab", "club", "Tab", "on time", "Return"], "plans"),
        (["R", "nurse", "Tab", "asthma", "Return"], "referrals"),
        (
            ["R", "nurse", "Tab", "asthma", "Tab", "inhaler", "Tab", "3 dec 2026", "Return"],
            "referrals",
        ),
        (["N", "reads in the quiet room", "Tab", "adjustment", "Return"], "notes"),
        (["N", "a lift on mondays", "Tab", "support", "Return"], "notes"),
    ],
)
def test_an_entry_takes_at_most_six_keys_beyond_its_words(screen, qtbot, school, keys, kept):
    beyond = press(screen, qtbot, keys)
    assert len(beyond) <= 6
    [entry] = getattr(school.cases, kept).of(kai(school).id, YEAR)
    said = f"{entry} {school.cases.targets.of(kai(school).id, YEAR)}"
    words = [key for key in keys if key not in beyond and not key[0].isdigit()]
    assert [one for one in words if one not in said] == []
    assert not case(screen).form.is_open


def test_a_plan_with_whether_it_was_taken_up_takes_six_keys_beyond_its_words(screen, qtbot, school):
    keys = ["P", "club", "Tab", "in by nine", "Tab", "ms li", "Tab", "7 dec 2026", "Tab", "refused"]
    assert len(press(screen, qtbot, [*keys, "Return"])) == 6
    [plan] = school.cases.plans.of(kai(school).id, YEAR)
    assert (plan.taken, plan.lead, plan.review) == (Taken.REFUSED, "ms li", dt.date(2026, 12, 7))


@pytest.mark.parametrize(
    ("place", "name"),
    list(enumerate(("lead", "social_worker", "early_help", "medical_plan", "adjustments"))),
)
def test_what_stands_on_the_card_takes_at_most_six_keys_beyond_its_words(
    screen, qtbot, school, place, name
):
    assert len(press(screen, qtbot, ["E", *["Tab"] * place, "r. adair", "Return"])) <= 6
    assert getattr(school.cases.card(kai(school).id), name) == "r. adair"


def test_four_keys_keep_a_plan_with_its_target_its_owner_and_a_review(screen, qtbot, school):
    press(screen, qtbot, ["P", "club", "Tab", "in by nine", "Tab", "ms li", "Return"])
    [plan] = school.cases.plans.of(kai(school).id, YEAR)
    [target] = school.cases.targets.of(kai(school).id, YEAR)
    assert (plan.support, target.words, plan.lead) == ("club", "in by nine", "ms li")
    assert plan.review == TODAY + dt.timedelta(weeks=4)


def test_a_meeting_to_come_invites_and_one_held_says_who_came(screen, qtbot, school):
    press(screen, qtbot, ["M", "ms roe", "Tab", "Tab", "3 dec 2026", "Return"])
    press(screen, qtbot, ["M", "mr roe", "Return"])
    held, planned = sorted(
        school.cases.meetings.of(kai(school).id, YEAR), key=lambda one: str(one.state)
    )
    assert (planned.state, planned.invited) == (MeetingState.PLANNED, ("ms roe",))
    assert (held.state, held.came) == (MeetingState.HELD, ("mr roe",))


def test_a_step_is_done_with_what_shows_it_in_two_keys(screen, qtbot, school):
    press(screen, qtbot, ["N", "with the mother", "Return"])
    choose(screen, "Talk with the family")
    press(screen, qtbot, ["D", "Return"])
    [step] = school.cases.steps.of(kai(school).id, YEAR)
    assert (step.state, step.evidence) == (StepState.DONE, "talk Wed 18 Nov")
    assert ("done", "Talk with the family about what keeps the child away") in rows(
        screen, "pupils.case.asked"
    )


def test_a_step_is_put_aside_with_a_reason_and_not_without(screen, qtbot, school):
    choose(screen, "Talk with the family")
    press(screen, qtbot, ["A", "Return"])
    assert "why the step is put aside" in screen.findChild(QLabel, "pupils.case.refused").text()
    press(screen, qtbot, ["in hospital", "Return"])
    [step] = school.cases.steps.of(kai(school).id, YEAR)
    assert (step.state, step.why) == (StepState.ASIDE, "in hospital")


def test_a_day_that_is_none_is_refused_and_what_was_typed_stays(screen, qtbot, school):
    press(screen, qtbot, ["M", "ms roe", "Tab", "Tab", "someday", "Return"])
    refused = screen.findChild(QLabel, "pupils.case.refused").text()
    assert "'someday' is no day" in refused
    assert screen.findChild(QLineEdit, "pupils.case.field.who").text() == "ms roe"
    assert school.cases.meetings.of(kai(school).id, YEAR) == []


def test_enter_on_a_line_of_the_timeline_changes_it_and_asks_why(screen, qtbot, school):
    press(screen, qtbot, ["R", "nurse", "Tab", "asthma", "Return"])
    view = case(screen).timeline.view
    view.setFocus()
    view.selectRow(0)
    press(screen, qtbot, ["Return", "Tab", "Tab", "inhaler", "Return"])
    assert "reason" in screen.findChild(QLabel, "pupils.case.refused").text()
    press(screen, qtbot, ["Tab", "Tab", "answered", "Return"])
    [referral] = school.cases.referrals.of(kai(school).id, YEAR)
    assert (referral.why, referral.outcome, referral.correction) == (
        "asthma",
        "inhaler",
        "answered",
    )


def test_an_entry_that_was_a_mistake_is_taken_back_with_a_reason(screen, qtbot, school):
    press(screen, qtbot, ["C", "no answer", "Return"])
    view = case(screen).timeline.view
    view.setFocus()
    view.selectRow(0)
    press(screen, qtbot, ["Return"])
    screen.findChild(QCheckBox, "pupils.case.field.gone").setChecked(True)
    screen.findChild(QLineEdit, "pupils.case.field.correction").setFocus()
    press(screen, qtbot, ["wrong child", "Return"])
    assert school.cases.notes.of(kai(school).id, YEAR) == []
    assert rows(screen, "pupils.case.timeline") == []


def test_no_key_and_no_button_takes_what_is_typed_away(screen, qtbot, school):
    """Seen red with letters in a choice taken for keys, and with a form opened over another."""
    press(screen, qtbot, ["N", "about the bus", "Tab", "adj"])
    screen.findChild(QAbstractButton, "pupils.case.new.meeting").click()
    assert "Keep this first" in screen.findChild(QLabel, "pupils.case.refused").text()
    press(screen, qtbot, ["Return"])
    [note] = school.cases.notes.of(kai(school).id, YEAR)
    assert (note.kind, note.words) == ("adjustment", "about the bus")


def test_a_form_is_closed_and_emptied_when_another_child_is_shown(screen, qtbot, school):
    press(screen, qtbot, ["N", "about kai"])
    screen.show_pupil(pupil_of(school, "Abbasi").id)
    assert not case(screen).form.is_open
    assert [one for one in case(screen).form.findChildren(QLineEdit) if one.isVisible()] == []


def test_brothers_and_sisters_stand_beside_and_open(screen, qtbot, school):
    other = pupil_of(school, "Abbasi")
    join_family(school, kai(school).id, other.id)
    button = screen.findChild(QAbstractButton, "pupils.case.family.0")
    beside = "Zara: 10 of 10 sessions, 0 in ten weeks, 0 days away together"
    assert (button.text(), button.accessibleName()) == ("Zara", beside)
    button.click()
    assert screen.page.pupil.id == other.id


def test_who_leads_and_what_to_mind_stand_over_what_is_asked_for(screen, qtbot, school):
    press(screen, qtbot, ["E", "r. adair", "Tab", "j. bloggs", "Return"])
    card = school.cases.card(kai(school).id)
    assert (card.lead, card.social_worker) == ("r. adair", "j. bloggs")
    assert case(screen).asked.note.text() == "led by r. adair  ·  social worker j. bloggs"


def test_the_strip_says_what_drops_off_on_monday(screen):
    strip = screen.findChild(QWidget, "pupils.case.weeks")
    assert strip.accessibleName() == "Ten school weeks: 10 sessions of G, N, O or U"
    assert strip.accessibleDescription() == "Nothing drops off on Mon 23 Nov."


def test_a_receptionist_has_no_case_and_no_key_opens_it(qtbot, school, services):
    add_person(school, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    school.sign_in(school.staff.named("Ivy Chen", TODAY))
    screen = PupilsScreen(school, services)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=kai(school).id, section="case"))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert screen.page.part is Part.ATTENDANCE
    button = screen.findChild(QAbstractButton, "pupils.part.case")
    assert button is not None
    assert button.isHidden()


def test_j_on_a_step_that_is_ready_begins_it_and_its_entry_shows_it(screen, qtbot, school):
    row = choose(screen, "Talk with the family")
    assert screen.findChild(QAbstractButton, "pupils.case.jump").text() == "Begin  J"
    press(screen, qtbot, ["J", "with the mother", "Return"])
    [note] = school.cases.notes.of(kai(school).id, YEAR)
    assert (note.kind, note.words) == ("talk", "with the mother")
    assert row.badge == "ready"
    choose(screen, "Talk with the family")
    assert "May be shown by: talk" in screen.findChild(QLabel, "pupils.case.asked.said").text()


def test_few_sessions_are_said_as_sessions_and_have_no_band(screen, school):
    """Seen red with a share said of ten sessions, and with the band of that share."""
    tile = screen.findChild(QAbstractButton, "pupils.case.attendance")
    assert tile.accessibleName().startswith("0 of 10 sessions")
    choose_profile(school, "dunkirk", SINCE)
    assert "red" not in [badge for badge, _ in rows(screen, "pupils.case.asked")]


def test_the_band_of_the_figure_stands_with_what_the_policy_asks_for_in_it(screen, school):
    choose_profile(school, "dunkirk", SINCE)
    for back in range(7, 12):
        for half, mark in ((AM, "/"), (PM, "\\")):
            take(school, "3 Oak", DAYS[-1] - dt.timedelta(days=back), half, mark * 6)
    said = dict(rows(screen, "pupils.case.asked"))
    assert said["red"] == "under 89 %; Say what has improved"


def test_what_two_desks_disagree_on_holds_a_step_up_and_j_opens_the_tray(
    screen, qtbot, school, gone_to
):
    """Seen red with the marks of a clash counted as settled."""
    amend_mark(school, school.register.standing(kai(school).id, DAYS[-1], PM), "O", "no reason")
    mark = school.register.standing(kai(school).id, MONDAY, AM)
    write_apart(
        school,
        lambda here: amend_mark(here, mark, "G", "they were away"),
        lambda there: amend_mark(there, mark, "U", "he came at ten"),
    )
    screen.refresh()
    row = choose(screen, "Talk with the family")
    assert [str(one.need) for one in row.blockers] == ["clash"]
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_J)
    assert gone_to == [(Place.CLASHES, Target(pupil=kai(school).id))]


def test_w_opens_the_letter_of_the_step_in_hand(screen, qtbot, school, gone_to):
    choose(screen, "Notice to improve")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_W)
    assert gone_to == [(Place.LETTERS, Target(pupil=kai(school).id, section="notice-to-improve"))]


@pytest.mark.parametrize("width", [640, 900, 1166])
def test_every_key_is_in_sight_and_in_a_narrow_window_what_is_asked_for_comes_first(
    screen, qtbot, width
):
    """Seen red with all keys in one row, with the year first, and with a case that stays wide."""
    section = case(screen)

    def top(part):
        return part.mapTo(section, part.rect().topLeft()).y()

    screen.resize(width, 740)
    qtbot.waitUntil(lambda: (top(section.asked) < top(section.cells)) is (width < 1060))
    shown = [one for one in section.acts.buttons.values() if one.isVisible()]
    ends = [one.mapTo(section, one.rect().topRight()).x() for one in shown]
    assert max(ends) <= section.width() <= width
    assert all(one.width() >= one.sizeHint().width() for one in shown)


FORMS = {
    Need.SUPPORTED: ("A plan", "attendance plan"),
    Need.NOT_LOOKED_AFTER: ("Authority asked", "authority asked"),
    Need.NO_SOCIAL_WORKER: ("Social worker asked", "social worker asked"),
    Need.NOT_SENSITIVE: ("Care taken", "care taken"),
}
PLACES_OF = {
    Need.EXPLAINED: Place.REGISTER,
    Need.MARKED: Place.REGISTER,
    Need.SETTLED: Place.CLASHES,
}
NOTHING_MENDS = (Need.OF_AGE, Need.UNUSED)


def jump(screen, need):
    """Press J on a step that one thing alone is in the way of."""
    day = MONDAY if MENDS[need] is Mend.REGISTER else None
    blocker = Blocker(need, NEED_WORDS[need], MENDS[need], day, AM if day else None)
    case(screen).asked.jump_wanted.emit(Asked("held up", "", "", "", blockers=(blocker,)))


def test_nothing_that_can_be_in_the_way_is_forgotten_here():
    others = {Need.DETAILS, Need.NOTICES, Need.WARNED}
    assert {*FORMS, *PLACES_OF, *NOTHING_MENDS, *others} == set(Need)


@pytest.mark.parametrize("need", FORMS)
def test_what_a_note_or_plan_mends_opens_its_form(screen, need):
    """Seen red with it only said that nothing mends them."""
    jump(screen, need)
    title, kind = FORMS[need]
    form = case(screen).form
    assert [one for one in form.findChildren(QLabel) if one.text().startswith(title)]
    assert form.findChild(QComboBox, "pupils.case.field.kind").currentData() == kind


@pytest.mark.parametrize("need", PLACES_OF)
def test_what_another_place_mends_opens_it(screen, gone_to, need):
    jump(screen, need)
    assert [place for place, _ in gone_to] == [PLACES_OF[need]]


@pytest.mark.parametrize("need", NOTHING_MENDS)
def test_of_what_nothing_mends_it_is_said_that_the_step_can_be_put_aside(screen, said, need):
    jump(screen, need)
    assert said[-1].endswith("nothing mends that. A puts the step aside with why.")


def test_a_warning_is_the_policys_own_letter_once_the_steps_before_it_were_taken(
    screen, school, gone_to
):
    jump(screen, Need.WARNED)
    assert case(screen).asked.view.current().words.startswith("Talk with the family")
    choose_profile(school, "dunkirk", SINCE)  # whose ladders have no letter that warns
    jump(screen, Need.WARNED)
    assert gone_to == [(Place.LETTERS, Target(pupil=kai(school).id, section="formal"))]


def test_a_parent_who_is_missing_is_entered_and_notices_are_in_their_ledger(screen):
    jump(screen, Need.NOTICES)
    assert not case(screen).notices.isHidden()
    jump(screen, Need.DETAILS)
    assert screen.page.part is Part.CONTACTS
