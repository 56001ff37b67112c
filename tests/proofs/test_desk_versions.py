"""Desks on different versions: the older takes nothing it does not know, and loses nothing (P10).

Seen red with the number of an act's migrations not looked at.
"""

from __future__ import annotations

import pytest

from officeapp import paths
from officeapp.books import proving
from officeapp.books.check import check
from officeapp.books.merging import merge
from officeapp.books.sending import newest_acts, units_after
from officeapp.procedures.amend_mark import amend_mark
from tests.desks import books_of, joined_desks, mark, reopened, share, share_all
from tests.proofs.planting import Bug, plant

pytestmark = pytest.mark.proof

NEWER = "ALTER TABLE register ADD COLUMN weather TEXT NOT NULL DEFAULT '';\n"


def _update(office, folder, monkeypatch):
    """Open a desk's file with a program that has one more migration."""
    script = folder / "9999_weather.sql"
    script.write_text(NEWER, encoding="utf-8")
    scripts = [*paths.migrations(), script]
    monkeypatch.setattr(paths, "migrations", lambda: scripts)
    office.close()
    return reopened(office.path)


def _apart_and_newer(folder, monkeypatch):
    """Let a desk of a newer program write, and one of this; return what the older makes of it."""
    with joined_desks(folder) as (older, newer):
        amend_mark(older, mark(older, 1), "I", "the parent wrote")
        with monkeypatch.context() as patch, _update(newer, folder, patch) as updated:
            amend_mark(updated, mark(updated, 0), "M", "the parent rang")
            share(older, updated)
            assert mark(updated, 1).code == "I"
            assert check(updated) == []
            units = list(units_after(updated.connection, newest_acts(older.connection)))
        before = books_of(older)
        came = merge(older, units)
        return came, books_of(older) == before, mark(older, 0).code, check(older)


def test_the_older_refuses_whole_what_a_newer_wrote_and_keeps_its_own(tmp_path, monkeypatch):
    came, is_as_it_was, shown, faults = _apart_and_newer(tmp_path, monkeypatch)
    assert (came.acts, is_as_it_was, shown, faults) == (0, True, "/", [])
    assert "update the program" in came.refused[0].why


def test_once_updated_the_older_has_everything_that_was_written(tmp_path, monkeypatch):
    with joined_desks(tmp_path) as (older, newer), _update(newer, tmp_path, monkeypatch) as updated:
        amend_mark(updated, mark(updated, 0), "M", "the parent rang")
        with _reopened_too(older) as caught_up:
            amend_mark(caught_up, mark(caught_up, 1), "I", "the parent wrote")
            share_all([updated, caught_up])
            assert books_of(updated) == books_of(caught_up)
            assert (mark(caught_up, 0).code, mark(updated, 1).code) == ("M", "I")
            assert check(updated) == check(caught_up) == []


def test_a_number_of_migrations_that_nobody_looks_at_would_be_found(tmp_path, monkeypatch):
    plant(monkeypatch, Bug(proving.Prover, "fault_of", "act.schema > self._steps", "False"))
    came, *_ = _apart_and_newer(tmp_path, monkeypatch)
    assert came.acts


def _reopened_too(office):
    office.close()
    return reopened(office.path)
