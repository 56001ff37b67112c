"""The way in: a command of the terminal, or the window where the first word is no command."""

from __future__ import annotations

import sys
from pathlib import Path

WINDOW_OPTIONS = {"--demo"}


def main() -> None:
    """Open the window, or run a command; never show a traceback to a person."""
    words = sys.argv[1:]
    if not words or set(words) <= WINDOW_OPTIONS:
        sys.exit(_window(None, demo="--demo" in words))
    if not words[0].startswith("-") and not _is_command(words[0]):
        sys.exit(_window(Path(words[0]), demo=False))
    from officeapp.terminal.commands import run

    sys.exit(run(words))


def _is_command(word: str) -> bool:
    from officeapp.terminal.commands import COMMANDS

    return word in COMMANDS


def _window(path: Path | None, *, demo: bool) -> int:
    from officeapp.app import open_window

    return open_window(path, demo=demo)
