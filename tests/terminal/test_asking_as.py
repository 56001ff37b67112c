"""Questions and exports by somebody and by nobody: what each is told, and what is noted."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from officeapp.books.office import open_office
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.procedures.keep_roll import add_contact, change_pupil
from officeapp.procedures.keep_school import add_person
from tests.builders import PIN, SINCE, a_class, with_pin

HIDDEN, KNOWN = "7 Hidden Way", "9 Quince Row"


@pytest.fixture
def school(office):
    """Return the file of a school with PINs, in which one mother's address is withheld."""
    _, (one, other, _) = a_class(office)
    for pupil, address in ((one, HIDDEN), (other, KNOWN)):
        mother = Contact(ContactId(0), "Ms", "Quiet", "Ann", address=address)
        mother = replace(mother, address_withheld=address == HIDDEN)
        tie = Tie(0, pupil.id, ContactId(0), "mother", 1, lives_with=True)
        add_contact(office, mother, tie)
        change_pupil(office, replace(office.roll.pupil(pupil.id), address=address))
    for role in (Role.SAFEGUARDING, Role.RECEPTION):
        with_pin(office, add_person(office, f"A {role}", str(role), role, SINCE))
    with_pin(office, office.staff.first())
    office.close()
    return office.path


@pytest.fixture
def typing(monkeypatch):
    """Return a function that types lines at standard input."""

    def typed(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return typed


def addresses(out):
    """Return every address of pupils and contacts in an answer."""
    rows = json.loads(out)
    found = [row["address"] for row in rows]
    return {*found, *(one["address"] for row in rows for one in row["contacts"])} - {""}


def lists(folder):
    """Return every cell of an export."""
    texts = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts[path.stem] = list(csv.DictReader(file))
    return texts


def test_nobody_is_told_an_address_that_is_withheld(ask, school):
    """Seen red with the card printed as it stands, and with the pupil's own address printed."""
    code, out, _ = ask("pupils", school, "--json")
    assert (code, addresses(out)) == (0, {"withheld", KNOWN})
    assert HIDDEN not in out


def test_who_may_read_it_is_told_after_the_pin(ask, school, typing):
    typing(PIN)
    words = ("--by", "A safeguarding lead", "--pin-stdin", "--json")
    code, out, _ = ask("pupils", school, *words)
    assert (code, addresses(out)) == (0, {HIDDEN, KNOWN})


@pytest.mark.parametrize(("by", "pin"), [("A reception", PIN), ("A safeguarding lead", "000001")])
def test_who_may_not_or_types_a_wrong_pin_is_not(ask, school, typing, by, pin):
    """Seen red with `--by` believed without the PIN."""
    typing(pin)
    code, out, said = ask("pupils", school, "--by", by, "--pin-stdin", "--json")
    assert HIDDEN not in out + said
    assert code == (0 if pin == PIN else 1)


def test_an_export_by_nobody_is_noted_so_and_leaves_withheld_addresses_out(ask, school, tmp_path):
    """Seen red with nothing noted, and with withheld addresses in it."""
    code, _, said = ask("export", school, tmp_path / "out")
    assert code == 0
    assert "not noted" not in said
    found = lists(tmp_path / "out")
    assert HIDDEN not in str(found)
    assert KNOWN in str(found["contact"])
    with open_office(school, read_only=True) as office:
        ((folder, by),) = office.given_out.exports()
    assert (folder, by.name, by.post) == (
        str(tmp_path / "out"),
        "Command line",
        "nobody was named",
    )


def test_the_head_exports_everything_with_a_second_person(ask, school, typing, tmp_path):
    """Seen red with an export that asked nobody to stand by."""
    words = ("--by", "Petra Lindqvist", "--pin-stdin")
    typing(PIN)
    code, _, said = ask("export", school, tmp_path / "alone", *words)
    assert (code, "second member of staff" in said) == (1, True)
    assert list((tmp_path / "alone").glob("*.csv")) == []
    typing(PIN, PIN)
    code, _, _ = ask("export", school, tmp_path / "out", *words, "--second", "A reception")
    assert code == 0
    assert HIDDEN in str(lists(tmp_path / "out")["contact"])
    with open_office(school, read_only=True) as office:
        assert office.given_out.exports()[-1][1].name == "Petra Lindqvist"


def test_who_may_not_export_is_refused_by_name(ask, school, typing, tmp_path):
    typing(PIN, PIN)
    words = ("--by", "A reception", "--second", "Petra Lindqvist", "--pin-stdin")
    code, _, said = ask("export", school, tmp_path / "out", *words)
    assert (code, "may not export the books" in said) == (1, True)
    assert list((tmp_path / "out").glob("*.csv")) == []


def test_an_export_works_while_a_window_has_the_school(ask, office, tmp_path):
    """The promise to scripts; that it could not be noted is said beside the answer."""
    code, _, said = ask("export", office.path, tmp_path / "out")
    assert (code, "not noted in the books" in said) == (0, True)
    assert lists(tmp_path / "out")["person"]
