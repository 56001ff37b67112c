"""The way in: a command of the terminal, or the window where the first word is no command."""

from __future__ import annotations

import sys
from pathlib import Path

DEMO, UNTIL_PAINTED = "--demo", "--until-painted"


def main() -> None:
    """Open the window, or run a command; never show a traceback to a person."""
    words = sys.argv[1:]
    file = [word for word in words if word not in (DEMO, UNTIL_PAINTED)]
    if not file:
        sys.exit(_window(None, words))
    if not file[0].startswith("-") and not _is_command(file[0]):
        sys.exit(_window(Path(file[0]), words))
    from officeapp.terminal.commands import run

    sys.exit(run(words))


def _is_command(word: str) -> bool:
    from officeapp.terminal.commands import COMMANDS

    return word in COMMANDS


def _window(path: Path | None, words: list[str]) -> int:
    from officeapp.app import open_window

    return open_window(path, demo=DEMO in words, until_painted=UNTIL_PAINTED in words)
