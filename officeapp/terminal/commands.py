"""All commands by name, and the one place where refusals become exit codes."""

from __future__ import annotations

import importlib
import logging
import traceback
from typing import TYPE_CHECKING, Any

import click
from typing_extensions import override

from officeapp import __version__, log, paths
from officeapp.errors import OfficeError, UnreadableFileError
from officeapp.terminal.shared import NO, UNREADABLE, say

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where each command stands; a module is read when one of its commands is asked for.
COMMANDS = {
    "new": "keeping",
    "check": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "export": "keeping",
    "selftest": "keeping",
    "demo": "demo",
    "import": "importing",
    "marks-out": "beside",
    "marks-in": "beside",
    "register-book": "printing",
    "record": "printing",
    "turn-year": "turning",
    "returns": "turning",
    "leave": "leave",
    "ask-leave": "leave",
    "decide-leave": "leave",
    "leave-form": "leave",
    "pupils": "asking",
    "calendar": "asking",
    "codes": "asking",
    "attendance": "counting",
    "thresholds": "thresholds",
    "history": "asking",
    "letters": "letters",
    "texts": "texts",
    "certificate": "letters",
    "pack": "pack",
    "rollcall": "rollcall",
    "desk-book": "desk",
    "exchange": "exchange",
    "join": "joining",
}


class Commands(click.Group):
    """The commands, read from their modules when they are asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"officeapp.terminal.{COMMANDS[cmd_name]}")
        found: Any = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands)
@click.version_option(__version__)
def officeapp() -> None:
    """Keep a primary school's registers, figures and papers.

    A first word that is no command is a school file to open in the window; no word at all opens
    the window on the school last used, and --demo on a sample school.
    """


def run(words: Sequence[str]) -> int:
    """Run a command and return its exit code.

    0 done, 1 the answer is no or some rows were refused, 2 wrong use, 3 a file that cannot be
    opened or read safely.
    """
    try:
        return _answered(words)
    except click.Abort:
        say("Stopped; nothing was written.")
    except UnreadableFileError as refusal:
        say(str(refusal))
        return UNREADABLE
    except OfficeError as refusal:
        say(str(refusal))
    except Exception as error:  # noqa: BLE001  # the terminal's crash hook: no traceback for a person
        _crashed(error)
    return NO


def _answered(words: Sequence[str]) -> int:
    try:
        answer = officeapp.main(list(words), prog_name="officeapp", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return answer if isinstance(answer, int) else 0


def _crashed(error: Exception) -> None:
    """Write where a fault happened to the log, without its message: it may hold a name."""
    log.start(paths.log_folder())
    trace = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger(__name__).error("%s\n%s", type(error).__name__, trace)
    say(f"The program failed ({type(error).__name__}); nothing half done was kept. See its log.")
