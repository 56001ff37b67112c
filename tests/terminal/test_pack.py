"""The referral pack from the terminal: a draft lists what is lacking, an issue is refused by it.

Seen red with an issue that only lists, and with a draft that is numbered.
"""

from __future__ import annotations

import json
from functools import partial

import pytest

from officeapp.books.office import open_office
from officeapp.terminal import shared
from tests.pack_builders import WHY, a_referral, pages_of


@pytest.fixture
def school(office):
    """Return the file of a school in which a pack asks only to be looked at, and the pupil."""
    pupil = a_referral(office)
    office.close()
    return office.path, pupil.upn


def test_a_draft_is_written_with_what_is_lacking_and_exits_1(school, ask, tmp_path):
    path, upn = school
    code, out, _ = ask("pack", path, "--pupil", upn, "--out", tmp_path / "out")
    assert code == 1
    assert "look at it" in out
    [paper] = (tmp_path / "out").glob("draft referral-pack Abbasi Zara*.pdf")
    assert all("DRAFT: NOT SENT" in page for page in pages_of(paper))


@pytest.mark.parametrize("issue", [(), ("--issue",)])
def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_numbered(
    office, clock, ask, tmp_path, issue, monkeypatch
):
    """Seen red with: the program's failure told, and a pack kept that was never written."""
    upn = a_referral(office).upn
    monkeypatch.setattr(shared, "open_office", partial(open_office, clock=clock))
    path = office.path
    office.close()
    (tmp_path / "a file").write_text("in the way")
    words = ("pack", path, "--pupil", upn, "--because", WHY, "--out")
    code, _, said = ask(*words, tmp_path / "a file", *issue)
    assert code == 1
    assert "cannot be written" in said
    assert "0001" in ask(*words, tmp_path / "out", "--issue")[2]


def test_an_issue_is_refused_with_the_list_and_writes_nothing(school, ask, tmp_path):
    path, upn = school
    code, _, said = ask("pack", path, "--pupil", upn, "--out", tmp_path / "out", "--issue")
    assert code == 1
    assert "No referral pack for Zara Abbasi yet" in said
    assert not (tmp_path / "out").exists()


def test_a_draft_gives_every_field_to_be_copied_and_a_figure_is_that_of_attendance(
    school, ask, tmp_path
):
    path, upn = school
    words = ("pack", path, "--pupil", upn, "--out", tmp_path / "out", "--because", WHY, "--json")
    [pack] = json.loads(ask(*words)[1])["packs"]
    fields = pack["fields"]
    days = ("--from", "2026-08-01", "--to", pack["until"], "--json")
    [row] = json.loads(ask("attendance", path, *days)[1])
    for name in ("possible", "attended", "authorised", "unauthorised"):
        assert fields[name] == str(row[name])
    assert fields["parent_surname"] == "Roe"
