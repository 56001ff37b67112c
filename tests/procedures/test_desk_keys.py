"""The school's keys: a new one from each retirement on, for every desk that stays and no other.

Seen red: no new key; the newest key for every entry; a run of entries not cut where the key
changes; a key that seals the entry that gives it; what waits not asked for keys; none for who was
asked in meanwhile; that of two retirements at once left as it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from officeapp.books.desk_keyring import keyring
from officeapp.books.sending import units_after
from officeapp.exchange.bundle_folder import BundleFolder
from officeapp.exchange.bundles import BadBundleError
from officeapp.procedures.desk_standing import NotSharingError
from officeapp.procedures.join_desk import invite_desk
from officeapp.procedures.retire_desk import admit_desk
from tests.desks import books_of, joined_desks, secret_of, share, welcomed
from tests.procedures.desk_steps import classes, exchange, new_class, retire

if TYPE_CHECKING:
    from officeapp.domain.exchange import Unit


@pytest.fixture
def three(tmp_path):
    """Return three desks: the office, one that stays, and one that will be retired."""
    with joined_desks(tmp_path, 3) as offices:
        yield offices


def opens(office, folder):
    """Return the classes that somebody can read who has what a desk has, and takes every key."""
    secret = secret_of(office)
    read: dict[str, Unit] = {}
    for _ in range(3):
        ring = keyring(office.connection, secret, read.values())
        carrier = BundleFolder(folder, ring, secret)
        for one in carrier.look()[0]:
            with contextlib.suppress(BadBundleError):
                read[one.name] = carrier.fetch(one.name)
    acts = [act for unit in read.values() for act in unit.acts]
    lines = [json.loads(line) for act in acts for line in act.lines]
    return {line["name"] for line in lines if line["book"] == "school_class"}


def test_a_retired_desk_reads_no_more_of_what_others_leave(three, tmp_path):
    office, stays, gone = three
    folder = tmp_path / "shared"
    new_class(office, "before")
    exchange(office, folder)
    retire(office, gone)
    new_class(office, "after")
    for one in (office, stays):
        exchange(one, folder)
    new_class(stays, "of the other")
    for one in (stays, office):
        exchange(one, folder)
    assert classes(stays) == classes(office) == {"3 Oak", "before", "after", "of the other"}
    assert opens(gone, folder) == {"3 Oak", "before"}
    share(office, gone)  # even with the books of today
    assert opens(gone, folder) == {"3 Oak", "before"}


def test_a_desk_asked_in_later_or_admitted_again_has_every_key(three, tmp_path):
    office, stays, gone = three
    folder = tmp_path / "shared"
    retire(office, gone)
    new_class(office, "after")
    exchange(office, folder)
    with welcomed(tmp_path / "new", office.path, invite_desk(office, "Hall", [])) as new:
        assert "after" in opens(new, folder)
        admit_desk(office, office.desks.retired()[0])
        for one in (office, gone):
            exchange(one, folder)
        assert "after" in classes(gone)
        new_class(new, "of the new one")
        for one in (new, office, stays, gone, new, office, stays):
            exchange(one, folder)
        assert len({books_of(one) for one in (office, stays, gone, new)}) == 1


def test_a_desk_asked_in_while_another_was_retired_elsewhere_is_given_the_key(three, tmp_path):
    office, stays, gone = three
    folder = tmp_path / "shared"
    retire(office, gone)
    with welcomed(tmp_path / "new", stays.path, invite_desk(stays, "Hall", [])) as new:
        for one in (office, stays, new, office, new):
            exchange(one, folder)
        new_class(office, "after")
        for one in (office, new):
            exchange(one, folder)
        assert "after" in classes(new)


def test_a_desk_that_was_away_for_two_retirements_finds_its_way_from_key_to_key(tmp_path):
    with joined_desks(tmp_path, 4) as (office, away, first, second):
        folder = tmp_path / "shared"
        for gone in (first, second):
            retire(office, gone)
            new_class(office, f"after {gone.desk}")
        exchange(office, folder)
        exchange(away, folder)
        assert classes(away) == classes(office)


def test_a_key_that_is_not_whole_or_of_somebody_else_opens_nothing(three):
    office, stays, gone = three
    retire(office, gone)
    share(office, stays)
    secret = secret_of(stays)
    assert len(keyring(stays.connection, secret).keys) == 2
    other = secret._replace(private=b"x" * 32, invitation=b"")
    assert len(keyring(stays.connection, other).keys) == 1
    (unit, *_) = units_after(stays.connection, {})
    for sealed in ("zz", "00", "01" * 40):
        line = json.dumps(
            {"book": "desk_key", "desk": secret.desk, "since": 5, "sealed": sealed},
            separators=(",", ":"),
        )
        act = dataclasses.replace(unit.acts[0], lines=(line,))
        spoilt = dataclasses.replace(unit, acts=(act,))
        assert len(keyring(stays.connection, secret, [spoilt]).keys) == 2


def test_a_retired_desk_that_lost_its_key_is_told_that_it_has_not_joined(three, tmp_path):
    office, _, gone = three
    retire(office, gone)
    share(office, gone)
    for file in gone.path.parent.rglob("*.key"):
        file.unlink()
    with pytest.raises(NotSharingError, match="has not been joined"):
        exchange(gone, tmp_path / "shared")


def test_two_desks_retired_at_once_have_no_key_of_each_other(tmp_path):
    with joined_desks(tmp_path, 4) as (one, other, first, second):
        folder = tmp_path / "shared"
        retire(one, first)
        retire(other, second)
        for desk in (one, other, one, other):
            exchange(desk, folder)
        new_class(one, "after")
        exchange(one, folder)
        exchange(other, folder)
        assert "after" in classes(other)
        assert "after" not in opens(first, folder) | opens(second, folder)
