"""`officeapp demo`: a sample school from the terminal."""

from __future__ import annotations

import json

import pytest

from officeapp.terminal.commands import run

WEEK = ["--pupils", "12", "--years", "1", "--until", "2026-09-09"]


def test_a_sample_school_is_written_and_can_be_asked(tmp_path, capsys):
    path = str(tmp_path / "new" / "s.db")
    assert run(["demo", path, *WEEK]) == 0
    assert "12 pupils on roll" in capsys.readouterr().err
    assert run(["pupils", path, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 12
    assert [one.name for one in (tmp_path / "new").iterdir() if one.is_dir()] == []


def test_a_file_that_is_there_is_refused_and_left(tmp_path, capsys):
    path = tmp_path / "s.db"
    path.write_text("mine")
    assert run(["demo", str(path), *WEEK]) == 1
    assert "there already" in capsys.readouterr().err
    assert path.read_text() == "mine"


@pytest.mark.parametrize("wrong", [["--pupils", "0"], ["--years", "99"], ["--until", "soon"]])
def test_wrong_options_are_wrong_use(tmp_path, wrong):
    assert run(["demo", str(tmp_path / "s.db"), *wrong]) == 2
    assert not (tmp_path / "s.db").exists()
