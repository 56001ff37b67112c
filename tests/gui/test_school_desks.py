"""School, Desks: asking a desk in, retiring one, the folder, and what is kept apart; with keys.

Seen red with: the code left in the window after it was read aloud; the code in the status line; a
folder taken in which the school file stands; retiring offered for this very desk without a word.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton

from officeapp.domain.desks import Standing
from officeapp.domain.school import Role
from officeapp.gui.exchange.exchanger import Exchanger
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import standing_of
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.join_desk import open_joining_file
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.retire_desk import retire_desk
from tests.desks import DAY, NOW, joined_desks, mark, reopened
from tests.gui.school_window import CTRL, Key, SchoolWindow

SECTION = "school.desks"


@pytest.fixture
def two(tmp_path):
    """Return two desks that were joined; the first asked the other in."""
    with joined_desks(tmp_path / "desks") as offices:
        yield offices


@pytest.fixture
def folder(tmp_path):
    """Return a folder that every desk can reach."""
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def opened(qtbot, services, settings, qapp):
    """Return what opens the section for an office that shares."""
    made = []

    def open_(office):
        exchanger = Exchanger(office, settings, qapp)
        made.append(exchanger)
        return SchoolWindow(qtbot, office, replace(services, exchanger=exchanger), SECTION)

    yield open_
    for one in made:
        one.close()
        one.wait()


def choose_files(monkeypatch, place):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))


def exchanger_of(window):
    return window.screen.services.exchanger


def by_the_head(office):
    """Sign in a head, who may keep desks."""
    office.sign_in(office.staff.first())
    head = add_person(office, "Hana Okafor", "Headteacher", Role.HEAD, office.today())
    office.sign_in(head)


def test_the_first_desk_asks_another_in_and_it_joins(qtbot, office, opened, monkeypatch, tmp_path):
    by_the_head(office)
    window = opened(office)
    choose_files(monkeypatch, tmp_path / "reception.joining")
    window.press(Key.Key_N, CTRL)
    assert window.find(QCheckBox, "school.desks.sits.reception").isChecked()
    window.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.text("school.desks.code") != "", timeout=20_000)
    code = window.text("school.desks.code")
    (tmp_path / "other").mkdir()
    into = tmp_path / "other" / "school.db"
    name = open_joining_file(
        tmp_path / "reception.joining",
        code,
        into,
        own_folder=tmp_path / "other",
        clock=office.now,
    )
    assert (name, standing_of(office)) == ("Reception", Standing.TAKES_PART)
    with reopened(into) as other:
        assert standing_of(other) is Standing.TAKES_PART


def test_the_code_is_gone_once_it_was_read_aloud_and_is_said_nowhere_else(
    qtbot, office, opened, monkeypatch, tmp_path
):
    by_the_head(office)
    window = opened(office)
    choose_files(monkeypatch, tmp_path / "reception.joining")
    window.press(Key.Key_N, CTRL)
    window.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.text("school.desks.code") != "", timeout=20_000)
    code = window.text("school.desks.code")
    assert code not in " ".join(message for message, _ in window.said)
    assert window.focus().objectName() == "school.desks.code.done"
    window.press(Key.Key_Return)
    shown = [label.text() + label.accessibleName() for label in window.screen.findChildren(QLabel)]
    assert not any(code in said for said in shown)


def test_a_desk_for_the_head_says_that_confidential_notes_go_with_it(office, opened):
    by_the_head(office)
    window = opened(office)
    window.press(Key.Key_N, CTRL)
    assert "do not go" in window.text("school.desks.invite-form.effect")
    window.find(QComboBox, "school.desks.name").setCurrentText("Head's laptop")
    assert "notes go with" in window.text("school.desks.invite-form.effect")


def test_nobody_ticked_is_refused_in_place(office, opened):
    by_the_head(office)
    window = opened(office)
    window.press(Key.Key_N, CTRL)
    window.find(QCheckBox, "school.desks.sits.reception").setChecked(False)
    window.press(Key.Key_Return, CTRL)
    assert "Tick who sits" in window.text("school.desks.invite-form.refused")
    assert standing_of(office) is Standing.ALONE


def test_the_list_names_every_desk_and_what_it_is(two, opened):
    window = opened(two[0])
    assert [(row[0], row[4]) for row in window.rows("school.desks.list")] == [
        ("Office", "this computer"),
        ("Desk 1", "joined"),
    ]


def test_a_desk_is_retired_with_a_reason_and_admitted_again(two, opened):
    here, _ = two
    window = opened(here)
    window.screen.findChild(type(window.section._list), "school.desks.list").selectRow(1)
    window.press(Key.Key_R, CTRL)
    window.press(Key.Key_Return, CTRL)
    assert "Say why" in window.text("school.desks.retire-form.refused")
    window.type("school.desks.reason", "stolen on the train")
    window.press(Key.Key_Return, CTRL)
    assert [desk.card.reason for desk in here.desks.retired()] == ["stolen on the train"]
    window.section._list.selectRow(1)
    assert window.find(QPushButton, "school.desks.retire").text().startswith("Admit again")
    window.press(Key.Key_R, CTRL)
    assert here.desks.retired() == []


def test_the_own_desk_cannot_retire_itself(two, opened):
    window = opened(two[0])
    window.section._list.selectRow(0)
    window.press(Key.Key_R, CTRL)
    window.type("school.desks.reason", "sold")
    window.press(Key.Key_Return, CTRL)
    assert "cannot retire itself" in window.text("school.desks.retire-form.refused")


def test_the_folder_is_chosen_and_shared_through_at_once(qtbot, two, opened, monkeypatch, folder):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    window = opened(here)
    choose_files(monkeypatch, folder)
    with qtbot.waitSignal(exchanger_of(window).came):
        window.press(Key.Key_F4)
    qtbot.waitUntil(lambda: not exchanger_of(window).is_busy)
    assert str(folder) in window.text("school.desks.folder")
    assert window.text("school.desks.where").startswith("Shared 16:00")
    exchange_desks(there, carrier_of(there, folder))
    assert mark(there, 0).code == "M"


def test_the_folder_of_the_school_file_itself_is_refused(two, opened, monkeypatch):
    here, _ = two
    window = opened(here)
    choose_files(monkeypatch, here.path.parent)
    window.press(Key.Key_F4)
    assert "school file itself" in window.text("school.desks.refused")
    assert exchanger_of(window).memory.now.folder is None


def test_what_a_retired_desk_wrote_is_listed_apart_and_let_in(qtbot, two, opened, folder):
    here, there = two
    retire_desk(here, here.desks.named("Desk 1"), "stolen")
    amend_mark(there, mark(there, 0), "M", "the parent rang")
    exchange_desks(there, carrier_of(there, folder))
    exchange_desks(here, carrier_of(here, folder))
    window = opened(here)
    assert [row[0] for row in window.rows("school.desks.apart")] == ["Desk 1"]
    assert ["Petra Lindqvist, Headteacher", "amend mark"] in [
        row[1:] for row in window.rows("school.desks.apart.entries")
    ]
    assert mark(here, 0).code == "/"
    window.press(Key.Key_F7)
    assert mark(here, 0).code == "M"
    assert not window.find(QPushButton, "school.desks.let-in").isVisible()


def test_what_was_looked_at_and_left_is_listed_no_more(two, opened, folder):
    here, there = two
    retire_desk(here, here.desks.named("Desk 1"), "stolen")
    amend_mark(there, mark(there, 0), "M", "the parent rang")
    exchange_desks(there, carrier_of(there, folder))
    exchange_desks(here, carrier_of(here, folder))
    window = opened(here)
    window.press(Key.Key_F8)
    assert window.rows("school.desks.apart") == []
    assert mark(here, 0).code == "/"


def test_a_file_that_was_put_back_says_what_it_lacks_and_waits(qtbot, two, opened, folder):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    exchange_desks(here, carrier_of(here, folder))
    there.become_another_desk()
    window = opened(there)
    exchanger = exchanger_of(window)
    exchanger.memory.choose_folder(folder)
    with qtbot.waitSignal(exchanger.changed):
        exchanger.share()
    assert "one entry" in window.text("school.desks.held")
    with qtbot.waitSignal(exchanger.came):
        window.press(Key.Key_F9)
    assert mark(there, 0, day=DAY).code == "M"


def test_who_may_not_keep_desks_reads_them_only(two, opened):
    here, _ = two
    ana = add_person(here, "Ana Clerk", "Receptionist", Role.RECEPTION, NOW.date())
    here.sign_in(ana)
    window = opened(here)
    for name in ("invite", "retire", "choose"):
        assert not window.find(QPushButton, f"school.desks.{name}").isEnabled()
    window.press(Key.Key_N, CTRL)
    assert not window.find(QLineEdit, "school.desks.own-name").isVisible()
    assert len(window.rows("school.desks.list")) == 2
