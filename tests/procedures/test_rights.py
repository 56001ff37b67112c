"""Every right of every role, through the procedures themselves (R16); nobody writes unnamed (R19).

Seen red: a right given to one role more; a procedure that asks for another right than the table
says; `require` that takes no notice of where; a procedure without a row; a write that asks nobody.
"""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from officeapp.books.check import check
from officeapp.books.confirmations import ConfirmFirstError
from officeapp.books.office import (
    MayNotError,
    NobodySignedInError,
    NotInPostError,
    ReadOnlyError,
    open_office,
)
from officeapp.domain.rights import MAY, Care, Reach, Right, Where, may
from officeapp.domain.school import Role
from officeapp.procedures.confirm import confirm, countersign
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import PIN, with_pin
from tests.conftest import StoppedClock
from tests.procedures.acts import FRIDAY, World
from tests.procedures.all_acts import ACTS, cares, rights

PROCEDURES = Path(__file__).parents[2] / "officeapp" / "procedures"
NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
NOT_HERE = {"_write_first_act"}  # makes the school and its first person, before there is anybody
WRITERS = {"pencil", "pins"}  # what is written without an act
WRITES = {"write", "wipe", "keep", "keep_code", "forget_code"}
ONLY_READS = {  # asks for the right to read, and writes nothing
    "register_book",
    "desk_book",
    "who_opened",
    "read_withheld",
    "require_export",
    "ladder_texts",
    "plan_packs",
    "plan_restore",
    "agree_to_restore",
    "due_now",
    "due_of",
    "ledger_of",
    "pupil_case",
    "read",
    "referral_packs",
    "review_tables",
    "timeline",
}
NO_PENCIL_TO_READ = {"choose_pin", "rub_out", "rub_out: own class today"}  # it is of each desk
COUNTS_WRONG_ONES = {"check_pin", "check_code"}  # before anybody is signed in, so asked of nobody


@pytest.fixture(scope="module")
def clock():
    return StoppedClock(NOW)


@pytest.fixture(scope="module")
def world(tmp_path_factory, clock):
    """Return a school with one person of each role, each with a PIN but who arranges everything."""
    folder = tmp_path_factory.mktemp("rights")
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
    with new_school(folder / "school.db", made, clock=clock, own_folder=folder) as office:
        for role in Role:
            with_pin(office, add_person(office, f"A {role}", str(role).title(), role, FRIDAY))
        yield World(office)


def person_of(world, role):
    """Return the person of a role, teaching the class that is arranged to be theirs."""
    office = world.office
    person = office.staff.named(f"A {role}", FRIDAY)
    return replace(person, school_class=world.own.id) if role is Role.TEACHER else person


def arranged(world, act):
    """Return what is to be done, arranged by the head."""
    world.office.sign_in(world.office.staff.first())
    return ACTS[act](world)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_does_what_the_table_says_and_nothing_else(world, act, role):
    do = arranged(world, act)
    world.office.sign_in(person_of(world, role))
    before = acts_of(world.office)
    if role in rights()[act]:
        with_care(world, cares()[act][role], do)
        return
    with pytest.raises(MayNotError):
        do()
    assert acts_of(world.office) == before


def with_care(world, takes, do):
    """Do what takes a PIN once more, or a second person, after it was refused without."""
    office = world.office
    before = acts_of(office)
    for kind in takes:
        with pytest.raises(ConfirmFirstError) as refusal:
            do()
        assert refusal.value.lacks in takes
        assert acts_of(office) == before
        if kind is Care.PIN_AGAIN:
            confirm(office, PIN)
        else:
            by = Role.RECEPTION if office.person.role is Role.HEAD else Role.HEAD
            countersign(office, office.staff.named(f"A {by}", FRIDAY), PIN)
    do()


@pytest.mark.parametrize("act", ACTS)
def test_nobody_writes_who_is_not_signed_in(world, act):
    do = arranged(world, act)
    world.office.sign_in(None)
    before = acts_of(world.office)
    with pytest.raises(NobodySignedInError):
        do()
    assert acts_of(world.office) == before


@pytest.mark.parametrize("act", sorted(ACTS.keys() - {"choose_pin"}))
def test_nobody_writes_whose_time_is_over_or_has_not_begun(world, act):
    do = arranged(world, act)
    head = world.office.staff.first()
    day = dt.timedelta(days=1)
    for changes in ({"last": FRIDAY - day}, {"first": FRIDAY + day}):
        world.office.sign_in(replace(head, **changes))
        with pytest.raises(NotInPostError):
            do()
    world.office.sign_in(head)


@pytest.mark.parametrize("act", sorted(one for one in ACTS if one not in NO_PENCIL_TO_READ))
def test_nothing_is_written_in_a_file_opened_for_reading(world, act, clock):
    """Pencil is no act: the file itself refuses it."""
    do = arranged(world, act)
    before = acts_of(world.office)
    with open_office(world.office.path, read_only=True, clock=clock) as reader:
        reader.sign_in(person_of(world, min(rights()[act])))
        with pytest.raises(Exception) as refusal:  # noqa: PT011  # which one is asked below
            do.func(reader, *do.args[1:], **do.keywords)
    assert isinstance(refusal.value, ReadOnlyError) or "readonly" in str(refusal.value)
    assert acts_of(world.office) == before


def test_every_procedure_that_writes_has_a_row():
    """Planted: a procedure with `office.writing` and no row: red; the same with `require`: red."""
    writing = {function.name for function in functions() if asks(function) or plainly(function)}
    rows = {name.partition(":")[0] for name in ACTS}
    assert writing - NOT_HERE - COUNTS_WRONG_ONES - ONLY_READS - helpers() == rows
    assert rights().keys() == ACTS.keys()


def test_every_write_asks_for_a_right():
    """Planted: `office.pencil.write` in a procedure that asks nobody: red."""
    silent = {function.name for function in functions() if plainly(function) and not asks(function)}
    assert silent == COUNTS_WRONG_ONES


def test_every_right_that_changes_something_is_asked_for_by_a_procedure():
    asked = {right for function in functions() for right in named_rights(function)}
    changing = {right.name for right in Right if not right.name.startswith("READ_")}
    assert changing <= asked


def test_what_is_not_listed_is_refused():
    assert not any(may(role, "dance") for role in Role)  # type: ignore[arg-type]  # no right
    assert MAY.keys() == set(Right)


@pytest.mark.parametrize("reach", [one for one in Reach if one is not Reach.EVERYWHERE])
def test_a_right_that_reaches_less_far_holds_nowhere_in_particular(reach, monkeypatch):
    """Forgetting to say where an act is never gives more. Planted: `may` without `where`: red."""
    monkeypatch.setitem(MAY, Right.EXPORT, {Role.TEACHER: reach})
    assert not may(Role.TEACHER, Right.EXPORT)
    assert may(Role.TEACHER, Right.EXPORT, Where(one_class=True, own_class=True, today=True))


def test_a_change_of_rights_holds_at_once(world):
    office = world.office
    office.sign_in(office.staff.first())
    do = arranged(world, "add_person")
    office.sign_in(replace(office.person, role=Role.OFFICE))
    with pytest.raises(MayNotError):
        do()


def test_every_act_says_who_it_was_with_post_and_role(world):
    """R19: after all of the above, no act is without a person, and the file is sound."""
    office = world.office
    arranged(world, "hand_in")()
    rows = office.connection.execute("SELECT name, post, role FROM act").fetchall()
    assert all(row["name"] and row["post"] and row["role"] in set(Role) for row in rows)
    assert check(office) == []


def acts_of(office):
    """Return how many acts and lines of pencil there are."""
    tables = ("act", "pencil", "pin_code")
    return [office.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]  # noqa: S608  # names of the schema


def functions():
    """Return every function of the procedures."""
    return [
        node
        for path in sorted(PROCEDURES.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def calls(function):
    """Return what a function calls: 'office.writing', 'office.pencil.write'."""
    return [
        ast.unparse(node.func)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def asks(function):
    """Say whether a function asks for a right."""
    return any(call.endswith(("office.writing", "office.require")) for call in calls(function))


def plainly(function):
    """Say whether a function writes in pencil or among the PINs."""
    parts = [call.split(".") for call in calls(function)]
    return any(len(p) > 2 and p[-2] in WRITERS and p[-1] in WRITES for p in parts)


def helpers():
    """Return functions that ask for a right on behalf of a procedure that has a row."""
    return {function.name for function in functions() if function.name.startswith("_")}


def named_rights(function):
    """Return the rights a function names."""
    return {
        node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Right"
    }
