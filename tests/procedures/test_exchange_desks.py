"""Desks that meet in a folder: each writes, reads, and fills in what the others have not got.

Seen red: what was garbled counted as there, so that nobody sent it again; the branch of a copied
desk counted as ours; nothing brought on that others wrote.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.books.check import check
from officeapp.books.desk_keyring import Keyring, SchoolKey, keyring
from officeapp.books.desk_keys import DeskKey
from officeapp.books.sending import newest_acts, units_after
from officeapp.domain.desks import Standing
from officeapp.exchange.bundle_folder import BundleFolder, NoFolderError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import standing_of
from officeapp.procedures.exchange_desks import HeldError, carrier_of, exchange_desks
from officeapp.procedures.join_desk import invite_desk
from officeapp.procedures.retire_desk import retire_desk
from officeapp.procedures.settle_clash import clashes
from officeapp.procedures.sharing import sharing
from tests.builders import take
from tests.desks import (
    DAY,
    PM,
    books_of,
    cloned,
    desk_of,
    joined_desks,
    mark,
    secret_of,
    share,
    the_class,
    welcomed,
)


@pytest.fixture
def two(tmp_path):
    """Return two desks with the same books and an empty folder."""
    (tmp_path / "shared").mkdir()
    with joined_desks(tmp_path) as offices:
        yield offices


def exchange(office, folder):
    return exchange_desks(office, carrier_of(office, folder / "shared"))


def test_two_desks_that_meet_in_a_folder_have_the_same_books(two, tmp_path):
    here, there = two
    take(here, the_class(here), DAY, PM, "\\\\\\")
    amend_mark(there, mark(there, 0), "M", "the parent rang")
    done = [exchange(one, tmp_path) for one in (here, there, here)]
    assert [one.merged.acts for one in done] == [0, 1, 1]
    assert done[2].sent == 0
    assert books_of(here) == books_of(there)
    assert check(here) == check(there) == []


def test_an_exchange_with_nothing_new_writes_no_file(two, tmp_path):
    for one in (*two, *two):
        exchange(one, tmp_path)
    before = sorted(tmp_path.joinpath("shared").iterdir())
    assert [exchange(one, tmp_path).sent for one in two] == [0, 0]
    assert sorted(tmp_path.joinpath("shared").iterdir()) == before


@pytest.mark.parametrize("harm", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[::-1]])
def test_what_was_garbled_on_the_way_is_named_and_sent_again(two, tmp_path, harm):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    exchange(here, tmp_path)
    for file in tmp_path.joinpath("shared").iterdir():
        file.write_bytes(harm(file.read_bytes()))
    assert exchange(there, tmp_path).problems
    assert mark(there, 0).code == "/"
    exchange(here, tmp_path)
    assert exchange(there, tmp_path).merged.acts == 1
    assert books_of(here) == books_of(there)


def test_a_folder_that_was_emptied_is_filled_again(two, tmp_path):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    exchange(here, tmp_path)
    for file in tmp_path.joinpath("shared").iterdir():
        file.unlink()
    exchange(here, tmp_path)
    exchange(there, tmp_path)
    assert books_of(here) == books_of(there)


def test_a_desk_brings_on_what_it_was_brought(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "stick" / "shared").mkdir(parents=True)
    with joined_desks(tmp_path, 3) as (one, two, three):
        amend_mark(one, mark(one, 0), "M", "the parent rang")
        exchange(one, tmp_path)
        exchange(two, tmp_path)
        exchange(two, tmp_path / "stick")
        exchange(three, tmp_path / "stick")
        assert books_of(one) == books_of(three)


def test_another_schools_bundles_are_passed_over(two, tmp_path):
    here, _ = two
    (tmp_path / "elsewhere").mkdir()
    with joined_desks(tmp_path / "elsewhere", 2) as (stranger, _):
        exchange(stranger, tmp_path)
        before = books_of(here)
        done = exchange(here, tmp_path)
        assert done.problems
        assert done.merged.acts == 0
        assert books_of(here) == before


def test_what_nobody_here_can_unseal_does_not_count_as_there(two, tmp_path):
    here, there = two
    start = newest_acts(here.connection)
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(here, there)
    amend_mark(here, mark(here, 0), "I", "the parent wrote")
    [unit] = units_after(here.connection, start)
    keys = Keyring([SchoolKey(0, b"x" * 32)])
    BundleFolder(tmp_path / "shared", keys, secret_of(here)).put(unit)
    assert exchange(there, tmp_path).problems
    left, _ = carrier_of(there, tmp_path / "shared").look()
    assert (here.desk, unit.last - 1) in {(one.desk, one.last) for one in left}


def test_both_branches_of_a_copied_desk_stay_in_the_folder(two, tmp_path):
    here, there = two
    take(here, the_class(here), DAY, PM, "\\\\\\")
    with cloned(tmp_path / "clone", here) as clone:
        amend_mark(clone, mark(clone, 0), "I", "the parent wrote")
        amend_mark(clone, mark(clone, 0), "M", "the parent rang")
        amend_mark(here, mark(here, 0), "M", "the parent rang")
        ends = [newest_acts(one.connection)[here.desk] % (1 << 32) for one in (here, clone)]
        exchange(clone, tmp_path)
        exchange(here, tmp_path)
    assert exchange(here, tmp_path).merged.apart
    assert exchange(there, tmp_path).merged.apart
    assert check(here) == check(there) == []
    names = {one.name.split("-")[2] for one in tmp_path.joinpath("shared").iterdir()}
    assert ends[0] < ends[1]
    assert set(map(str, ends)) <= names


def test_work_goes_on_where_the_folder_is_out_of_reach(two, tmp_path):
    here, there = two
    with pytest.raises(NoFolderError, match="Work goes on"):
        exchange(here, tmp_path / "gone")
    for one, code in ((here, "M"), (there, "I")):
        amend_mark(one, mark(one, 0), code, "told at the door")
    for one in (here, there, here):
        exchange(one, tmp_path)
    assert clashes(here) == clashes(there)
    assert len(clashes(here)) == 1


def test_each_of_two_clones_goes_on_under_a_number_of_its_own(two, tmp_path):
    here, there = two
    with cloned(tmp_path / "clone", here) as clone:
        amend_mark(clone, mark(clone, 0), "I", "the parent wrote")
        amend_mark(here, mark(here, 0), "M", "the parent rang")
        for one in (clone, here, clone):
            exchange(one, tmp_path)
        assert len({clone.desk, here.desk, there.desk}) == 3
        assert standing_of(here) is standing_of(clone) is Standing.TAKES_PART
        assert 0 < sharing(here).apart <= sharing(clone).apart


def test_a_file_put_back_is_held_until_somebody_has_seen_what_it_lacks(two, tmp_path):
    here, there = two
    with cloned(tmp_path / "earlier", here) as earlier:
        earlier.become_another_desk()
        take(here, the_class(here), DAY, PM, "\\\\\\")
        exchange(here, tmp_path)
        before = books_of(earlier)
        with pytest.raises(HeldError, match="look at what the") as held:
            exchange(earlier, tmp_path)
        assert (held.value.newer, books_of(earlier)) == (4, before)
        carrier = carrier_of(earlier, tmp_path / "shared")
        assert exchange_desks(earlier, carrier, confirmed=True).merged.lines == 4
        exchange(there, tmp_path)
        assert books_of(there) == books_of(earlier)


@pytest.mark.parametrize("resealed_by", ["a machine that was retired", "nobody"])
def test_a_bundle_sealed_anew_with_other_acts_before_the_last_does_not_count(
    two, tmp_path, resealed_by
):
    """The name fits and its last act is here already, so that nobody would ever open it."""
    here, there = two
    start = newest_acts(here.connection)
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    amend_mark(here, mark(here, 0), "I", "the parent wrote")
    [unit] = units_after(here.connection, start)
    altered = replace(unit, acts=(replace(unit.acts[0], lines=()), *unit.acts[1:]))
    key = DeskKey(here.school_number, 1, b"z" * 32)
    if resealed_by != "nobody":
        key = secret_of(there)
        retire_desk(here, desk_of(there), "sold")
    keys = keyring(here.connection, secret_of(here))
    BundleFolder(tmp_path / "shared", keys, key).put(altered)
    assert exchange(here, tmp_path).there == []
    left, _ = carrier_of(here, tmp_path / "shared").look()
    assert secret_of(here).public in {one.signer for one in left if one.desk == here.desk}


def test_a_desk_asked_in_later_is_known_though_it_met_the_folder_before_the_one_that_asked(
    two, tmp_path
):
    """Its card comes in what the desk that asked it in left itself, not in what it brings of it.

    Seen red with what others left of a desk's own entries taken for left, and with a card that
    comes in only once it is merged.
    """
    here, there = two
    exchange(there, tmp_path)
    asked = invite_desk(here, "Hall", [])
    with welcomed(tmp_path / "hall", here.path, asked) as hall:
        amend_mark(hall, mark(hall, 0), "M", "the parent rang")
        for desk in (hall, here, there):
            exchange(desk, tmp_path)
        assert there.desks.named("Hall").numbers == (hall.desk,)
        assert mark(there, 0).code == "M"
