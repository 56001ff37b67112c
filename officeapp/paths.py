"""Where the program's files and this person's files are; nothing else knows of freezing."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    """Return the folder that holds ``resources`` and ``db``."""
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS)  # type: ignore[attr-defined]  # noqa: SLF001  # PyInstaller's own name
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Return a file that ships with the program, such as ``theme/light.toml``."""
    return _root() / "resources" / name


def migrations() -> list[Path]:
    """Return the steps of the schema, oldest first."""
    return sorted((_root() / "db" / "migrations").glob("*.sql"))


def seed(name: str) -> Path:
    """Return a file of law or policy that a school begins with, such as ``codes.toml``."""
    return _root() / "db" / "seed" / name


def own_folder() -> Path:
    """Return the folder for this person's files on this machine, made if need be."""
    folder = Path(platformdirs.user_data_dir("officeapp", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_folder() -> Path:
    """Return the folder for the program's log, made if need be."""
    folder = Path(platformdirs.user_log_dir("officeapp", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fresh_name(path: Path, suffix: str) -> Path:
    """Return a name beside ``path`` that no file has yet: ``school-suffix.db``, ``…-2.db``."""
    candidate = path.with_name(f"{path.stem}-{suffix}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{suffix}-{number}{path.suffix}")
        number += 1
    return candidate
