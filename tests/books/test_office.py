"""The file and its only transaction: who may write, what a failure leaves, whose desk it is."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from officeapp.books import database
from officeapp.books.act import Book
from officeapp.books.check import check
from officeapp.books.desk import SomebodyHasItError
from officeapp.books.office import (
    MayNotError,
    NobodySignedInError,
    NotInPostError,
    ReadOnlyError,
    head_of,
    open_office,
)
from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.keep_roll import add_class, change_class
from officeapp.procedures.keep_school import add_person
from tests.builders import a_class, take
from tests.conftest import MONDAY


def reopened(office, clock, **changes):
    """Close an office and open its file again."""
    office.close()
    return open_office(
        changes.pop("path", office.path), clock=clock, own_folder=office.path.parent, **changes
    )


def test_what_was_written_is_there_after_opening_again(office, clock):
    oak, pupils = a_class(office)
    take(office, oak, MONDAY, Session.AM, "/LI")
    with reopened(office, clock) as again:
        assert [again.register.standing(p.id, MONDAY, Session.AM).code for p in pupils] == [
            "/",
            "L",
            "I",
        ]


def test_an_act_carries_name_post_and_role_as_they_were_that_day(office):
    oak, pupils = a_class(office)
    take(office, oak, MONDAY, Session.AM, "///")
    by = office.register.history(pupils[0].id, MONDAY, Session.AM)[0].by
    assert (by.name, by.post, by.role) == ("Petra Lindqvist", "Headteacher", "head")


def test_nobody_signed_in_writes_nothing(office):
    office.sign_in(None)
    with pytest.raises(NobodySignedInError):
        add_class(office, "3 Oak", office.school.sites()[0].id)


def test_a_role_without_the_right_is_refused_with_name_and_post(office):
    office.sign_in(add_person(office, "A. Clerk", "Receptionist", Role.RECEPTION, MONDAY))
    with pytest.raises(MayNotError, match=r"A. Clerk \(Receptionist\) may not change the school"):
        add_class(office, "3 Oak", office.school.sites()[0].id)


def test_somebody_whose_time_is_over_writes_nothing(office, clock):
    office.sign_in(add_person(office, "A. Clerk", "Clerk", Role.OFFICE, MONDAY, MONDAY))
    clock.now += dt.timedelta(days=1)
    with pytest.raises(NotInPostError, match="not in post today"):
        add_class(office, "3 Oak", office.school.sites()[0].id)


def test_a_failure_in_the_middle_of_an_act_leaves_nothing_of_it(office):
    """Planted: a commit before the body of the act: red."""
    before = head_of(office)
    site = office.school.sites()[0]
    with (
        pytest.raises(KeyError),
        office.writing("broken", Right.CHANGE_SCHOOL, Book.SCHOOL) as act,
    ):
        office.school.site_cards.amend(act, site)
        raise KeyError
    assert head_of(office) == before
    assert office.school.sites() == [site]
    assert check(office) == []


def test_listeners_hear_which_books_an_act_touched_and_nothing_of_a_failed_one(office):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    site = office.school.sites()[0].id
    add_class(office, "3 Oak", site)
    with pytest.raises(Exception, match="3 Oak already"):
        add_class(office, "3 Oak", site)
    assert heard == [frozenset({Book.ROLL})]


def test_a_second_opening_for_writing_says_who_has_it(office, clock):
    with pytest.raises(SomebodyHasItError, match=r"open already: .* on "):
        open_office(office.path, clock=clock, own_folder=office.path.parent)


def test_reading_works_beside_a_window_and_cannot_write(office, clock):
    with open_office(office.path, read_only=True, clock=clock) as reader:
        assert reader.school.card().name == "Moorside Primary"
        reader.sign_in(office.person)
        with pytest.raises(ReadOnlyError):
            add_class(reader, "3 Oak", reader.school.sites()[0].id)


def test_the_same_file_keeps_its_desk_number(office, clock):
    desk = office.desk
    with reopened(office, clock) as again:
        assert again.desk == desk


def test_a_copied_file_gets_a_desk_number_of_its_own(office, clock):
    """Planted: the desk's number kept inside the file: red."""
    desk = office.desk
    office.close()
    copy = office.path.with_name("copy.db")
    shutil.copy(office.path, copy)
    with open_office(copy, clock=clock, own_folder=office.path.parent) as other:
        assert other.desk != desk


def test_a_file_put_back_from_yesterday_gets_a_new_desk_number(office, clock):
    """Planted: only the file's identity compared, not the desk's last act: red."""
    desk = office.desk
    office.close()
    old = office.path.with_name("yesterday.db")
    shutil.copy(office.path, old)
    with open_office(office.path, clock=clock, own_folder=office.path.parent) as again:
        again.sign_in(again.staff.first())
        add_class(again, "3 Oak", again.school.sites()[0].id)
    shutil.copy(old, office.path)
    with open_office(office.path, clock=clock, own_folder=office.path.parent) as restored:
        assert restored.desk != desk


def test_a_card_changed_meanwhile_is_not_changed_over(office):
    card = add_class(office, "3 Oak", office.school.sites()[0].id)
    change_class(office, type(card)(card.id, "3 Elm", card.site, line=card.line))
    with pytest.raises(Exception, match="changed this card meanwhile"):
        change_class(office, type(card)(card.id, "3 Ash", card.site, line=card.line))


def test_every_version_of_a_card_is_kept_with_who_wrote_it(office):
    card = add_class(office, "3 Oak", office.school.sites()[0].id)
    change_class(office, type(card)(card.id, "3 Elm", card.site, line=card.line))
    versions = office.roll.class_cards.versions(card.id)
    assert [(one.name, by.name) for one, by in versions] == [
        ("3 Oak", "Petra Lindqvist"),
        ("3 Elm", "Petra Lindqvist"),
    ]


def test_a_connection_aside_writes_as_the_same_desk_and_the_window_reads_it_anew(office):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    with office.aside() as worker:
        add_class(worker, "3 Oak", worker.school.sites()[0].id)
        assert worker.desk == office.desk
    office.refresh(frozenset({Book.ROLL}))
    assert [one.name for one in office.roll.classes()] == ["3 Oak"]
    assert heard == [frozenset({Book.ROLL})]
    add_class(office, "4 Elm", office.school.sites()[0].id)
    assert check(office) == []


def test_settings_are_read_back_from_the_live_connection(office):
    found = database.settings(office.connection)
    assert (found["journal_mode"], found["synchronous"]) == ("wal", "2")
    assert (found["foreign_keys"], found["trusted_schema"]) == ("1", "0")


def test_a_file_of_another_kind_is_refused(tmp_path):
    other = tmp_path / "other.db"
    other.write_text("hello")
    with pytest.raises(database.NotASchoolFileError, match=r"other.db is not a school file"):
        open_office(other, own_folder=tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_sound_file_that_may_not_be_opened_here_is_not_called_damaged(office, read_only):
    """Seen red with: `PRAGMA` refused for want of a right, told as damage."""
    office.close()
    log = office.path.with_name(office.path.name + "-wal")
    log.unlink(missing_ok=True)
    log.mkdir()  # as where the folder takes no log
    with pytest.raises(database.NoRightToFileError, match="Copy it to a folder of your own"):
        database.connect(office.path, read_only=read_only)


def test_a_new_school_never_takes_the_place_of_a_file(office, clock):
    from officeapp.procedures.new_school import NewSchool, new_school

    with pytest.raises(database.FileExistsAlreadyError, match="was left as it is"):
        new_school(office.path, NewSchool("Other", "B"), clock=clock, own_folder=office.path.parent)


def test_an_act_is_saved_although_the_desks_note_cannot_be_written(office, caplog):
    """Planted: the note's failure let through: the class is saved and the clerk told it is not."""
    office._record.close()
    office._record._path.unlink()
    office._record._path.mkdir()
    card = add_class(office, "3 Oak", office.school.sites()[0].id)
    assert office.roll.classes() == [card]
    assert "note was not kept" in caplog.text
