"""Bundle files: sealed, whole or passed over, and never changed.

Seen red with each of these left out: the seal (a flipped byte was read); the digest in the name (a
renamed file counted as there); the limit of what is unpacked.
"""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.desk_keyring import Keyring, SchoolKey
from officeapp.books.desk_keys import DeskKey
from officeapp.domain.exchange import SentAct, Unit
from officeapp.domain.record import ActId, numbered
from officeapp.exchange import bundles
from officeapp.exchange.bundle_folder import BundleFolder, FolderFullError, NoFolderError
from officeapp.exchange.bundles import (
    BadBundleError,
    is_whole,
    labelled,
    seal,
    signer_of,
    unseal,
)

KEY = b"k" * 32
ACT = SentAct(
    ActId(numbered(7, 1)),
    *(3, "hand-in", 19, "2026-11-18T09:00:00+00:00", "Zoë Abbasi", "Clerk", "office", "{}"),
    *(b"", b"s" * 16, b"b" * 32, b"d" * 32, ('{"book":"register","code":"\\\\"}',)),
)
UNIT = Unit(42, (ACT,), (b"%PDF-1.4 a letter",))
KEYS = Keyring([SchoolKey(0, KEY)])
SIGNER = DeskKey(42, 1, b"p" * 32)
NAME, SEALED = seal(UNIT, KEY, SIGNER)
LABEL = labelled(NAME) or bundles.Label(0, 0, 0, "", "")


def test_what_is_sealed_is_read_back_and_says_nothing_outside():
    assert unseal(NAME, SEALED, [KEY]) == UNIT
    assert b"Abbasi" not in SEALED
    assert is_whole(LABEL, SEALED)


@given(st.integers(0, len(SEALED) - 1))
def test_a_bundle_cut_at_any_byte_is_passed_over(length):
    assert not is_whole(LABEL, SEALED[:length])
    with pytest.raises(BadBundleError):
        unseal(NAME, SEALED[:length], [KEY])


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_bundle_with_any_byte_changed_is_passed_over(place, by):
    changed = SEALED[:place] + bytes([SEALED[place] ^ by]) + SEALED[place + 1 :]
    assert not is_whole(LABEL, changed)
    with pytest.raises(BadBundleError):
        unseal(NAME, changed, [KEY])


@given(st.binary(max_size=300))
def test_any_other_file_is_passed_over(found):
    with pytest.raises(BadBundleError, match="passed over"):
        unseal(NAME, bundles.MAGIC + found, [KEY])


def test_a_bundle_says_who_left_it():
    assert signer_of(LABEL, SEALED) == SIGNER.public


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_signature_fits_one_file_only(place, by):
    changed = SEALED[:place] + bytes([SEALED[place] ^ by]) + SEALED[place + 1 :]
    assert signer_of(LABEL, changed) == ""


def test_anothers_signature_over_the_same_unit_does_not_fit():
    _, other = seal(UNIT, KEY, DeskKey(42, 2, b"q" * 32))
    start, end = len(bundles.MAGIC) + 32, len(bundles.MAGIC) + 32 + 64
    swapped = SEALED[:start] + other[start:end] + SEALED[end:]
    assert signer_of(LABEL, swapped) == ""


def test_a_signature_does_not_fit_under_another_name():
    assert signer_of(LABEL._replace(last=LABEL.last + 1), SEALED) == ""


def test_who_has_not_the_key_reads_nothing():
    with pytest.raises(BadBundleError):
        unseal(NAME, SEALED, [b"x" * 32])


def test_what_unpacks_to_too_much_is_passed_over(monkeypatch):
    monkeypatch.setattr(bundles, "MOST_UNPACKED", 100)
    assert len(zlib.compress(b"")) < 100
    with pytest.raises(BadBundleError):
        unseal(NAME, SEALED, [KEY])


@pytest.mark.parametrize(
    "name",
    ["x.bundle", "Copy of " + NAME, NAME.upper(), NAME + ".part"],
    ids=["short", "copy", "capitals", "part"],  # the name has a digest of its own in every process
)
def test_a_name_that_is_no_bundles_says_nothing(name):
    assert labelled(name) is None


def test_a_folder_keeps_what_is_put_and_names_what_is_not_whole(tmp_path):
    folder = BundleFolder(tmp_path, KEYS, SIGNER)
    folder.put(UNIT)
    (there,) = tmp_path.iterdir()
    (tmp_path / f"Copy of {there.name}").write_bytes(there.read_bytes())
    (tmp_path / NAME).write_bytes(SEALED[:-1])
    (tmp_path / f"{NAME}.1f.part").write_bytes(SEALED)
    [reached], problems = folder.look()
    assert folder.fetch(reached.name) == UNIT
    assert sorted(one.where for one in problems) == sorted([f"Copy of {there.name}", NAME])


def test_a_file_that_was_half_there_is_read_again_when_it_is_whole(tmp_path):
    folder = BundleFolder(tmp_path, KEYS, SIGNER)
    for sealed, found in ((SEALED[:-9], 0), (SEALED, 1), (SEALED, 1), (SEALED[:-9], 0)):
        (tmp_path / NAME).write_bytes(sealed)
        assert len(folder.look()[0]) == found


def test_a_renamed_bundle_is_not_taken_for_another(tmp_path):
    (tmp_path / NAME.replace("-1-1-", "-1-9-")).write_bytes(SEALED)
    found, problems = BundleFolder(tmp_path, KEYS, SIGNER).look()
    assert (found, len(problems)) == ([], 1)


def test_a_folder_out_of_reach_is_said(tmp_path):
    folder = BundleFolder(tmp_path / "gone", KEYS, SIGNER)
    with pytest.raises(NoFolderError, match="cannot be reached"):
        folder.look()
    with pytest.raises(FolderFullError, match="took no bundle"):
        folder.put(UNIT)
