"""The law's tables as they ship with the program: codes, grounds and returns, by date."""

from __future__ import annotations

import functools
import tomllib
from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.domain.codes import Age, Category, Code, CodeTable

if TYPE_CHECKING:
    from officeapp.domain.leaving import GroundTable
    from officeapp.domain.returns import ReturnKind, ReturnRule


@functools.cache
def codes() -> CodeTable:
    """Return all attendance codes with the dates they hold."""
    table = tomllib.loads(paths.seed("codes.toml").read_text(encoding="utf-8"))
    return CodeTable(
        Code(
            **{
                **entry,
                "category": Category(entry["category"]),
                "age": Age(entry.get("age", Age.ANY)),
                "last": entry.get("last"),
            }
        )
        for entry in table["code"]
    )


@functools.cache
def grounds() -> GroundTable:
    """Return the grounds on which a name may be removed, with the dates they hold."""
    from officeapp.domain.leaving import Ground, GroundTable

    table = tomllib.loads(paths.seed("grounds.toml").read_text(encoding="utf-8"))
    lists = ("year_groups", "absent_codes")
    return GroundTable(
        Ground(**{**entry, **{name: tuple(entry.get(name, ())) for name in lists}})
        for entry in table["ground"]
    )


@functools.cache
def return_rules() -> dict[ReturnKind, ReturnRule]:
    """Return what is due to the local authority, by kind."""
    from officeapp.domain.returns import ReturnKind, ReturnRule

    table = tomllib.loads(paths.seed("returns.toml").read_text(encoding="utf-8"))
    lists = ("codes", "not_on_first_day")
    rules = [
        ReturnRule(
            **{
                **entry,
                "kind": ReturnKind(entry["kind"]),
                **{name: tuple(entry.get(name, ())) for name in lists},
            }
        )
        for entry in table["return"]
    ]
    return {rule.kind: rule for rule in rules}
