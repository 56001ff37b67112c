"""`officeapp exchange` and `officeapp join`: two computers, one folder, and what is said of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from officeapp import paths
from officeapp.books.office import open_office
from officeapp.exchange import joining
from officeapp.procedures.keep_roll import add_class
from tests.desks import desks

if TYPE_CHECKING:
    from pathlib import Path

LAPTOP = "Head's laptop"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Return the school file of the office; each computer has a folder of its own."""
    monkeypatch.setattr(joining, "SCRYPT", {"n": 2, "r": 8, "p": 1})
    (tmp_path / "shared").mkdir()
    (tmp_path / "laptop").mkdir()
    with desks(tmp_path, 1) as (one,):
        path = one.path
    at(monkeypatch, path.parent)
    return path


def at(monkeypatch, folder):
    """Sit down at another computer: this person's own folder is another."""
    monkeypatch.setattr(paths, "own_folder", lambda: folder)


def make(ask, office, *words):
    out = office.parent / "laptop.joining"
    words = words or ("--name", LAPTOP, "--post", "head")
    code, said, err = ask("join", "make", office, *words, "--out", out)
    assert code == 0, err
    return out, said.strip()


def opened(ask, monkeypatch, office, code, joining_file):
    laptop = office.parents[1] / "laptop" / "school.db"
    at(monkeypatch, laptop.parent)
    answer = ask("join", "open", joining_file, laptop, "--code", code)
    assert answer[0] == 0, answer
    return laptop


def add(path, name):
    with open_office(path, own_folder=path.parent) as office:
        office.sign_in(office.staff.first())
        add_class(office, name, office.school.sites()[0].id)


def exchange(ask, monkeypatch, path, *words):
    at(monkeypatch, path.parent)
    return ask("exchange", path, path.parents[1] / "shared", *words)


def answer(ask, monkeypatch, path, *words):
    code, out, err = exchange(ask, monkeypatch, path, "--json", *words)
    assert code == 0, err
    return json.loads(out)


def test_two_computers_exchange_through_a_folder(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    add(laptop, "on the train")
    assert answer(ask, monkeypatch, laptop)["sent"] > 0
    preview = answer(ask, monkeypatch, office, "--check")
    found = answer(ask, monkeypatch, office)
    assert {name: found[name] for name in ("added", "changed", "to_decide")} == {
        name: preview[name] for name in ("added", "changed", "to_decide")
    }
    assert found["added"] == 2  # the class, and that the laptop has joined
    assert (found["waiting"], found["apart"], found["problems"]) == (0, [], [])
    assert answer(ask, monkeypatch, office)["added"] == 0


def test_the_report_is_a_sentence_for_a_person(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    exchange(ask, monkeypatch, laptop)
    code, out, err = exchange(ask, monkeypatch, office)
    assert (code, out) == (0, "")
    assert "Added 1, changed 0, to decide 0 (0 before)" in err


def test_a_school_with_one_desk_is_told_to_make_a_joining_file(ask, monkeypatch, office):
    code, _, err = exchange(ask, monkeypatch, office)
    assert code == 1
    assert "make a joining file" in err


def test_a_folder_out_of_reach_is_no_harm(ask, monkeypatch, office):
    make(ask, office)
    (office.parents[1] / "shared").rmdir()
    code, _, err = exchange(ask, monkeypatch, office)
    assert code == 3
    assert "Work goes on" in err


def test_a_wrong_code_opens_nothing(ask, monkeypatch, office):
    path, _ = make(ask, office)
    laptop = office.parents[1] / "laptop" / "school.db"
    code, _, err = ask("join", "open", path, laptop, "--code", "AAAA BBBB CCCC DDDD")
    assert code == 3
    assert "letter by letter" in err
    assert not laptop.exists()


def test_desks_are_listed_retired_and_admitted_again(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    exchange(ask, monkeypatch, laptop)
    exchange(ask, monkeypatch, office)
    assert ask("join", "retire", office, "--desk", LAPTOP, "--reason", "stolen")[0] == 0
    add(laptop, "by a thief")
    exchange(ask, monkeypatch, laptop)
    code, out, _ = exchange(ask, monkeypatch, office, "--json")
    assert (code, json.loads(out)["apart"][0]["desk"]) == (1, LAPTOP)
    listed = json.loads(ask("join", "list", office, "--json")[1])
    assert [(one["name"], one["reason"]) for one in listed["desks"]] == [
        (LAPTOP, "stolen"),
        ("Office", ""),
    ]
    assert listed["apart"][0]["entries"] == 1
    assert ask("join", "admit", office, "--desk", LAPTOP)[0] == 0
    assert json.loads(ask("join", "list", office, "--json")[1])["apart"] == []


def test_what_is_apart_is_let_in_or_left_by_its_number(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    exchange(ask, monkeypatch, laptop)
    exchange(ask, monkeypatch, office)
    ask("join", "retire", office, "--desk", LAPTOP, "--reason", "sold")
    add(laptop, "4 Elm")
    exchange(ask, monkeypatch, laptop)
    exchange(ask, monkeypatch, office)
    assert ask("join", "leave", office, "1")[0] == 0
    assert ask("join", "let-in", office, "2")[0] == 2
    assert ask("join", "let-in", office, "1")[0] == 0
    with open_office(office, read_only=True) as found:
        assert "4 Elm" in {one.name for one in found.roll.classes()}


def test_one_entry_apart_is_told_as_one_and_a_spoilt_bundle_is_named_once(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    exchange(ask, monkeypatch, laptop)
    exchange(ask, monkeypatch, office)
    ask("join", "retire", office, "--desk", LAPTOP, "--reason", "sold")
    add(laptop, "4 Elm")
    exchange(ask, monkeypatch, laptop)
    (office.parents[1] / "shared" / "spoilt.bundle").write_bytes(b"half")
    code, _, err = exchange(ask, monkeypatch, office)
    assert (code, err.count("spoilt.bundle")) == (1, 1)
    assert f"Kept apart: 1 entry of {LAPTOP}." in err
    assert "1 entry of" in ask("join", "list", office)[2]


def test_a_file_that_was_put_back_is_held_until_somebody_confirms(ask, monkeypatch, office):
    laptop = opened(ask, monkeypatch, office, *reversed(make(ask, office)))
    exchange(ask, monkeypatch, laptop)
    earlier = laptop.read_bytes()
    add(laptop, "after the backup")
    exchange(ask, monkeypatch, laptop)
    add(office, "at the office")
    exchange(ask, monkeypatch, office)
    put_back(laptop, earlier)
    code, out, err = exchange(ask, monkeypatch, laptop, "--json")
    assert (code, json.loads(out)["held"], json.loads(out)["newer"] > 1) == (1, True, True)
    assert "entries newer than this file" in err
    assert answer(ask, monkeypatch, laptop, "--confirm")["added"] == json.loads(out)["newer"]
    with open_office(laptop, read_only=True) as found:
        names = {one.name for one in found.roll.classes()}
    assert {"after the backup", "at the office"} <= names


def put_back(path: Path, earlier: bytes) -> None:
    path.write_bytes(earlier)
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)


def test_who_may_not_join_a_desk_is_refused(ask, office):
    words = ("--name", "Hall", "--post", "reception", "--out", office.parent / "hall.joining")
    code, _, err = ask("join", "make", office, *words, "--by", "Nobody Here")
    assert code == 1
    assert "on the staff list" in err
