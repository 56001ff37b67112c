"""Desks that meet in a folder: each writes, reads, and fills in what the others have not got.

Seen red: what was garbled counted as there, so that nobody sent it again; the branch of a copied
desk counted as ours; nothing brought on that others wrote.
"""

from __future__ import annotations

import pytest

from officeapp.books.check import check
from officeapp.books.sending import newest_acts, units_after
from officeapp.exchange.bundle_folder import BundleFolder, NoFolderError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import own_key
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.settle_clash import clashes
from tests.builders import take
from tests.desks import DAY, PM, books_of, cloned, joined_desks, mark, share, the_class


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
    key = own_key(here)
    assert key
    BundleFolder(tmp_path / "shared", b"x" * 32, key).put(unit)
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
        exchange(clone, tmp_path)
        exchange(here, tmp_path)
    assert exchange(here, tmp_path).merged.apart
    assert exchange(there, tmp_path).merged.apart
    assert check(here) == check(there) == []
    names = {one.name.split("-")[2] for one in tmp_path.joinpath("shared").iterdir()}
    assert {"3", "4"} <= names


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
