"""A file held for a moment is waited for; one that is forbidden is not.

Seen red: a wait that never ends, no wait at all, a folder that is forbidden waited for.
"""

from __future__ import annotations

import pytest

from officeapp.books.held import TRIES, WAIT, HeldError, patiently
from officeapp.procedures.new_school import NewSchool, new_school


def failing(times, code, answer="done"):
    """Return an act that fails so often as Windows does, and then answers."""
    left = [times]

    def act():
        if left[0]:
            left[0] -= 1
            error = PermissionError(13, "in use")
            setattr(error, "winerror", code)  # noqa: B010  # only Windows has it
            raise error
        return answer

    return act


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [0, 1, 7, TRIES])
def test_a_file_that_is_let_go_is_waited_for(tmp_path, code, times):
    waited: list[float] = []
    assert patiently(failing(times, code), tmp_path / "a.db", waited.append) == "done"
    assert len(waited) == times


def test_after_two_and_a_half_seconds_it_says_which_file_is_held(tmp_path):
    waited: list[float] = []
    with pytest.raises(HeldError, match=r"holding .*a\.db"):
        patiently(failing(1000, 32), tmp_path / "a.db", waited.append)
    assert sum(waited) == pytest.approx(2.5)
    assert sum(waited) == pytest.approx(TRIES * WAIT)


@pytest.mark.parametrize("code", [None, 2, 112])
def test_any_other_failure_is_said_at_once(tmp_path, code):
    waited: list[float] = []
    with pytest.raises(PermissionError):
        patiently(failing(1, code), tmp_path / "a.db", waited.append)
    assert waited == []


def test_a_folder_that_is_forbidden_is_not_waited_for(tmp_path):
    waited: list[float] = []
    with pytest.raises(PermissionError):
        patiently(failing(1, 5), tmp_path, waited.append)
    assert waited == []


def test_a_desk_note_that_cannot_be_kept_unsays_no_save(tmp_path, clock, caplog):
    """Planted: the failure of the note let through: red."""
    (tmp_path / "own").write_text("a file where the folder should be", encoding="utf-8")
    made, path = NewSchool("Oak Primary", "Ruth Ade"), tmp_path / "oak.db"
    with new_school(path, made, clock=clock, own_folder=tmp_path / "own") as office:
        assert office.school.card().name == "Oak Primary"
    assert "the desk's note was not kept" in caplog.text
