"""The same pupil's pack before and after each gap is mended, its figures those of `attendance`.

Seen red with: a cure that nothing hears; a gap that stays on the list when it is mended; figures of
the school year to today; sessions relied on that the register does not have.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest

from officeapp.books.office import open_office
from officeapp.domain.cases import CaseNote
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_roll import change_contact, change_pupil
from officeapp.procedures.keep_school import change_school
from officeapp.terminal import shared
from tests.builders import take
from tests.conftest import MONDAY
from tests.pack_builders import AWAY, BEGAN, WHY, a_notice, a_referral


def amend(office, pupil, code):
    mark = office.register.standing(pupil.id, BEGAN, Session.AM)
    amend_mark(office, mark, code, "the office was told")


def change_parent(office, pupil, **changes):
    [(tie, contact)] = office.contacts.of(pupil.id)
    change_contact(office, replace(contact, **changes), tie)


def keep(**changes):
    return lambda o, _: change_school(o, replace(o.school.card(), **changes))


def card(**changes):
    return lambda o, p: change_pupil(o, replace(o.roll.pupil(p.id), **changes))


#: Each gap: the words of it, how the family begins, what breaks it, and what mends it.
GAPS = {
    "is still N": ({}, lambda o, p: amend(o, p, "N"), lambda o, p: amend(o, p, "O")),
    "no address is known": (
        {},
        lambda o, p: change_parent(o, p, address=""),
        lambda o, p: change_parent(o, p, address="4 Dana Street"),
    ),
    "the child's UPN is not known": ({}, card(upn=""), card(upn="L816299919021")),
    "the child's address is not known": ({}, card(address=""), card(address="4 Dana Street")),
    "the school's DfE number is not known": ({}, keep(dfe=""), keep(dfe="816/2999")),
    "the school's telephone is not known": ({}, keep(phone=""), keep(phone="01632 960 000")),
    "no support is on record": (
        {"support": False},
        lambda *_: None,
        lambda o, p: enter(o, CaseNote(0, p.id, MONDAY, "support", "Met at the gate.")),
    ),
    "the notice to improve was not sent": (
        {"notice": False},
        lambda *_: None,
        lambda o, p: a_notice(o, p, MONDAY),
    ),
}


@pytest.fixture
def shown(ask, tmp_path, clock, monkeypatch):
    """Return a function that gives what a pack lacks and says, and the register's own figures."""
    monkeypatch.setattr(shared, "open_office", partial(open_office, clock=clock))

    def pack(path, pupil, why=WHY):
        words = ("--out", tmp_path / "out", "--because", why, "--json")
        code, out, _ = ask("pack", path, "--pupil", pupil.id, *words)
        [one], found = json.loads(out)["packs"], {row["what"] for row in json.loads(out)["gaps"]}
        span = ("--from", "2026-08-01", "--to", one["until"], "--json")
        [row] = json.loads(ask("attendance", path, *span)[1])
        return code, found, one["fields"], row

    return pack


@pytest.mark.parametrize("words", GAPS)
def test_a_gap_is_listed_until_it_is_mended_and_every_figure_is_that_of_attendance(
    office, shown, clock, words
):
    given, broken, mended = GAPS[words]
    pupil = a_referral(office, **given)
    [oak] = office.roll.classes()
    take(office, oak, office.today(), Session.AM, ["/"])  # today is not counted in a pack
    broken(office, pupil)
    path = office.path
    office.close()
    code, found, fields, row = shown(path, pupil)
    assert (code, [one for one in found if words in one] != []) == (1, True)
    same(fields, row)
    with open_office(path, clock=clock, own_folder=path.parent) as again:
        again.sign_in(again.staff.first())
        mended(again, pupil)
    code, found, fields, row = shown(path, pupil)
    assert (code, found) == (0, set())
    same(fields, row)
    assert fields["sessions"] == str(row["unauthorised"]) == str(AWAY.count("O"))


def same(fields, row):
    """Every figure of the pack is the register's at the pack's date."""
    for name in ("possible", "attended", "authorised", "unauthorised"):
        assert fields[name] == str(row[name])


def test_what_is_only_to_be_looked_at_stays_listed_until_a_reason_is_given(office, shown):
    pupil = a_referral(office)
    path = office.path
    office.close()
    code, found, fields, row = shown(path, pupil, "")
    assert (code, any("runs until" in one for one in found)) == (1, True)
    same(fields, row)
    assert shown(path, pupil)[:2] == (0, set())
