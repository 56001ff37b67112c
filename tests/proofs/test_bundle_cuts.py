"""A bundle that is cut off or garbled at any byte is refused whole, and sent again (P9, F32).

Seen red with: neither the digest in the name nor the signature looked at.
"""

from __future__ import annotations

import contextlib

import pytest

from officeapp.books.desk_keyring import keyring
from officeapp.errors import UnreadableFileError
from officeapp.exchange.bundles import unseal
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from tests.desks import books_of, joined_desks, mark, secret_of
from tests.proofs.size import size

pytestmark = pytest.mark.proof

STEP = size(11, 1)


@pytest.fixture
def left(tmp_path):
    """Return who reads the folder, and the one bundle in it."""
    with joined_desks(tmp_path) as (here, there):
        view = tmp_path / "shared"
        view.mkdir()
        for office in (here, there, here):
            exchange_desks(office, carrier_of(office, view))
        before = set(view.iterdir())
        amend_mark(here, mark(here, 0), "M", "the parent rang")
        exchange_desks(here, carrier_of(here, view))
        [bundle] = set(view.iterdir()) - before
        yield here, there, view, bundle


def harms(whole):
    """Yield a file cut off at each byte, and with each byte another."""
    for at in range(0, len(whole), STEP):
        yield whole[:at]
        yield whole[:at] + bytes([whole[at] ^ 1 + at % 255]) + whole[at + 1 :]


def test_a_bundle_harmed_at_any_byte_is_passed_over_and_named(left):
    _, there, view, bundle = left
    whole, carrier = bundle.read_bytes(), carrier_of(there, view)
    for other in set(view.iterdir()) - {bundle}:
        other.unlink()
    for harmed in harms(whole):
        bundle.write_bytes(harmed)
        reached, problems = carrier.look()
        assert (reached, [one.where for one in problems]) == ([], [bundle.name])
        with pytest.raises(UnreadableFileError):
            carrier.fetch(bundle.name)


def test_what_a_harmed_bundle_seals_is_never_read_as_something_else(left):
    _, there, _, bundle = left
    whole, keys = bundle.read_bytes(), keyring(there.connection, secret_of(there)).to_open
    unit = unseal(bundle.name, whole, keys)
    for harmed in harms(whole):
        with contextlib.suppress(UnreadableFileError):
            assert unseal(bundle.name, harmed, keys) == unit  # a signature outside what is sealed


def test_whoever_has_what_was_harmed_leaves_it_again(left):
    here, there, view, bundle = left
    whole = bundle.read_bytes()
    for harmed in (whole[: len(whole) // 2], whole[:-1], b"", whole[:9] + b"?" + whole[10:]):
        bundle.write_bytes(harmed)
        assert exchange_desks(there, carrier_of(there, view)).problems
        assert mark(there, 0).code == "/"
    exchange_desks(here, carrier_of(here, view))
    assert exchange_desks(there, carrier_of(there, view)).merged.acts == 1
    assert books_of(here) == books_of(there)
