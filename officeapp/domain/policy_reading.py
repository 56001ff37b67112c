"""A policy read from a profile's tables: what is wrong in it comes back as a list."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

from officeapp.domain.policies import (
    Band,
    Ladder,
    LetterKind,
    Policy,
    Review,
    Rule,
    Stage,
    Step,
)
from officeapp.domain.policy_parts import (
    FirstDay,
    FirstDayStep,
    Leave,
    LeaveNotice,
    PolicyTimes,
    Registers,
    Said,
)
from officeapp.errors import OfficeError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    Table = Mapping[str, Any]

#: A profile as it was read: tables, lists of tables with an ``id``, and plain values.
Tree = dict[str, Any]
R = TypeVar("R")

#: Where the parts of a policy stand in a profile, and what each is read as.
PARTS: dict[str, type[Any]] = {
    "registers": Registers,
    "said": Said,
}
LISTS: dict[str, type[Any]] = {
    "times": PolicyTimes,
    "bands": Band,
    "rules": Rule,
    "stages": Stage,
    "reviews": Review,
    "letters": LetterKind,
}


def filled(table: Table) -> str:
    """Return the words of a table with its numbers in them: '{count} lates in a week'.

    So the words of a rule or band say what the school made of its numbers.
    """
    words = str(table.get("words", ""))
    for name, value in _numbers(table).items():
        words = words.replace(f"{{{name}}}", value)
    return words


def _numbers(table: Table) -> dict[str, str]:
    numbers = {name: str(value) for name, value in table.items() if type(value) is int}
    if "count" in table:
        numbers["days"] = f"{int(table['count']) / 2:g}"  # two sessions to a day
    if "high" in table:
        numbers["over"] = str(int(table["high"]) + 1)
    if "steps" in table:
        numbers["steps"] = ", ".join(map(str, table["steps"]))
    return numbers


class BadProfileError(OfficeError):
    """A profile cannot be read as a policy."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        first = problems[0]
        super().__init__(
            f"The policy {name} cannot be used: {first.where}, {first.field}: {first.reason}"
        )


def policy_of(tree: Tree) -> Policy:
    """Return a profile's policy.

    Raises:
        BadProfileError: Something in it cannot be read.
    """
    policy, problems = read_policy(tree)
    if policy is None or problems:
        raise BadProfileError(str(tree.get("name", "")), problems)
    return policy


def read_policy(tree: Tree) -> tuple[Policy | None, list[Problem]]:
    """Return a profile's policy, and what is wrong in it; no policy where a part is missing."""
    reader = _Reader()
    parts: dict[str, Any] = {}
    for name, value in tree.items():
        if name in PARTS:
            parts[name] = reader.record(PARTS[name], value, name)
        elif name in LISTS:
            parts[name] = reader.records(LISTS[name], value, name)
        elif name == "leave":
            parts[name] = reader.with_list(Leave, LeaveNotice, value, name, "notices")
        elif name == "first_day":
            parts[name] = reader.with_list(FirstDay, FirstDayStep, value, name, "steps")
        elif name == "ladders":
            parts[name] = tuple(
                reader.with_list(Ladder, Step, one, f"{name}.{one.get('id', '')}", "steps")
                for one in value
            )
    rest = {name: value for name, value in tree.items() if name not in parts}
    policy = reader.record(Policy, rest, "profile", ready=parts)
    return (None if reader.problems else policy), reader.problems


def read_records(kind: type[R], tables: list[Table], where: str) -> tuple[R, ...]:
    """Return the records of a list of tables that ships with the program.

    Raises:
        BadProfileError: One cannot be read.
    """
    reader = _Reader()
    records = tuple(reader.record(kind, table, where) for table in tables)
    if reader.problems:
        raise BadProfileError(where, reader.problems)
    return tuple(record for record in records if record is not None)


class _Reader:
    """Makes records from tables and notes what does not fit."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def record(
        self, kind: type[R], table: Table, where: str, ready: Table | None = None
    ) -> R | None:
        """Return a record of a table; None, and why, where something is missing or wrong."""
        made: Any = kind
        reads = _reads(made)
        values: dict[str, Any] = dict(ready or {})
        before = len(self.problems)
        for name, value in table.items():
            if name not in reads:
                self._wrong(where, name, value, "is not known here; take it out.")
                continue
            try:
                values[name] = _fitted(value, reads[name])
            except ValueError as error:
                self._wrong(where, name, value, f"{error}.")
        for name in _required(made) - set(values) - set(table):
            self._wrong(where, name, "", "is missing; write it.")
        if len(self.problems) != before:
            return None
        if "words" in values:
            values["words"] = filled(table)
        return kind(**values)

    def records(self, kind: type[R], tables: list[Table], where: str) -> tuple[R, ...]:
        """Return the records of a list of tables, and note names that come twice."""
        self._check_names(tables, where)
        made = (
            self.record(kind, table, f"{where}.{table.get('id', place)}")
            for place, table in enumerate(tables, 1)
        )
        return tuple(one for one in made if one is not None)

    def with_list(
        self, kind: type[R], part: type[Any], table: Table, where: str, name: str
    ) -> R | None:
        """Return a record that has a list of tables in it."""
        listed = self.records(part, table.get(name, []), f"{where}.{name}")
        rest = {key: value for key, value in table.items() if key != name}
        return self.record(kind, rest, where, ready={name: listed})

    def _check_names(self, tables: list[Table], where: str) -> None:
        names = [table.get("id", "") for table in tables]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._wrong(where, "id", name, "names two things; give each a name of its own.")

    def _wrong(self, where: str, field: str, found: Any, reason: str) -> None:
        self.problems.append(Problem(where, field, str(found), reason))


@functools.cache
def _reads(kind: Any) -> dict[str, Any]:
    """Return the type of each field of a record, without None."""
    hints = typing.get_type_hints(kind)
    return {field.name: _bare(hints[field.name]) for field in dataclasses.fields(kind)}


def _bare(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


@functools.cache
def _required(kind: Any) -> frozenset[str]:
    return frozenset(
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )


def _fitted(value: Any, hint: Any) -> Any:
    """Return a value as a field's type has it.

    Raises:
        ValueError: It is of another kind; the message says which is wanted.
    """
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            message = "must be a list"
            raise ValueError(message)
        return tuple(_fitted(one, typing.get_args(hint)[0]) for one in value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        try:
            return hint(value)
        except ValueError:
            known = ", ".join(str(one.value) for one in hint)
            message = f"must be one of {known}"
            raise ValueError(message) from None
    if hint is float and type(value) in (int, float):
        return float(value)
    if type(value) is not hint:
        message = f"must be {_KINDS.get(hint, 'another kind of value')}"
        raise ValueError(message)
    return value


_KINDS: dict[Any, str] = {
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
    dt.time: "a time such as 10:30:00",
    dt.date: "a date such as 2026-09-01",
}
