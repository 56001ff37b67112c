"""The ledger of penalty notices: per parent and child, at most two in three years, never twice.

Seen red with: notices that `known_of` does not hand on; a withdrawn notice that counts; a ledger
that counts by child alone; sessions of a notice that a referral may rely on again; the amounts of
today for every date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.known import known_of
from officeapp.books.policy import threshold_law
from officeapp.domain.notice_ledger import (
    Outcome,
    PenaltyNotice,
    ledger_lines,
    moment_of,
    moment_text,
    used_by_notices,
)
from officeapp.domain.policies import Need
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.keep_notices import (
    NoOutcomeError,
    NotAParentError,
    NoticeDaysError,
    change_notice,
    enter_notice,
    ledger_of,
    packs_to,
    sessions_between,
    sessions_of_pack,
    settle_notice,
)
from officeapp.procedures.pupil_case import pupil_case
from officeapp.procedures.timeline import timeline
from tests.pack_builders import BEGAN, a_referral, issue

FRIDAY = dt.date(2026, 11, 20)  # today
MOTHER, CHILD = ContactId(1), PupilId(10)


def a_notice(office, pupil, parent, **changes):
    made = PenaltyNotice(0, pupil.id, FRIDAY, parent, BEGAN, issuer="the authority")
    return enter_notice(office, replace(made, **changes))


def parents(office, pupil):
    return [contact.id for _, contact in office.contacts.of(pupil.id)]


def test_a_notice_is_kept_with_its_sessions_and_what_becomes_of_it(office):
    pupil = a_referral(office)
    [mother] = parents(office, pupil)
    sessions = sessions_between(office, pupil, Span(BEGAN, FRIDAY))
    made = a_notice(office, pupil, mother, sessions=sessions)
    settle_notice(office, made, Outcome.PAID, FRIDAY, "in full")
    [line] = ledger_of(office, pupil.id)
    assert len(line.notice.sessions) == 10
    assert line.notice.outcome_said == "paid Fri 20 Nov 2026"
    assert [one.outcome for one, _ in office.cases.notices.versions(made.id)] == ["", "paid"]
    assert any(one.kind == "Notice" and "in full" in one.words for one in timeline(office, pupil))


def test_the_sessions_of_a_notice_are_not_relied_on_again(office):
    pupil = a_referral(office)
    [mother] = parents(office, pupil)
    [(_, letter, _)] = issue(office, pupil)
    [pack] = packs_to(office, pupil.id, mother)
    assert pack.id == letter.id
    made = a_notice(office, pupil, mother, sessions=sessions_of_pack(office, pack))
    assert len(used_by_notices([made])) == 10
    assert used_by_notices([made]) <= known_of(office, pupil, FRIDAY).used


def test_what_was_only_in_a_notice_is_used_until_it_is_withdrawn(office):
    pupil = a_referral(office)
    [mother] = parents(office, pupil)
    made = a_notice(office, pupil, mother, sessions=(moment_text(BEGAN, Session.AM),))
    assert len(known_of(office, pupil, FRIDAY).used) == 1
    settle_notice(office, made, Outcome.WITHDRAWN, FRIDAY, "to the wrong person")
    assert known_of(office, pupil, FRIDAY).used == frozenset()


def test_notices_reach_what_is_known_for_the_limit_per_parent(office):
    pupil = a_referral(office, parents=("Dana", "Robin"))
    dana, robin = parents(office, pupil)
    for day in (dt.date(2025, 3, 3), FRIDAY):
        a_notice(office, pupil, dana, day=day, absence=day - dt.timedelta(days=20))
    a_notice(office, pupil, robin)
    found = known_of(office, pupil, FRIDAY).notices
    assert sorted(one.parent for one in found) == sorted((dana, dana, robin))
    assert [one.place for one in ledger_of(office, pupil.id) if one.notice.parent == dana] == [1, 2]


def test_two_notices_in_three_years_hold_the_step_up_until_one_is_withdrawn(office):
    """Seen red with no notices handed on to what is known."""
    pupil = a_referral(office)
    [mother] = parents(office, pupil)
    day = dt.date(2026, 3, 2)
    a_notice(office, pupil, mother, day=day, absence=day)
    made = a_notice(office, pupil, mother)
    assert Need.NOTICES in {one.need for one in in_the_way(office, pupil)}
    settle_notice(office, made, Outcome.WITHDRAWN, FRIDAY)
    assert Need.NOTICES not in {one.need for one in in_the_way(office, pupil)}


def in_the_way(office, pupil):
    return [one for each in pupil_case(office, pupil).blockers.values() for one in each]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": dt.date(2026, 11, 21)}, "issued in the future"),
        ({"absence": dt.date(2026, 11, 21)}, "before the absence"),
        ({"received": dt.date(2026, 11, 19)}, "received before"),
        ({"sessions": ("2026-11-23 AM",)}, "before the absence"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_kept(office, changes, words):
    pupil = a_referral(office)
    with pytest.raises(NoticeDaysError, match=words):
        a_notice(office, pupil, parents(office, pupil)[0], **changes)
    assert ledger_of(office, pupil.id) == []


def test_a_notice_is_for_a_parent_on_the_childs_card_alone(office):
    pupil = a_referral(office)
    with pytest.raises(NotAParentError, match="Zara Abbasi"):
        a_notice(office, pupil, ContactId(7))


def test_a_change_takes_a_reason_and_an_outcome(office):
    pupil = a_referral(office)
    made = a_notice(office, pupil, parents(office, pupil)[0])
    with pytest.raises(NoReasonError):
        change_notice(office, replace(made, reference="PN 7"), " ")
    with pytest.raises(NoOutcomeError):
        settle_notice(office, made, Outcome.OPEN, FRIDAY)
    change_notice(office, replace(made, gone=True), "it was another child's")
    assert ledger_of(office, pupil.id) == []


def test_amounts_are_those_of_the_date_of_the_absence_counted_from_receipt():
    first = PenaltyNotice(1, CHILD, FRIDAY, MOTHER, BEGAN, received=dt.date(2026, 12, 1))
    old = PenaltyNotice(2, CHILD, dt.date(2024, 7, 20), MOTHER, dt.date(2024, 7, 1))
    second = replace(first, id=3, day=dt.date(2026, 12, 20), received=None)
    said = [one.asks_said for one in ledger_lines([first, second, old], threshold_law())]
    assert said[0].startswith("£60 by 9 Aug, £120 by 16 Aug 2024")
    assert said[1] == "£80 by 21 Dec, £160 by 28 Dec 2026"
    assert said[2] == "£160 by 16 Jan 2027 at the earliest"


@given(
    st.lists(
        st.tuples(
            st.dates(dt.date(2024, 9, 1), dt.date(2029, 1, 1)),
            st.sampled_from((MOTHER, ContactId(2))),
            st.sampled_from(Outcome),
        ),
        max_size=6,
    )
)
def test_a_place_is_one_more_than_the_notices_before_it_that_count(rows):
    notices = [
        PenaltyNotice(number, CHILD, day, who, day, outcome=outcome)
        for number, (day, who, outcome) in enumerate(rows)
    ]
    for line in ledger_lines(notices, threshold_law()):
        one = line.notice
        before = [
            other
            for other in notices
            if other.parent == one.parent
            and (other.day, other.id) < (one.day, one.id)
            and other.outcome is not Outcome.WITHDRAWN
            and one.day < _years_on(other.day, 3)
        ]
        assert line.place == len(before) + 1


def _years_on(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


@given(st.dates(dt.date(2000, 1, 1)), st.sampled_from(Session))
def test_a_session_is_read_as_it_is_written(day, session):
    assert moment_of(moment_text(day, session)) == (day, session)
