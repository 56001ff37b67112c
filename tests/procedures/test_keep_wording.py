"""The school's own wording: checked, kept in versions, and taken back.

Seen red with `keep_wording` that asks no `problems_of`.
"""

from __future__ import annotations

import pytest

from officeapp.books.letters import NoSuchKindError, shipped
from officeapp.procedures.keep_wording import (
    BadWordingError,
    Speech,
    drop_wording,
    keep_wording,
)


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


def test_another_language_stands_beside_the_english_wording_until_it_is_taken_out(office):
    """Planted: `templates` that takes any language for the English one: red."""
    for words in ("Piszemy.", "Piszemy o {forename}."):
        keep_wording(office, "praise", "Brawo", words, speech=Speech("Polish", "Szanowna Pani"))
    english = office.letters.template("praise")
    polish = office.letters.in_language(english, " polish ")
    assert english == shipped()["praise"]
    assert (polish.body, polish.language) == ("Piszemy o {forename}.", "Polish")
    assert (polish.greeting, polish.closing) == ("Szanowna Pani", "Yours sincerely")
    assert office.letters.languages() == ["Polish"]
    drop_wording(office, "praise", "Polish")
    assert office.letters.in_language(english, "Polish") == english
    assert office.letters.languages() == []


def test_there_is_nothing_to_go_back_to_where_the_programs_wording_holds(office):
    before = len(list(office.connection.execute("SELECT id FROM act")))
    drop_wording(office, "praise")
    assert len(list(office.connection.execute("SELECT id FROM act"))) == before
