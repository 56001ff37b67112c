"""Texts of the policy from the terminal: listed, and written only where it is said."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from officeapp.procedures.keep_policy import choose_profile
from tests.conftest import MONDAY
from tests.letter_builders import a_family_class, a_parent


@pytest.fixture
def school(office):
    """Return a school whose policy asks for texts, and a child it asks for."""
    choose_profile(office, "dunkirk", MONDAY - dt.timedelta(days=40))
    away, _ = a_family_class(office, codes="O/", weeks=4)
    a_parent(office, away, "Kim", phones=("07700 900123",))
    office.close()
    return office.path


def test_texts_are_listed_and_no_step_is_noted(school, ask):
    for _ in range(2):
        code, out, said = ask("texts", school, "--json")
        assert code == 0, said
        assert [row["number"] for row in json.loads(out)] == ["07700900123"]


def test_the_file_is_written_and_the_steps_are_noted(school, ask, tmp_path):
    out = tmp_path / "texts.csv"
    code, _, said = ask("texts", school, "--out", out, "--words", "About {names}")
    assert code == 0, said
    assert "About Zara" in out.read_text(encoding="utf-8-sig")
    assert ask("texts", school, "--json")[1].strip() == "[]"
