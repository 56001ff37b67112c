"""Planting a bug: a function of the program is run with a few of its words changed."""

from __future__ import annotations

import inspect
import sys
import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pytest


class Bug(NamedTuple):
    """A few words that are wrong.

    Attributes:
        owner: The class or module that has the function.
        function: The function's name.
        right: The words as they are.
        wrong: The words that take their place.
    """

    owner: Any
    function: str
    right: str
    wrong: str


def plant(monkeypatch: pytest.MonkeyPatch, *bugs: Bug) -> None:
    """Run some functions with wrong words in them, for as long as a test lasts."""
    for bug in bugs:
        function = inspect.unwrap(inspect.getattr_static(bug.owner, bug.function))
        source = textwrap.dedent(inspect.getsource(function))
        assert bug.right in source, f"{bug.function} has changed; plant the bug anew"
        module = vars(sys.modules[function.__module__])
        made: dict[str, Any] = {}
        wrong = source.replace(bug.right, bug.wrong)
        exec("from __future__ import annotations\n" + wrong, module, made)  # noqa: S102  # the bug
        monkeypatch.setattr(bug.owner, bug.function, made[bug.function])
