"""A transfer file from the terminal: the promised report, and what a person is told.

Seen red: a check that wrote, differences nobody was told of, a wrong field name taken for none.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from officeapp.terminal.commands import officeapp, run

PROMISED = {"read", "added", "changed", "unchanged", "refused", "warnings"}
WHOLE = Path(__file__).parents[1] / "exchange" / "ctf" / "whole.xml"


@pytest.fixture
def school(tmp_path):
    """Return the file of an empty school that knows its number."""
    path = tmp_path / "school.db"
    words = ["--school", "Moorside", "--dfe", "816/2999", "--person", "P. Lindqvist, Head"]
    assert run(["new", str(path), *words]) == 0
    return path


@pytest.fixture
def bring_in(school):
    """Return a function that imports a transfer file, and gives the exit code and the report."""

    def asked(*words, source=WHOLE):
        said = ["import", "ctf", str(school), str(source), *words, "--json"]
        answer = CliRunner().invoke(officeapp, said, standalone_mode=False)
        assert answer.exception is None
        return answer.return_value, json.loads(answer.stdout)

    return asked


@pytest.fixture
def other(tmp_path):
    """Return a transfer file that says otherwise, and is meant for another school."""
    path = tmp_path / "other.xml"
    text = WHOLE.read_text(encoding="utf-8").replace("Łucja", "Lucia")
    path.write_text(text.replace("<Estab>2999", "<Estab>2111"), encoding="utf-8")
    return path


def counts(report):
    return [report[name] for name in ("read", "added", "changed", "unchanged")]


def middle_names(school, capsys):
    capsys.readouterr()
    assert run(["pupils", str(school), "--json"]) == 0
    return {one["upn"]: one["middle_names"] for one in json.loads(capsys.readouterr().out)}


def test_a_report_has_every_name_that_is_promised_and_the_second_time_nothing_to_do(bring_in):
    code, report = bring_in("--check")
    assert (code, counts(report)) == (0, [2, 2, 0, 0])
    assert set(report) >= PROMISED | {"differences", "told", "changes"}
    assert counts(bring_in()[1]) == [2, 2, 0, 0]
    assert counts(bring_in()[1]) == [2, 0, 0, 2]


def test_a_file_for_another_school_ends_with_one_and_with_an_option_with_nought(bring_in, other):
    code, report = bring_in(source=other)
    assert (code, counts(report), len(report["refused"])) == (1, [2, 0, 0, 0], 2)
    assert report["refused"][0]["where"].startswith("Maja Kowalczyk-O’Brien, ")
    assert bring_in("--for-another-school", "--starting", "2026-11-02", source=other)[0] == 0


def test_what_stands_is_overwritten_only_where_it_is_named(bring_in, other, school, capsys):
    bring_in()
    code, report = bring_in("--for-another-school", source=other)
    (left,) = report["differences"]
    assert (code, left["field"], left["old"], left["new"], left["taken"]) == (
        0, "middle names", "Łucja", "Lucia", False,
    )  # fmt: skip
    assert "Łucja" in middle_names(school, capsys).values()
    words = ("--for-another-school", "--overwrite", "Middle Names, address")
    assert bring_in(*words, source=other)[1]["differences"][0]["taken"]
    assert "Lucia" in middle_names(school, capsys).values()


def test_a_person_reads_what_is_left_and_what_is_not_kept(bring_in, other, school, capsys):
    bring_in()
    capsys.readouterr()
    words = ["import", "ctf", str(school), str(other), "--for-another-school", "--check"]
    assert run(words) == 0
    out = capsys.readouterr().out
    assert "2 read, 0 would be added, 0 would be changed, 2 unchanged, 0 refused." in out
    assert "Łucja" in out.split("Left as it stands")[1]
    assert "HEAR" in out.split("Also in the file, and not kept")[1]


def test_wrong_use_ends_with_two_and_a_file_that_is_none_with_three(school, tmp_path, capsys):
    assert run(["import", "ctf", str(school), str(WHOLE), "--overwrite", "adress"]) == 2
    assert "'adress' is no field." in capsys.readouterr().err
    path = tmp_path / "ctf.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY x "y">]><CTfile>&x;</CTfile>', encoding="utf-8")
    assert run(["import", "ctf", str(school), str(path), "--json"]) == 3
    out, err = capsys.readouterr()
    assert (out, "a document type of its own" in err) == ("", True)


def test_who_lacks_contacts_can_be_asked_for(bring_in, school, capsys):
    bring_in()
    capsys.readouterr()
    assert run(["pupils", str(school), "--lacking-contacts", "--json"]) == 0
    (jan,) = json.loads(capsys.readouterr().out)
    assert (jan["legal_forename"], jan["emergency_contacts"]) == ("Jan", 1)
