"""At a desk that may not read confidential lines: whatever is changed in what it keeps is found.

What no check can find there is a sealed body put together anew, with its proof: nobody there can
open it. It is found where the key is, before it comes in.

Seen red: the proof beside a sealed body not looked at.
"""

from __future__ import annotations

import pytest

from officeapp.books.act import SALT_BYTES
from officeapp.books.check import check
from officeapp.books.merging import merge
from officeapp.books.sealing import Sealed, public_half, seal, spoil_proof
from officeapp.books.sending import newest_acts, units_after
from officeapp.books.working_copy import working_copy
from officeapp.domain.school import Role
from officeapp.procedures.confidential import raise_concern
from tests.proofs.all_saves import make
from tests.proofs.small_school import opened
from tests.proofs.test_tampering import insertions, missed, removals, tampered, updates

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """Return the desk of a school that has one of everything, and its reception's."""
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "reception").mkdir()
    make(folder / "school.db")
    with opened(folder / "school.db") as head:
        working_copy(head, folder / "reception" / "school.db", [Role.RECEPTION])
        with opened(folder / "reception" / "school.db") as reception:
            raise_concern(reception, next(iter(reception.roll.pupils().values())).id, "More")
            yield head, reception


def test_a_desk_that_nobody_tampered_with_is_sound(desks):
    head, reception = desks
    assert check(head) == check(reception) == []
    assert sealed_at(reception) > 2
    assert sealed_at(head) == 0


def sealed_at(office):
    return office.connection.execute("SELECT count(*) FROM sealed_body").fetchone()[0]


@pytest.mark.parametrize("table", ["sealed_body", "act", "corrects", "case_note", "case_card"])
@pytest.mark.parametrize("kind", [updates, removals, insertions])
def test_every_change_there_is_found(desks, table, kind):
    _, reception = desks
    unseen, tried = missed(reception, kind, table)
    assert unseen == []
    assert tried or table == "corrects"


def test_a_sealed_body_made_anew_with_its_proof_is_found_where_the_key_is(desks):
    head, reception = desks
    body = (
        b'[{"book":"confidential_note","day":"2026-07-17","gone":0,"id":1,"pupil":1,"words":"-"}]'
    )
    other = seal(public_half(head.connection), Sealed(bytes(SALT_BYTES), body))
    values = {"sealed": other, "digest": spoil_proof(other), "desk": reception.desk}
    statement = "UPDATE sealed_body SET sealed = :sealed, digest = :digest WHERE act >> 32 = :desk"
    with tampered(reception, "sealed_body", statement, values):
        assert check(reception) == []  # nobody there can open it
        units = list(units_after(reception.connection, newest_acts(head.connection)))
    assert len(merge(head, units).refused) == len(units) == 1


def test_a_sealed_body_put_in_beside_lines_is_found_where_the_key_is(desks):
    head, reception = desks
    [(act, sealed, proof)] = reception.connection.execute(
        "SELECT * FROM sealed_body ORDER BY act >> 32 = ?, act LIMIT 1", [reception.desk]
    ).fetchall()
    statement = "INSERT INTO sealed_body VALUES (:act, :sealed, :proof)"
    with tampered(head, "sealed_body", statement, {"act": act, "sealed": sealed, "proof": proof}):
        assert [fault.kind for fault in check(head)] == ["line"]
