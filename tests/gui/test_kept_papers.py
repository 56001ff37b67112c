from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from officeapp import paths
from officeapp.gui.giving.kept_papers import paper_folder
from officeapp.gui.main_window import MainWindow
from officeapp.gui.register.printing import kept_at


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """Keep this person's files of the test in the test's folder."""
    monkeypatch.setattr(paths, "own_folder", lambda: tmp_path)


def test_papers_that_were_opened_are_thrown_away_at_the_start_and_the_lock(
    qtbot, own_folder, office, theme, tmp_path
):
    kept_at("left from yesterday", b"%PDF")
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    assert list(paper_folder().iterdir()) == []
    office.sign_in(office.staff.first())
    window.let_in()
    kept_at("Record of Kai Johnson", b"%PDF")
    window.lock()
    assert list(paper_folder().iterdir()) == []
