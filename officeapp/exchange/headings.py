"""Which column of a list holds what, whatever the system it came from calls it.

The names stand in `resources/imports`: one file for any system, and one for each system that needs
to be asked differently.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.domain.import_map import IGNORED
from officeapp.errors import NotFoundError, Problem, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officeapp.exchange.tables import Table

ANY_SYSTEM = "any"
SEVERAL = frozenset({"phones", "email"})  # fields that may have more than one column
EXAMPLE_ROWS = 50  # rows in which an example of a column is looked for


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a list, for a person to say what it holds.

    Attributes:
        key: The heading as maps keep it.
        heading: The heading as the list has it.
        example: The first cell that is not blank.
        field: What it is taken to hold; `IGNORED` for nothing, empty where that is not known.
    """

    key: str
    heading: str
    example: str
    field: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a list keeps each field.

    Attributes:
        columns: The columns of each field that was found, in the order to ask them.
        headings: The headings as the list has them.
        unused: Headings that no field claimed and that are not known to be of no use.
        seen: Every column, for a person to say what it holds.
    """

    columns: dict[str, tuple[int, ...]]
    headings: tuple[str, ...]
    unused: tuple[str, ...]
    seen: tuple[SeenColumn, ...] = ()

    def heading(self, field: str) -> str:
        """Return what the list calls a field; the field's own name where it has no column."""
        found = self.columns.get(field)
        return self.headings[found[0]].strip() if found else field.replace("_", " ")

    def has(self, *fields: str) -> bool:
        """Say whether every one of these fields has a column."""
        return all(field in self.columns for field in fields)


def map_names() -> list[str]:
    """Return the names that ``--map`` accepts."""
    return sorted(path.stem for path in paths.resource("imports").glob("*.toml"))


class MissingColumnsError(UnreadableFileError):
    """A list has no column that says whom or what its rows are about.

    Attributes:
        columns: The columns it has.
        wanted: What it needs, as a sentence.
    """

    def __init__(self, name: str, wanted: str, columns: tuple[SeenColumn, ...]) -> None:
        listed = ", ".join(column.heading for column in columns)[:400]
        super().__init__(
            f"{name} has no column for {wanted}; its headings are: {listed}. Name the columns in "
            "the first row."
        )
        self.columns = columns
        self.wanted = f"Such a list needs a column for {wanted}."


def fields_of(kind: str) -> dict[str, str]:
    """Return what a column of a kind of list may hold: each field, and what a person calls it."""
    return {field: names[0] for field, names in _map(ANY_SYSTEM)[kind].items() if field != IGNORED}


def layout_of(
    table: Table,
    kind: str,
    map_name: str = ANY_SYSTEM,
    own: Mapping[str, str] | None = None,
) -> Layout:
    """Find the columns of a list.

    Args:
        table: The list.
        kind: 'pupils', 'contacts' or 'marks'.
        map_name: The system whose names are asked first.
        own: What the school says that headings hold, by their keys; asked before any system.

    Raises:
        NotFoundError: There is no map of that name.
    """
    keys = _keys(table.headings)
    said = {keys[key]: field for key, field in (own or {}).items() if key in keys}
    taken, columns = dict(said), _named(said, fields_of(kind))
    for field, names in _names(kind, map_name).items():
        if field in columns:
            continue
        found = [keys[name] for name in names if name in keys and keys[name] not in taken]
        chosen = found if field in SEVERAL or field == IGNORED else found[:1]
        taken.update(dict.fromkeys(chosen, field))
        if chosen and field != IGNORED:
            columns[field] = tuple(sorted(chosen) if field == "phones" else chosen)
    unused = [
        heading
        for key, column in keys.items()
        if column not in taken and "#" not in key and (heading := table.headings[column].strip())
    ]
    return Layout(columns, table.headings, tuple(unused), _seen(table, keys, taken))


def require(layout: Layout, table: Table, *choices: Sequence[str]) -> None:
    """Refuse a list that has none of several sets of columns.

    Raises:
        UnreadableFileError: The columns that an import cannot do without are not there.
    """
    if any(layout.has(*fields) for fields in choices):
        return
    wanted = " or ".join(
        "'" + "' with '".join(_plain(f) for f in fields) + "'" for fields in choices
    )
    raise MissingColumnsError(table.name, wanted, layout.seen)


def at_most(table: Table, rows: int, what: str) -> None:
    """Refuse a list that is far too long for what it should be.

    Raises:
        UnreadableFileError: It has more rows than any school has of these.
    """
    if len(table.rows) > rows:
        message = f"{table.name} has more than {rows:,} rows and is no list of {what}."
        raise UnreadableFileError(message)


def unused_columns(layout: Layout) -> list[Problem]:
    """Return one warning that names the columns nobody will read; none if all are read."""
    if not layout.unused:
        return []
    names = ", ".join(layout.unused)[:400]
    return [Problem("1", "headings", names, "These columns are not read by this import.")]


def key_of(heading: str) -> str:
    """Return a heading with only its letters and digits, small: 'Reg. Group' is 'reggroup'."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(c for c in plain if c.isalnum())


def _keys(headings: Iterable[str]) -> dict[str, int]:
    """Return the column of each heading; the second of a name is 'name#2'."""
    seen: dict[str, int] = {}
    keys: dict[str, int] = {}
    for column, heading in enumerate(headings):
        key = key_of(heading)
        if key:
            seen[key] = seen.get(key, 0) + 1
            keys[key if seen[key] == 1 else f"{key}#{seen[key]}"] = column
    return keys


def _named(said: Mapping[int, str], known: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Return the columns of each field as the school says: one, or several where it may."""
    columns: dict[str, tuple[int, ...]] = {}
    for column, field in sorted(said.items()):
        if field in known and (field not in columns or field in SEVERAL):
            columns[field] = (*columns.get(field, ()), column)
    return columns


def _seen(
    table: Table, keys: Mapping[str, int], taken: Mapping[int, str]
) -> tuple[SeenColumn, ...]:
    rows = [cells for _, cells in table.rows[:EXAMPLE_ROWS]]
    return tuple(
        SeenColumn(
            key,
            table.headings[column].strip(),
            next((cells[column].strip() for cells in rows if cells[column].strip()), "")[:60],
            taken.get(column, ""),
        )
        for key, column in keys.items()
    )


@functools.cache
def _names(kind: str, map_name: str) -> dict[str, tuple[str, ...]]:
    """Return the keys of the headings of each field, in the order to look for them."""
    fields = _map(ANY_SYSTEM)[kind]
    special = _map(map_name).get(kind, {}) if map_name != ANY_SYSTEM else {}
    first = {
        field: [*special[field], *names] for field, names in fields.items() if field in special
    }
    return {
        field: tuple(dict.fromkeys(_key_with_place(name) for name in names))
        for field, names in {**first, **{f: n for f, n in fields.items() if f not in first}}.items()
    }


def _map(name: str) -> dict[str, dict[str, list[str]]]:
    stem = key_of(name)
    if stem not in map_names():
        message = f"There is no map '{name}'; choose one of {', '.join(map_names())}."
        raise NotFoundError(message)
    text = (paths.resource("imports") / f"{stem}.toml").read_text(encoding="utf-8")
    return {kind: part for kind, part in tomllib.loads(text).items() if isinstance(part, dict)}


def _key_with_place(name: str) -> str:
    heading, _, place = name.partition("#")
    return key_of(heading) + (f"#{place}" if place else "")


def _plain(field: str) -> str:
    """Return a field's name as a person says it."""
    said = {"dob": "date of birth", "upn": "UPN", "pupil_upn": "UPN", "day": "date"}
    return said.get(field) or re.sub(r"^pupil (?!premium)", "pupil's ", field.replace("_", " "))
