"""The direction of imports, and that every part stands in its room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import officeapp

PACKAGE = Path(officeapp.__file__).parent
ALLOWED = {
    "domain": {"domain", "errors"},
    "books": {"domain", "books", "errors", "paths"},
    "procedures": {"domain", "books", "procedures", "errors", "exchange", "bulk"},
    "documents": {"domain", "documents", "errors", "paths"},
    "exchange": {"domain", "exchange", "errors", "paths", "bulk"},
    "sample": {"domain", "books", "procedures", "sample", "errors", "paths"},
    "gui": {"domain", "books", "procedures", "documents", "exchange", "gui", "sample"}
    | {"errors", "paths", "log"},
}
ONLY_IN = {
    "PySide6": {"gui", "app"},
    "shiboken6": {"gui"},
    "sqlite_utils": {"books"},
    "sqlcipher3": {"books"},
    "reportlab": {"documents"},
    "pypdfium2": {"gui", "documents"},
    "click": {"terminal"},
    "icalendar": {"exchange"},
    "lxml": {"exchange"},
    "cryptography": {"exchange", "books"},
}
STANDARD_ONLY = {"domain"}


def imports(path: Path) -> list[str]:
    """Return every module a file imports, wherever in it."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [alias.name for alias in node.names] if node.module == "officeapp" else [""]
            found += [f"{node.module}.{name}".rstrip(".") for name in names]
    return found


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_imports_point_downwards(path: Path):
    layer = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in imports(path):
        top, *rest = name.split(".")
        if top == "officeapp" and layer in ALLOWED and rest and rest[0] != "__version__":
            assert rest[0] in ALLOWED[layer], f"{layer} must not import {name}"
        if top in ONLY_IN:
            assert layer in ONLY_IN[top], f"{layer} must not import {top}"
        if layer in STANDARD_ONLY and top != "officeapp":
            assert top not in {"sqlite3", "time", "os", "pathlib"}, f"{layer} is pure: {name}"


def test_the_clock_is_asked_in_one_place():
    asked = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if "datetime.now(" in path.read_text(encoding="utf-8")
    ]
    assert asked == ["office.py"]


def test_the_collector_is_touched_in_one_place():
    touched = [path.name for path in PACKAGE.rglob("*.py") if "gc" in imports(path)]
    assert touched == ["bulk.py"]


def test_sql_stands_only_in_books():
    words = ("SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA ")
    outside = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] != "books"
        and any(word in path.read_text(encoding="utf-8") for word in words)
    ]
    assert outside == []
