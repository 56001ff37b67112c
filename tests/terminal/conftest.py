"""This person's files of a test in the test's folder, and a terminal to ask at."""

from __future__ import annotations

import pytest

from officeapp import paths
from officeapp.terminal.commands import run


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Keep this person's files of the test in the test's folder."""
    for name in ("own_folder", "log_folder"):
        monkeypatch.setattr(paths, name, lambda: tmp_path)


@pytest.fixture
def ask(capsys):
    """Return a function that runs a command and gives exit code, answer and messages."""

    def asked(*words: object):
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return asked
