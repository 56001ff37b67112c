"""Confidential lines on their way between desks of which one may have them and the others not.

Seen red with each of these left out: the padding; the salt taken out of the act's row; the look at
the kind of an act that comes sealed or stands so; the look for lines beside a sealed body; the
digest of an opened body, as it comes and in the check; the proof that it did not spoil; the refusal
of an act that mixes lines; the number of a note that is its act's.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officeapp.books.act import (
    SALT_BYTES,
    Header,
    act_digest,
    body_digest,
    body_of,
    canonical,
)
from officeapp.books.check import check
from officeapp.books.merging import merge
from officeapp.books.office import open_office
from officeapp.books.sealing import (
    PAD_TO,
    SEALED_KIND,
    NotKeptHereError,
    Sealed,
    public_half,
    seal,
    spoil_proof,
    unseal,
)
from officeapp.books.sending import NotSoundError, newest_acts, units_after
from officeapp.books.withholding import withheld
from officeapp.books.working_copy import working_copy
from officeapp.domain.cases import CaseNote, ConfidentialNote
from officeapp.domain.desks import Desk, DeskCard
from officeapp.domain.school import Role
from officeapp.domain.school_year import Span
from officeapp.procedures.confidential import open_notes, raise_concern
from officeapp.procedures.keep_roll import change_pupil
from tests.desks import DAY, books_of, desks, pupils, reopened, share

CANARY = "Bruise on the left arm"
INSERTED = (
    "INSERT INTO confidential_note SELECT act, 1, 1, 1, '2026-11-18', 'No.', 0, '' FROM sealed_body"
)
SPAN = Span(DAY.replace(day=1), DAY.replace(day=30))


@pytest.fixture
def three(tmp_path):
    """Return the head's desk, the reception's and one more of the office, with the same books."""
    with desks(tmp_path, 1) as [head]:
        others = []
        for name, role in (("reception", Role.RECEPTION), ("office", Role.OFFICE)):
            (tmp_path / name).mkdir()
            working_copy(head, tmp_path / name / "school.db", [role])
            others.append(reopened(tmp_path / name / "school.db"))
        yield [head, *others]
        for one in others:
            one.close()


def said(office):
    return [note.words for note in office.cases.confidential.of(pupils(office)[0].id, SPAN)]


def raise_at(office, words=CANARY):
    raise_concern(office, pupils(office)[0].id, words)


def bytes_of(office):
    """Return every byte that a desk has of its file."""
    return b"".join(path.read_bytes() for path in sorted(office.path.parent.glob("school.db*")))


def sealed_acts(office):
    return [
        act
        for unit in units_after(office.connection, {})
        for act in unit.acts
        if act.kind == SEALED_KIND
    ]


def test_a_concern_raised_at_reception_is_read_at_the_heads_desk_alone(three):
    head, reception, _ = three
    raise_at(reception)
    assert said(reception) == []
    assert CANARY.encode() not in bytes_of(reception)
    share(reception, head)
    assert said(head) == [CANARY]
    assert [check(one) for one in three] == [[], [], []]


def test_a_note_of_the_head_goes_through_reception_and_the_office_unread(three):
    head, reception, clerk = three
    raise_at(head)
    share(head, reception)
    share(reception, clerk)
    assert said(reception) == said(clerk) == []
    assert CANARY.encode() not in bytes_of(reception) + bytes_of(clerk)
    assert [check(one) for one in three] == [[], [], []]


def test_what_goes_round_by_desks_without_the_key_is_whole_where_the_key_is(three):
    head, reception, clerk = three
    raise_at(reception, "first")
    raise_at(reception, "second")
    share(reception, clerk)
    share(clerk, head)
    assert said(head) == ["first", "second"]
    assert books_of(reception) == books_of(clerk)


def test_two_concerns_of_one_desk_are_two_after_it_was_closed_between(three):
    head, reception, _ = three
    raise_at(reception, "first")
    reception.close()
    with reopened(reception.path) as again:
        raise_at(again, "second")
        share(again, head)
    assert said(head) == ["first", "second"]


def test_a_note_and_its_opening_leave_a_desk_without_a_word_of_them(three):
    head, *_ = three
    raise_at(head)
    open_notes(head, pupils(head)[0].id, SPAN, "the lead is away")
    for act in sealed_acts(head):
        assert (act.lines, act.salt) == ((), b"")
        assert CANARY.encode() not in act.sealed
    assert len({len(act.sealed) for act in sealed_acts(head)}) == 1  # and length tells nothing


def test_notes_are_not_opened_where_they_are_not_kept(three):
    _, reception, _ = three
    with pytest.raises(NotKeptHereError):
        open_notes(reception, pupils(reception)[0].id, SPAN, "the lead is away")
    assert reception.connection.execute("SELECT count(*) FROM note_opened").fetchone()[0] == 0


def test_confidential_lines_stand_in_no_act_with_others(three):
    head, *_ = three
    pupil = pupils(head)[0].id
    with pytest.raises(ValueError, match="confidential_note"), _act(head, "case-entry") as act:
        head.cases.confidential.enter(act, ConfidentialNote(act.id, pupil, DAY, CANARY))
    with pytest.raises(ValueError, match="case_note"), _act(head, SEALED_KIND) as act:
        head.cases.notes.enter(act, CaseNote(act.id, pupil, DAY, "talk", CANARY))


def _act(office, kind):
    from officeapp.books.act import Book
    from officeapp.domain.rights import Right

    return office.writing(kind, Right.RAISE_CONCERN, Book.CASES)


def changed(unit, **changes):
    acts = [replace(act, **changes) if act.kind == SEALED_KIND else act for act in unit.acts]
    return replace(unit, acts=tuple(acts))


@pytest.mark.parametrize("with_key", [True, False])
def test_a_sealed_act_with_its_lines_open_or_none_at_all_is_refused(three, with_key):
    head, reception, clerk = three
    raise_at(reception)
    receiver = head if with_key else clerk
    [unit] = units_after(reception.connection, newest_acts(receiver.connection))
    line = '{"book":"confidential_note","day":"2026-11-18","id":1,"pupil":1,"words":"No."}'
    for wrong in ({"sealed": b""}, {"lines": (line,)}, {"salt": b"1"}):
        assert len(merge(receiver, [changed(unit, **wrong)]).refused) == 1, wrong


@pytest.mark.parametrize(
    "as_sealed", [{"lines": (), "salt": b"", "sealed": b"1"}, {"sealed": b"1"}]
)
def test_another_act_does_not_pass_itself_off_as_sealed(three, as_sealed):
    head, reception, _ = three
    change_pupil(head, replace(pupils(head)[0], medical="nuts"))
    [unit] = units_after(head.connection, newest_acts(reception.connection))
    acts = tuple(replace(act, **as_sealed) for act in unit.acts)
    assert len(merge(reception, [replace(unit, acts=acts)]).refused) == 1
    assert merge(reception, [unit]).refused == []


def test_a_sealed_body_that_is_not_the_one_is_refused_where_the_key_is(three):
    head, reception, _ = three
    raise_at(reception)
    [unit] = units_after(reception.connection, newest_acts(head.connection))
    said = {"book": "confidential_note", "day": "2026-11-18", "gone": 0, "id": 1, "pupil": 1}
    body = body_of([canonical({**said, "words": "No."})])
    other = seal(public_half(head.connection), Sealed(bytes(SALT_BYTES), body))
    assert len(merge(head, [changed(unit, sealed=other)]).refused) == 1
    assert len(merge(head, [changed(unit, sealed=b"\x01" + bytes(80))]).refused) == 1
    assert merge(head, [unit]).refused == []


def forged(act, public, kind, line):
    """Return an act of a kind with one line, its stamps right, sealed where the kind is."""
    salt = bytes(range(SALT_BYTES))
    body = body_digest(salt, body_of([line]))
    act = replace(act, kind=kind, salt=salt, body=body, lines=(line,), sealed=b"")
    header = Header(*(getattr(act, name) for name in Header._fields))
    act = replace(act, digest=act_digest(header, body))
    return withheld(act, public) if kind == SEALED_KIND else act


@pytest.mark.parametrize(
    ("kind", "book"), [("case-entry", "confidential_note"), (SEALED_KIND, "case_note")]
)
def test_confidential_lines_come_sealed_and_no_others_do(three, kind, book):
    head, reception, _ = three
    raise_at(reception)
    [unit] = units_after(reception.connection, newest_acts(head.connection))
    said = {"book": book, "day": "2026-11-18", "gone": 0, "id": 1, "pupil": 1, "words": "No."}
    line = canonical(said if book == "confidential_note" else {**said, "done": 0, "kind": "talk"})
    act = forged(unit.acts[0], public_half(head.connection), kind, line)
    assert len(merge(head, [replace(unit, acts=(act,))]).refused) == 1
    rightly = {"case-entry": SEALED_KIND, SEALED_KIND: "case-entry"}[kind]
    act = forged(unit.acts[0], public_half(head.connection), rightly, line)
    assert merge(head, [replace(unit, acts=(act,))]).refused == []


def tampered(office, *statements):
    connection = office.connection
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    return [fault.kind for fault in check(office)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sealed_body",
        "UPDATE sealed_body SET sealed = zeroblob(length(sealed))",
        "UPDATE act SET salt = x'00' WHERE kind = 'sealed-entry'",
        "UPDATE sealed_body SET act = (SELECT min(act) FROM register)",
        INSERTED,
    ],
)
def test_a_sealed_body_is_missed_where_nobody_can_open_it(three, statement):
    _, reception, _ = three
    raise_at(reception)
    assert "line" in tampered(reception, statement)


def test_no_other_act_is_hidden_as_if_it_were_sealed(three):
    _, reception, _ = three
    raise_at(reception)
    found = tampered(
        reception,
        "INSERT INTO sealed_body SELECT max(h.act), s.sealed, s.digest "
        "FROM handed_in h, sealed_body s",
        "UPDATE act SET salt = x'' WHERE id = (SELECT max(act) FROM handed_in)",
        "DELETE FROM register_day",
        "DELETE FROM register",
        "DELETE FROM handed_in",
    )
    assert "line" in found


def test_where_the_key_is_no_lines_are_taken_away_as_if_they_were_sealed(three):
    head, reception, _ = three
    raise_at(reception, "another")
    raise_at(head)
    [other] = sealed_acts(reception)
    found = tampered(
        head,
        "DELETE FROM confidential_note",
        "UPDATE act SET salt = x'' WHERE kind = 'sealed-entry'",
        f"INSERT INTO sealed_body SELECT id, x'{other.sealed.hex()}', "  # noqa: S608  # bytes as hex
        f"x'{spoil_proof(other.sealed).hex()}' FROM act WHERE kind = 'sealed-entry'",
    )
    assert found == ["line"]


def test_an_act_that_was_not_as_it_was_sealed_is_not_sent_on(three):
    head, reception, _ = three
    raise_at(reception)
    tampered(reception, "DELETE FROM sealed_body")
    with pytest.raises(NotSoundError):
        share(reception, head)


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES), st.binary(max_size=3 * PAD_TO))
def test_what_is_sealed_is_opened_as_it_was_by_the_one_key(salt, body):
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    sealed = seal(key.public_key().public_bytes_raw(), Sealed(salt, body))
    assert unseal(key.private_bytes_raw(), sealed, SALT_BYTES) == Sealed(salt, body)
    assert unseal(other.private_bytes_raw(), sealed, SALT_BYTES) is None
    assert unseal(key.private_bytes_raw(), sealed[:-1], SALT_BYTES) is None


def test_when_a_desk_was_heard_of_tells_of_a_sealed_entry_only_where_it_may_be_read(three):
    head, reception, clerk = three
    raise_at(reception)
    share(reception, head, clerk)
    desk = Desk(DeskCard(1, "Reception", (), "", DAY), numbers=(reception.desk,))
    assert head.desks.heard(desk) is not None
    assert clerk.desks.heard(desk) is None


def test_an_office_opened_to_be_read_says_the_same(three):
    _, reception, _ = three
    raise_at(reception)
    with open_office(reception.path, read_only=True) as reading:
        assert check(reading) == []
