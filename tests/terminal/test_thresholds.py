"""Thresholds from the terminal."""

from __future__ import annotations

import json

import pytest

from officeapp.books.policy import PROFILES
from officeapp.domain.school_year import Session
from officeapp.gui import start
from officeapp.procedures.amend_mark import amend_mark
from officeapp.terminal import keeping
from tests.builders import a_class, take
from tests.conftest import MONDAY
from tests.desks import DAY, desks, mark, share_all

RULES = {"penalty-notice", "persistent", "severe", "sickness", "continuous-absence", "missing"}


@pytest.fixture
def school(office):
    """Return the file of a school of one class, marked on Monday morning."""
    school_class, _ = a_class(office)
    take(office, school_class, MONDAY, Session.AM, "/N.")
    office.close()
    return office.path


def test_one_row_for_each_pupil_and_rule_of_law_and_policy(ask, school):
    code, out, _ = ask("thresholds", school, "--on", MONDAY, "--json")
    rows = json.loads(out)
    assert code == 0
    assert {row["rule"] for row in rows} == RULES | {"no-contact"}
    assert len(rows) == 3 * 7
    away = next(row for row in rows if row["rule"] == "penalty-notice" and row["count"])
    assert away["sessions"] == [["2026-11-16", "AM", "N"]]
    assert (away["threshold"], away["met"], away["met_on"]) == (10, False, None)
    assert (away["ready"], away["blocked_by"]) == (False, [])


def test_one_pupil_is_asked_about_by_number(ask, school):
    _, out, _ = ask("thresholds", school, "--on", MONDAY, "--json")
    number = json.loads(out)[0]["id"]
    code, out, _ = ask("thresholds", school, "--pupil", number, "--json")
    assert code == 0
    assert {row["id"] for row in json.loads(out)} == {number}


def test_a_person_reads_only_what_is_met(ask, school):
    code, out, _ = ask("thresholds", school, "--on", MONDAY)
    assert code == 0
    assert "persistent" in out
    assert "penalty-notice" not in out


def test_rules_are_listed_for_a_school_and_without_one_for_every_policy(ask, school):
    _, out, _ = ask("thresholds", school, "--rules", "--json")
    assert {rule["rule"] for rule in json.loads(out)} == RULES | {"no-contact"}
    code, out, _ = ask("thresholds", "--rules", "--json")
    of = {rule["of"] for rule in json.loads(out)}
    assert code == 0
    assert {"law", "dunkirk", "kildwick", "expect-monitor"} <= of


def test_sessions_on_which_two_desks_disagree_are_told_beside_rules_that_are_not_met(ask, tmp_path):
    with desks(tmp_path) as offices:
        for office, code in zip(offices, "OI", strict=True):
            amend_mark(office, mark(office, 0), code, "told at the desk")
        share_all(offices)
        path, child = offices[0].path, offices[0].roll.pupil(mark(offices[0], 0).pupil)
    code, out, err = ask("thresholds", path, "--on", DAY, "--pupil", child.id, "--json")
    assert (code, not any(row["ready"] for row in json.loads(out))) == (0, True)
    assert "Two desks disagree on 1 session" in err
    assert "disagree" not in ask("thresholds", path, "--on", MONDAY)[2]


def test_pupils_without_a_school_are_wrong_use(ask):
    code, _, said = ask("thresholds")
    assert code == 2
    assert "Name a school's file" in said


def test_every_policy_there_is_can_be_chosen_when_a_school_is_made():
    assert {short for short, _ in start.POLICIES} == set(keeping.POLICIES) == set(PROFILES)
