"""The law's tables as they ship with the program: the attendance codes by date."""

from __future__ import annotations

import functools
import tomllib

from officeapp import paths
from officeapp.domain.codes import Age, Category, Code, CodeTable


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
