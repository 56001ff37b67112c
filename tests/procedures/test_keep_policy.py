from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.policy_settings import BadNumberError, WeakerThanLawError
from officeapp.procedures.keep_policy import (
    ContradictsError,
    UnknownNumberError,
    UnknownProfileError,
    change_number,
    choose_profile,
    take_back_change,
)

JANUARY = dt.date(2027, 1, 4)
BEFORE = dt.date(2027, 1, 3)
SINCE = dt.date(2026, 9, 1)


@pytest.fixture
def dunkirk(office):
    choose_profile(office, "dunkirk", SINCE)
    return office


def test_a_school_follows_the_profile_it_was_made_with(office):
    assert office.policy.on(JANUARY).name == "national"


def test_a_school_goes_over_to_a_profile_from_a_day_on(office):
    choose_profile(office, "kildwick", JANUARY)
    assert office.policy.on(BEFORE).name == "national"
    assert office.policy.on(JANUARY).name == "kildwick"


def test_a_number_holds_from_its_day_and_not_before(dunkirk):
    """Seen red with the first day left out of the comparison."""
    change_number(dunkirk, "leave.notices.holiday.weeks", "8", JANUARY)
    assert dunkirk.policy.on(BEFORE).leave.weeks("holiday") == 6
    assert dunkirk.policy.on(JANUARY).leave.weeks("holiday") == 8


def test_a_number_stays_with_its_profile(dunkirk):
    change_number(dunkirk, "first_day.within_minutes", "30", SINCE)
    choose_profile(dunkirk, "national", JANUARY)
    assert dunkirk.policy.on(BEFORE).first_day.within_minutes == 30
    assert dunkirk.policy.on(JANUARY).first_day.within_minutes == 60


def test_the_same_day_corrects_the_number_and_keeps_what_stood(dunkirk):
    change_number(dunkirk, "target", "97", JANUARY)
    made = change_number(dunkirk, "target", "95", JANUARY)
    assert dunkirk.policy.on(JANUARY).target == 95
    assert [card.value for card, _ in dunkirk.policy.cards.versions(made.id)] == ["97", "95"]


def test_a_change_taken_back_gives_the_number_before(dunkirk):
    made = change_number(dunkirk, "target", "97", JANUARY)
    take_back_change(dunkirk, made)
    assert dunkirk.policy.on(JANUARY).target == 96


def test_the_policy_survives_closing_the_file(dunkirk):
    change_number(dunkirk, "target", "97", JANUARY)
    dunkirk.forget()
    assert dunkirk.policy.on(JANUARY).target == 97


@pytest.mark.parametrize("typed", ["", "six", "-1", "6.5", "99999"])
def test_what_is_no_whole_number_is_refused(dunkirk, typed):
    with pytest.raises(BadNumberError, match="whole number"):
        change_number(dunkirk, "leave.notices.holiday.weeks", typed, JANUARY)


@pytest.mark.parametrize(("key", "typed"), [("target", "101"), ("registers.keep_years", "355")])
def test_a_number_far_beyond_any_policy_is_refused(dunkirk, key, typed):
    with pytest.raises(BadNumberError, match="up to"):
        change_number(dunkirk, key, typed, JANUARY)


def test_nothing_is_weaker_than_the_law(dunkirk):
    """Seen red with the limits of the first day only, and with none."""
    with pytest.raises(WeakerThanLawError, match="at least 6 years"):
        change_number(dunkirk, "registers.keep_years", "5", JANUARY)
    with pytest.raises(WeakerThanLawError, match="at least 6 years"):
        change_number(dunkirk, "registers.keep_years", "4", dt.date(2024, 8, 1))
    assert dunkirk.policy.on(JANUARY).registers.keep_years == 6


def test_years_of_keeping_in_a_text_older_than_the_law_are_raised_by_the_law(dunkirk):
    assert dunkirk.policy.tree(JANUARY)["registers"]["keep_years"] == 3
    assert dunkirk.policy.on(JANUARY).registers.keep_years == 6


def test_a_number_that_contradicts_another_is_refused(office):
    choose_profile(office, "expect-monitor", SINCE)
    with pytest.raises(ContradictsError, match="two bands"):
        change_number(office, "bands.amber.high", "97", JANUARY)
    assert office.policy.on(JANUARY).bands[1].high == 95


def test_half_term_steps_must_grow(office):
    choose_profile(office, "kildwick", SINCE)
    key = "rules.sessions-by-half-term.steps"
    with pytest.raises(ContradictsError, match="grow"):
        change_number(office, key, "10 8 30", JANUARY)
    change_number(office, key, "9, 18 27 36 45", JANUARY)
    assert office.policy.on(JANUARY).rule("sessions-by-half-term").steps == (9, 18, 27, 36, 45)


def test_what_is_not_in_the_policy_is_refused(office):
    with pytest.raises(UnknownNumberError):
        change_number(office, "rules.no-such.count", "3", JANUARY)
    with pytest.raises(UnknownProfileError):
        choose_profile(office, "no-such", JANUARY)


def test_a_number_that_stands_already_writes_nothing(dunkirk):
    assert change_number(dunkirk, "target", "96", JANUARY).id == 0
    assert not [one for one in dunkirk.policy.changes() if one.key == "target"]


def test_a_number_a_policy_is_without_can_be_given_and_taken_away_again(dunkirk):
    key = "first_day.from_time"
    change_number(dunkirk, key, "9.45", JANUARY)
    assert dunkirk.policy.on(JANUARY).first_day.from_time == dt.time(9, 45)
    assert dunkirk.policy.on(BEFORE).first_day.from_time is None
    change_number(dunkirk, key, "", dt.date(2027, 2, 1))
    assert dunkirk.policy.on(dt.date(2027, 2, 1)).first_day.from_time is None


def test_the_words_of_a_rule_say_the_number_the_school_gave_it(dunkirk):
    """Seen red with the words as they stand in the profile."""
    change_number(dunkirk, "rules.late-week.count", "3", JANUARY)
    assert [rule.words for rule in dunkirk.policy.on(JANUARY).rules if rule.id == "late-week"] == [
        "3 lates in a week"
    ]
    change_number(dunkirk, "rules.absence-half-term.count", "5", JANUARY)
    assert "2.5 days of absence in a half term" in [
        rule.words for rule in dunkirk.policy.on(JANUARY).rules
    ]
