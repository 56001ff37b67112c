"""`officeapp leave`, `ask-leave` and `decide-leave`: the fields promised, and whose key decides."""

from __future__ import annotations

import datetime as dt
import json

import pypdfium2
import pytest

from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.procedures.keep_school import add_person
from tests.builders import PIN, SINCE, with_pin
from tests.leave_builders import MONDAY, NO, a_child, a_parent, asked, decided

PROMISED = (
    "id pupils applicant kind first last sessions received state decided_by decided_at code reason "
    "facts next_step"
)


@pytest.fixture
def school(office):
    """Return the file of a school with leave refused, and leave that waits."""
    _, child = a_child(office)
    _, sister = a_child(office, "4 Ash")
    mother = a_parent(office, child, sister, address="1 High Street", address_withheld=True)
    decided(office, child, sister, ruling=NO, applicant=mother.id)
    asked(office, child, first=MONDAY + dt.timedelta(days=7), last=MONDAY + dt.timedelta(days=7))
    for name, role in (("Ben Okoro", Role.OFFICE), ("Ines Roy", Role.HEAD)):
        with_pin(office, add_person(office, name, str(role).title(), role, SINCE))
    with_pin(office, office.staff.first())
    office.close()
    return office.path


def rows(ask, school, *words):
    code, out, _ = ask("leave", school, *words, "--json")
    assert code == 0
    return json.loads(out)


def test_every_field_that_is_promised_is_there(ask, school):
    refused, waiting = rows(ask, school)
    assert set(PROMISED.split()) <= refused.keys()
    assert (refused["state"], refused["sessions"], refused["code"]) == ("refused", 20, "G")
    assert refused["decided_by"] == "Petra Lindqvist, Headteacher"
    assert (waiting["state"], waiting["decided_by"], waiting["code"]) == ("waiting", None, None)
    assert waiting["next_step"].startswith("The headteacher decides")


def test_only_what_waits_is_listed_on_demand(ask, school):
    assert [row["state"] for row in rows(ask, school, "--waiting")] == ["waiting"]
    code, out, _ = ask("leave", school, "--waiting")
    assert code == 0
    assert "The headteacher decides" in out


def test_the_facts_have_what_the_head_weighs_and_the_letter_its_points(ask, school):
    refused, waiting = rows(ask, school)
    (letter,) = refused["letters"]
    first = letter["children"][0]
    assert (first["back"], first["refer_on"]) == (["2026-11-30", "AM"], "2026-12-14")
    assert (len(first["refused"]), first["threshold_on"]) == (10, "2026-11-27")
    (child,) = waiting["facts"]["children"]
    assert "refused" in child["earlier"][0]
    assert child["unauthorised_if_taken"] == 2


def test_a_withheld_address_is_nowhere_in_the_answer(ask, school):
    assert "High Street" not in json.dumps(rows(ask, school))


def pin(monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PIN}\n"))


def decide(ask, school, by, *words):
    number = rows(ask, school, "--waiting")[0]["id"]
    return ask("decide-leave", school, number, "--by", by, "--pin-stdin", *words)


def test_nobody_elses_key_decides_on_the_command_line(ask, school, monkeypatch):
    pin(monkeypatch)
    code, _, said = decide(ask, school, "Ben Okoro", "--grant")
    assert code == 1
    assert "may not decide on leave" in said
    assert len(rows(ask, school, "--waiting")) == 1


def test_the_head_decides_on_the_command_line_and_hears_what_follows(ask, school, monkeypatch):
    pin(monkeypatch)
    code, _, said = decide(ask, school, "Ines Roy", "--grant")
    assert code == 0
    assert "2 sessions C are pre-marked" in said
    assert rows(ask, school, "--waiting") == []


def test_a_refusal_without_a_reason_is_no(ask, school, monkeypatch):
    pin(monkeypatch)
    code, _, said = decide(ask, school, "Ines Roy", "--refuse")
    assert (code, "needs a reason" in said) == (1, True)


def test_a_request_is_written_down_with_the_parent_who_asks(ask, school, monkeypatch):
    with open_office(school, read_only=True) as office:
        number = next(iter(office.roll.pupils()))
    pin(monkeypatch)
    words = (
        "--pupil",
        number,
        "--from",
        "2026-12-01",
        "--to",
        "2026-12-02",
        "--purpose",
        "a feast",
    )
    who = ("--applicant", "marta nowak", "--received", "2026-11-02", "--kind", "family")
    by = ("--by", "Ben Okoro", "--pin-stdin", "--json")
    code, out, _ = ask("ask-leave", school, *words, *who, *by)
    row = json.loads(out)
    assert code == 0
    assert (row["applicant"], row["sessions"]) == ("Ms Marta Nowak (mother)", 4)


def test_the_form_is_drawn_blank_or_from_a_request(ask, school, tmp_path):
    blank, filled = tmp_path / "blank.pdf", tmp_path / "filled.pdf"
    assert ask("leave-form", school, "--out", blank)[0] == 0
    number = rows(ask, school)[0]["id"]
    assert ask("leave-form", school, "--request", number, "--out", filled)[0] == 0
    texts = [
        pypdfium2.PdfDocument(one)[0].get_textpage().get_text_range() for one in (blank, filled)
    ]
    assert ["Marta Nowak" in text for text in texts] == [False, True]
    assert "020 7946 0018" not in texts[1]
