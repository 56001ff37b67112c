"""School, Letters: own wording kept and taken back, what is wrong said while it is typed.

Seen red with a wording kept with an unknown fact.
"""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from officeapp.books.letters import shipped
from officeapp.domain.school import Role
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def school(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.wording")


def part(school, kind, name) -> Any:
    return school.section.findChild(kind, f"school.wording.{name}")


def choose(school, kind):
    kinds = part(school, QComboBox, "kind")
    kinds.setCurrentIndex(kinds.findData(kind))


def test_a_wording_is_kept_and_the_programs_comes_back(school, office):
    choose(school, "praise")
    part(school, QPlainTextEdit, "body").setPlainText("Well done, {forename}.")
    school.press(Key.Key_S, CTRL)
    assert office.letters.template("praise").body == "Well done, {forename}."
    school.press(Key.Key_F8)
    assert office.letters.template("praise") == shipped()["praise"]


def test_the_page_follows_what_is_typed(school, qtbot):
    choose(school, "praise")
    picture = part(school, QLabel, "picture")
    before = picture.pixmap().toImage()
    part(school, QLineEdit, "subject").setText("Splendid, {child}")
    part(school, QPlainTextEdit, "body").setPlainText("Splendid.")
    qtbot.waitUntil(lambda: picture.pixmap().toImage() != before)


def test_an_unknown_fact_is_said_at_once_and_not_kept(school, office, qtbot):
    choose(school, "praise")
    part(school, QPlainTextEdit, "body").setPlainText("About {nobody}.")
    refused = part(school, QLabel, "refused")
    qtbot.waitUntil(lambda: "no such fact" in refused.text())
    school.press(Key.Key_S, CTRL)
    assert office.letters.template("praise") == shipped()["praise"]


def speak(school, language, greeting="Szanowna Pani", closing="Z poważaniem"):
    part(school, QComboBox, "language").setCurrentText(language)
    part(school, QLineEdit, "greeting").setText(greeting)
    part(school, QLineEdit, "closing").setText(closing)


def test_another_language_is_kept_beside_the_english_wording(school, office):
    choose(school, "praise")
    speak(school, "Polish")
    part(school, QPlainTextEdit, "body").setPlainText("Brawo, {forename}.")
    school.press(Key.Key_S, CTRL)
    english = office.letters.template("praise")
    polish = office.letters.in_language(english, "polish")
    assert english == shipped()["praise"]
    assert (polish.body, polish.greeting) == ("Brawo, {forename}.", "Szanowna Pani")
    school.press(Key.Key_F8)
    assert office.letters.in_language(english, "Polish") == english


def test_a_wording_that_the_typeface_cannot_print_is_refused_in_place(school, office):
    """Planted: kept without asking whether it can be printed: red."""
    choose(school, "praise")
    speak(school, "Urdu", "محترم", "آپ کا مخلص")
    part(school, QPlainTextEdit, "body").setPlainText("شاباش {forename}")
    school.press(Key.Key_S, CTRL)
    assert "The typeface of letters lacks" in part(school, QLabel, "refused").text()
    assert office.letters.languages() == []


def test_who_may_not_change_it_reads_it(qtbot, office, services):
    add_person(office, "Rae Cole", "Pastoral lead", Role.PASTORAL, TODAY)
    office.sign_in(office.staff.named("Rae Cole", TODAY))
    school = SchoolWindow(qtbot, office, services, "school.wording")
    assert part(school, QPlainTextEdit, "body").isReadOnly()
    assert not part(school, QComboBox, "fact").isEnabled()
