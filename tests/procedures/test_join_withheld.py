"""A reception that joins by a file and shares through a folder: it never has what it may not read.

Seen red: the private half left in the copy that a joining file is made of; a concern that left the
head's desk as it stands there.
"""

from __future__ import annotations

import pytest

from officeapp.books.check import check
from officeapp.books.sealing import NotKeptHereError, opens
from officeapp.domain.school import Role
from officeapp.exchange import joining
from officeapp.procedures.confidential import raise_concern
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.join_desk import make_joining_file, open_joining_file
from tests.conftest import StoppedClock
from tests.desks import NOW, desks, pupils, reopened

AT_HEAD, AT_RECEPTION = "Bruise on the left arm", "She said she is afraid"


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Return the head's desk and a reception that joined it, and the folder they share."""
    monkeypatch.setattr(joining, "SCRYPT", {"n": 2, "r": 8, "p": 1})
    path, folder = tmp_path / "reception" / "school.db", tmp_path / "shared"
    path.parent.mkdir()
    folder.mkdir()
    with desks(tmp_path, 1) as [head]:
        raise_concern(head, pupils(head)[0].id, AT_HEAD)
        code = make_joining_file(head, "Reception", [Role.RECEPTION], tmp_path / "one.joining")
        kept = {"own_folder": path.parent, "clock": StoppedClock(NOW)}
        open_joining_file(tmp_path / "one.joining", code, path, **kept)
        with reopened(path) as reception:
            yield head, reception, folder


def share_by(folder, *offices):
    for office in [*offices, *offices]:
        exchange_desks(office, carrier_of(office, folder))


def everything_in(*folders):
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_what_is_raised_at_either_is_read_at_the_heads_alone(two):
    head, reception, folder = two
    raise_concern(reception, pupils(reception)[0].id, AT_RECEPTION)
    raise_concern(head, pupils(head)[0].id, AT_HEAD)
    share_by(folder, head, reception)
    for told in (AT_HEAD, AT_RECEPTION):
        assert told.encode() not in everything_in(reception.path.parent, folder)
    notes = head.cases.confidential.signed_of(pupils(head)[0].id)
    assert sorted(note.words for note, _ in notes) == sorted([AT_HEAD, AT_HEAD, AT_RECEPTION])
    assert check(head) == check(reception) == []


def test_no_bundle_says_it_to_a_desk_that_can_unseal_it(two):
    head, reception, folder = two
    raise_concern(head, pupils(head)[0].id, AT_HEAD)
    share_by(folder, head, reception)
    carrier = carrier_of(reception, folder)
    units = [carrier.fetch(one.name) for one in carrier.look()[0]]
    assert any(act.sealed for unit in units for act in unit.acts)
    assert AT_HEAD not in str([act.lines for unit in units for act in unit.acts])


def test_a_reception_makes_no_joining_file_for_the_head(two, tmp_path):
    _, reception, _ = two
    assert not opens(reception.connection)
    with pytest.raises(NotKeptHereError):
        make_joining_file(reception, "Head's laptop", [Role.HEAD], tmp_path / "two.joining")
    assert not (tmp_path / "two.joining").exists()
