"""The school's own wording: checked, kept in versions, and taken back.

Seen red with `keep_wording` that asks no `problems_of`.
"""

from __future__ import annotations

import pytest

from officeapp.books.letters import NoSuchKindError, shipped
from officeapp.procedures.keep_wording import BadWordingError, drop_wording, keep_wording


def test_the_schools_own_wording_holds_until_it_is_taken_back(office):
    keep_wording(office, "concern", "Hello", "About {child}.")
    card = keep_wording(office, "letter-96", "Hello again", "About {child}, again.")
    assert office.letters.template("concern").subject == "Hello again"
    assert [one.subject for one, _ in office.letters.wordings.versions(card.id)] == [
        "Hello",
        "Hello again",
    ]
    drop_wording(office, "concern")
    assert office.letters.template("concern") == shipped()["concern"]


@pytest.mark.parametrize("body", ["About {nobody}.", "A { b", " "])
def test_a_wording_that_cannot_be_filled_is_refused_in_words(office, body):
    with pytest.raises(BadWordingError, match="not kept"):
        keep_wording(office, "concern", "Hello", body)
    assert office.letters.template("concern") == shipped()["concern"]


def test_a_kind_that_there_is_not_is_refused(office):
    with pytest.raises(NoSuchKindError, match="'poem'"):
        keep_wording(office, "poem", "Hello", "x")
