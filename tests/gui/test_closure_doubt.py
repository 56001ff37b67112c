"""A closure for some year groups only: the form says before it is written what is not confirmed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox

from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.gui.school.closure_form import ClosureForm
from tests.gui.conftest import TODAY


@pytest.fixture
def form(office, theme, qtbot):
    """The form of a closure planned for today."""
    form = ClosureForm(office, theme)
    qtbot.addWidget(form)
    form.show_card(Closure(0, TODAY, TODAY, "Induction", ClosureKind.CLOSURE))
    return form


def said(form):
    return form._effect_said()


def test_a_closure_for_everybody_needs_no_warning(form):
    assert said(form) == "Closes 1 school day."


def test_a_closure_for_reception_only_says_what_is_not_confirmed(form):
    form.findChild(QCheckBox, "school.calendar.year-group.R").click()
    assert "for some pupils only it is not confirmed" in said(form)


def test_ticking_every_year_group_of_the_school_takes_the_warning_away(form):
    for group in ("R", "3"):
        form.findChild(QCheckBox, f"school.calendar.year-group.{group}").click()
    assert said(form) == "Closes 1 school day."
