"""A machine becomes a desk with a file and a code; a file lets one machine in.

Seen red: a claim whose proof is not looked at (a stranger's entries came in); the second machine
of a joining file taken for the first; a key that everybody on the machine may read; a file left
behind whose books could not be opened.
"""

from __future__ import annotations

import datetime as dt
import json
import random

import pytest

from officeapp.books.check import check
from officeapp.books.database import FileExistsAlreadyError
from officeapp.books.office import open_office
from officeapp.books.sealing import NotKeptHereError
from officeapp.books.working_copy import working_copy
from officeapp.domain.desks import Standing
from officeapp.domain.school import Role
from officeapp.errors import OfficeError, UnreadableFileError
from officeapp.exchange import joining
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import (
    NotSharingError,
    own_key,
    speak_for_desk,
    standing_of,
)
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.join_desk import (
    NameTakenError,
    invite_desk,
    make_joining_file,
    open_joining_file,
)
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.sharing import sharing
from tests.conftest import StoppedClock
from tests.desks import (
    NOW,
    books_of,
    cloned,
    desk_of,
    desks,
    give_key,
    joined,
    joined_desks,
    mark,
    reopened,
    secret_of,
    share,
    share_all,
    welcomed,
)
from tests.proofs.size import size

LAPTOP = "Head's laptop"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Return the office's desk, before another has joined."""
    monkeypatch.setattr(joining, "SCRYPT", {"n": 2, "r": 8, "p": 1})
    with desks(tmp_path, 1) as (office,):
        yield office


def made(office, tmp_path, posts=(Role.HEAD,)):
    path = tmp_path / "laptop.joining"
    return path, make_joining_file(office, LAPTOP, list(posts), path)


def opened(path, code, folder, **kept):
    folder.mkdir()
    kept = {"own_folder": folder, "clock": StoppedClock(NOW), **kept}
    assert open_joining_file(path, code, folder / "school.db", **kept) == LAPTOP
    return reopened(folder / "school.db")


def test_a_machine_that_opens_a_joining_file_is_a_desk_with_the_same_books(office, tmp_path):
    path, code = made(office, tmp_path)
    with opened(path, code, tmp_path / "laptop") as laptop:
        assert standing_of(laptop) is standing_of(office) is Standing.TAKES_PART
        assert desk_of(laptop).card.name == LAPTOP
        amend_mark(laptop, mark(laptop, 0), "M", "the parent rang")
        share_all([office, laptop])
        assert books_of(office) == books_of(laptop)
        assert mark(office, 0).code == "M"
        assert [desk.card.name for desk in office.desks.all()] == [LAPTOP, "Office"]
        assert check(office) == check(laptop) == []


def test_the_first_joining_file_makes_the_desk_itself_one(office, tmp_path):
    assert standing_of(office) is sharing(office).standing is Standing.ALONE
    with pytest.raises(NotSharingError, match="make a joining file"):
        carrier_of(office, tmp_path)
    made(office, tmp_path)
    assert desk_of(office).numbers == (office.desk,)
    assert office.desks.named(LAPTOP).joined is None


def test_a_desks_key_is_in_no_school_file_and_for_its_person_alone(office, tmp_path):
    path, code = made(office, tmp_path)
    with opened(path, code, tmp_path / "laptop") as laptop:
        secrets = [secret_of(one).private for one in (office, laptop)]
    office.close()
    for file in tmp_path.rglob("*.db*"):
        assert not any(secret in file.read_bytes() for secret in secrets)
        assert not any(secret.hex().encode() in file.read_bytes() for secret in secrets)
    for key in tmp_path.rglob("*.key"):
        assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("late", [dt.timedelta(days=8), dt.timedelta()])
def test_nothing_is_left_behind_where_a_file_does_not_open(office, tmp_path, late):
    path, code = made(office, tmp_path)
    (tmp_path / "laptop").mkdir()
    into, clock = tmp_path / "laptop" / "school.db", StoppedClock(NOW + late)
    with pytest.raises(UnreadableFileError):
        open_joining_file(
            path, code if late else "WRONG", into, own_folder=tmp_path / "laptop", clock=clock
        )
    assert list((tmp_path / "laptop").iterdir()) == []


def test_books_of_a_newer_program_are_refused_and_not_kept(office, tmp_path, monkeypatch):
    path, code = made(office, tmp_path)
    (tmp_path / "laptop").mkdir()
    into = tmp_path / "laptop" / "school.db"
    with monkeypatch.context() as patch:
        steps = joining_steps()
        patch.setattr("officeapp.paths.migrations", lambda: steps[:-1])
        with pytest.raises(UnreadableFileError, match="newer version"):
            open_joining_file(path, code, into, own_folder=into.parent, clock=StoppedClock(NOW))
    assert not into.exists()


def joining_steps():
    from officeapp import paths

    return paths.migrations()


def test_a_file_that_is_there_is_not_written_over(office, tmp_path):
    path, code = made(office, tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileExistsAlreadyError):
        make_joining_file(office, "Hall", [Role.RECEPTION], path)
    with pytest.raises(FileExistsAlreadyError):
        open_joining_file(path, code, office.path)
    assert path.read_bytes() == before
    assert len(office.desks.all()) == 2


@pytest.mark.parametrize("smaller_first", [True, False])
def test_of_two_machines_that_used_a_joining_file_the_one_heard_of_first_is_the_desk(
    office, tmp_path, smaller_first
):
    """Seen red with the one whose number is smaller for the desk, whenever it came."""
    path, code = made(office, tmp_path)
    with opened(path, code, tmp_path / "a") as one, opened(path, code, tmp_path / "b") as two:
        smaller, larger = sorted((one, two), key=lambda desk: desk.desk)
        rightful, other = (smaller, larger) if smaller_first else (larger, smaller)
        share(rightful, office)
        speak_for_desk(office)
        amend_mark(other, mark(other, 0), "M", "the parent rang")
        (merged,) = share(other, office)
        assert [apart.unit.desk for apart in merged.apart] == [other.desk]
        assert "used the joining file" in merged.apart[0].why
        assert mark(office, 0).code == "/"
        assert office.desks.named(LAPTOP).numbers == (rightful.desk,)


def test_of_two_machines_heard_of_at_once_the_order_of_their_entries_says_which(office, tmp_path):
    path, code = made(office, tmp_path)
    with opened(path, code, tmp_path / "a") as one, opened(path, code, tmp_path / "b") as two:
        for sender in (one, two):
            share(sender, office)
        first = min(one.desk, two.desk)
        assert office.desks.named(LAPTOP).numbers == (first,)


@pytest.mark.parametrize("seed", range(size(5, 200)))
def test_two_machines_with_one_joining_file_leave_no_two_desks_with_other_books(tmp_path, seed):
    """Whoever is heard of first: what one desk took, all take, and one of the two is the desk."""
    dice = random.Random(seed)  # noqa: S311  # a schedule, no secret
    with joined_desks(tmp_path) as (office, other):
        asked = invite_desk(office, "Hall", [])
        copies = [tmp_path / "one", tmp_path / "two"]
        one, two = (
            welcomed(copy, office.path, asked, bytes([n] * 32)) for n, copy in enumerate(copies)
        )
        with one, two:
            for step in range(24):
                sender, receiver = dice.sample([office, other, one, two], 2)
                share(sender, receiver)
                if step % 3 == 0:
                    add_class(sender, f"Class {step}", sender.school.sites()[0].id)
            share_all([office, other, one, two])
            (number,) = office.desks.named("Hall").numbers
            honest = [office, other, one if one.desk == number else two]
            for desk in (*honest, *honest):
                exchange_desks(desk, carrier_of(desk, shared(tmp_path)))
            assert len({books_of(desk) for desk in honest}) == 1
            assert {check(desk) == [] for desk in honest} == {True}
            assert {desk.desks.named("Hall").numbers for desk in honest} == {(honest[2].desk,)}


def shared(folder):
    (folder / "shared").mkdir(exist_ok=True)
    return folder / "shared"


def test_a_file_made_again_under_the_name_lets_the_later_one_in_only(office, tmp_path):
    earlier = invite_desk(office, LAPTOP, [Role.HEAD])
    later = invite_desk(office, LAPTOP, [Role.HEAD])
    with (
        welcomed(tmp_path / "one", office.path, earlier) as one,
        welcomed(tmp_path / "two", office.path, later) as two,
    ):
        (merged,) = share(one, office)
        assert [apart.unit.desk for apart in merged.apart] == [one.desk]
        assert share(two, office)[0].acts == 1
        with pytest.raises(NameTakenError):
            invite_desk(office, LAPTOP.upper(), [Role.HEAD])


def test_a_copy_on_a_machine_that_has_no_key_has_not_been_joined(tmp_path):
    with joined_desks(tmp_path) as (here, _), joined(tmp_path / "copy", here.path) as copy:
        assert standing_of(copy) is Standing.NOT_JOINED
        with pytest.raises(NotSharingError, match="has not been joined"):
            carrier_of(copy, tmp_path)
        amend_mark(copy, mark(copy, 0), "M", "the parent rang")
        before = books_of(here)
        (merged,) = share(copy, here)
        assert [one.unit.desk for one in merged.apart] == [copy.desk]
        assert books_of(here) == before


@pytest.mark.parametrize("own", [True, False])
def test_nobody_claims_a_card_without_the_private_half_of_its_key(tmp_path, own):
    """The public half is in every file. Seen red with neither proof looked at."""
    with joined_desks(tmp_path) as (here, there), joined(tmp_path / "copy", here.path) as copy:
        key = secret_of(there)
        give_key(copy, key._replace(private=b"x" * 32, invitation=b"y" * 32))
        with copy.writing("speak-for-desk", *spoken(copy)) as act:
            public = secret_of(copy).public if own else key.public
            copy.desks.claim(act, key.desk, public, "00" * 64)
        (merged,) = share(copy, here)
        assert [one.unit.desk for one in merged.apart] == [copy.desk]
        assert here.desks.of_number(copy.desk) is None


def spoken(office):
    from officeapp.books.act import Book
    from officeapp.domain.rights import Right

    office.sign_in(office.staff.first())
    return Right.KEEP_DESKS, Book.DESKS


def test_a_file_put_back_goes_on_under_a_number_of_its_own_on_the_same_card(tmp_path):
    with joined_desks(tmp_path) as (here, there), cloned(tmp_path / "copy", here) as restored:
        restored.become_another_desk()
        assert standing_of(restored) is Standing.PUT_BACK
        speak_for_desk(restored)
        assert standing_of(restored) is Standing.TAKES_PART
        amend_mark(restored, mark(restored, 0), "M", "the parent rang")
        share(restored, there)
        found = there.desks.of_number(restored.desk)
        assert found == there.desks.by_card()[desk_of(here).card.id]
        assert books_of(restored) == books_of(there)


def test_a_copy_of_a_whole_disk_that_is_started_elsewhere_takes_a_number_of_its_own(
    tmp_path, monkeypatch
):
    with joined_desks(tmp_path) as (here, _):
        path, number = here.path, here.desk
    with reopened(path) as again:
        assert again.desk == number
    monkeypatch.setattr("socket.gethostname", lambda: "another-machine")
    with reopened(path) as copy:
        assert copy.desk != number
        assert standing_of(copy) is Standing.PUT_BACK


def test_a_moved_file_finds_its_key_again(tmp_path):
    with joined_desks(tmp_path) as (here, _):
        key = own_key(here)
    moved = tmp_path / "desk0" / "elsewhere.db"
    (tmp_path / "desk0" / "school.db").rename(moved)
    with open_office(moved, clock=StoppedClock(NOW), own_folder=tmp_path / "desk0") as office:
        assert own_key(office) == key
        assert standing_of(office) is Standing.PUT_BACK


def test_a_spoilt_key_is_no_key(tmp_path):
    with joined_desks(tmp_path) as (here, _):
        (file,) = (tmp_path / "desk0").rglob("*.key")
        for text in ("", "{", "[]", json.dumps({"school": here.school_number})):
            file.write_text(text, encoding="utf-8")
            assert own_key(here) is None
            assert standing_of(here) is Standing.NOT_JOINED


def test_a_place_that_takes_no_file_is_said(office, tmp_path):
    gone = tmp_path / "no such folder" / "x"
    with pytest.raises(UnreadableFileError, match="no such folder"):
        make_joining_file(office, LAPTOP, [Role.HEAD], gone)
    assert office.desks.all() == []
    path, code = made(office, tmp_path)
    with pytest.raises(UnreadableFileError, match="was not used"):
        open_joining_file(path, code, gone, own_folder=tmp_path, clock=StoppedClock(NOW))


def test_a_key_that_cannot_be_kept_makes_no_desk(office, tmp_path, monkeypatch):
    """Nothing says that a desk is there whose key is not."""
    with monkeypatch.context() as patch:
        patch.setattr("os.open", full)
        with pytest.raises(OfficeError, match="Nothing was changed"):
            invite_desk(office, LAPTOP, [Role.HEAD])
    assert office.desks.all() == []
    assert standing_of(office) is Standing.ALONE
    path, code = made(office, tmp_path)
    (tmp_path / "laptop").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(UnreadableFileError, match="was not used"):
            open_joining_file(path, code, tmp_path / "laptop" / "school.db", own_folder=tmp_path)
    assert list((tmp_path / "laptop").iterdir()) == []


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_joining_file_is_made_by_a_desk_that_takes_part(tmp_path):
    with joined_desks(tmp_path) as (here, _), joined(tmp_path / "copy", here.path) as copy:
        with pytest.raises(NotSharingError, match="has not been joined"):
            invite_desk(copy, LAPTOP, [Role.HEAD])
        assert sharing(copy).own is None


def test_a_desk_without_confidential_notes_asks_nobody_in_who_reads_them(office, tmp_path):
    asked = invite_desk(office, "Reception", [Role.RECEPTION])
    copy = tmp_path / "copy.db"
    working_copy(office, copy, ["reception"])
    with welcomed(tmp_path / "reception", copy, asked) as reception:
        with pytest.raises(NotKeptHereError):
            invite_desk(reception, LAPTOP, [Role.HEAD])
        assert invite_desk(reception, "Hall", [Role.RECEPTION]).card.name == "Hall"


def test_a_file_opened_for_reading_asks_nobody_in(office):
    with open_office(office.path, read_only=True, clock=StoppedClock(NOW)) as reading:
        reading.sign_in(office.person)
        assert standing_of(reading) is Standing.ALONE
        with pytest.raises(OfficeError, match="for reading only"):
            invite_desk(reading, LAPTOP, [Role.HEAD])


def test_a_desk_needs_a_name(office):
    with pytest.raises(OfficeError, match="Give the desk a name"):
        invite_desk(office, "  ", [Role.HEAD])
    with pytest.raises(NameTakenError):
        invite_desk(office, "office", [Role.HEAD])
