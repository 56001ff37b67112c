from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_policy import change_number, choose_profile
from tests.gui.conftest import TODAY
from tests.gui.school_window import CTRL, Key, SchoolWindow

SINCE = dt.date(2026, 9, 1)
NEXT = TODAY + dt.timedelta(days=7)


@pytest.fixture
def window(qtbot, office, services):
    choose_profile(office, "dunkirk", SINCE)
    return SchoolWindow(qtbot, office, services, "school.policy")


def find(window, words):
    window.type("school.policy.find", words)
    window.find(QLineEdit, "school.policy.find").clearFocus()
    window.section.focus_first()


def numbers(window):
    return [row[-3:] for row in window.rows("school.policy.list")]


def test_a_number_is_changed_from_a_day_on_by_keys_alone(window, office):
    find(window, "notice of a holiday")
    window.press(Key.Key_Return)
    window.type("school.policy.number", "8")
    window.type("school.policy.first", f"{NEXT:%d/%m/%y}")
    window.press(Key.Key_Return, CTRL)
    assert office.policy.on(TODAY).leave.weeks("holiday") == 6
    assert office.policy.on(NEXT).leave.weeks("holiday") == 8
    assert [row[0] for row in numbers(window)] == ["6", "8"]
    assert numbers(window)[1][-1] == "to come"
    assert "notice of a holiday" in window.text("school.policy.saved")


def test_a_number_weaker_than_the_law_is_refused_in_place_and_stays_typed(window, office):
    find(window, "years entries")
    window.press(Key.Key_Return)
    window.type("school.policy.number", "4")
    window.press(Key.Key_Return, CTRL)
    assert "at least 6 years" in window.text("school.policy.form.refused")
    assert window.find(QLineEdit, "school.policy.number").text() == "4"
    assert office.policy.on(TODAY).registers.keep_years == 6


def test_what_the_law_says_stands_under_the_number_before_it_is_typed(window):
    find(window, "years entries")
    window.press(Key.Key_Return)
    said = window.text("school.policy.form.effect")
    assert "The profile says 3." in said
    assert "at least 6 years" in said


def test_the_number_is_typed_over_what_stands_there(window, qtbot):
    """Seen red with the number typed behind the one that stood there."""
    find(window, "notice of a holiday")
    window.press(Key.Key_Return)
    qtbot.keyClicks(window.focus(), "9")
    assert window.find(QLineEdit, "school.policy.number").text() == "9"


def test_delete_takes_a_change_back(window, office):
    change_number(office, "target", "97", TODAY)
    find(window, "aimed at")
    assert numbers(window)[0][0] == "97"
    window.press(Key.Key_Delete)
    assert office.policy.on(TODAY).target == 96
    assert numbers(window)[0][0] == "96"


def test_the_contradictions_of_the_text_are_listed_and_the_law_comes_first(window):
    rows = window.rows("school.policy.doubts")
    assert [row[0] for row in rows][:3] == ["law"] * 3
    assert any("91.05 % of 190 days" in row[-1] for row in rows)
    window.find(RecordView, "school.policy.doubts").setFocus()
    window.press(Key.Key_Down)
    assert "a penalty notice is £80, then £160" in window.text("school.policy.doubt")


def test_another_policy_is_followed_from_a_day_on(window, office):
    window.press(Key.Key_N, CTRL)
    choice = window.find(QComboBox, "school.policy.profile")
    choice.setCurrentIndex(choice.findData("kildwick"))
    window.type("school.policy.profile-first", f"{NEXT:%d/%m/%y}")
    window.press(Key.Key_Return, CTRL)
    assert office.policy.on(TODAY).name == "dunkirk"
    assert office.policy.on(NEXT).name == "kildwick"
    assert "from" in window.text("school.policy.followed")
    assert "Kildwick" in window.text("school.policy.followed")


def test_the_appendix_is_shown_to_be_printed(window, qtbot):
    window.press(Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(window.screen.findChildren(PrintPreview)))
    [preview] = window.screen.findChildren(PrintPreview)
    assert preview.pages >= 3
    preview.close()
