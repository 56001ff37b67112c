"""Many records at once, as an import makes them: Python's collector of cycles rests meanwhile.

A year of a school is 160,000 marks. None of them is part of a cycle, and looking through them for
one, again and again as they are made, takes a fifth of an import's time. Nothing else in the
program touches the collector.
"""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def many_records() -> Iterator[None]:
    """Let the collector rest, also within another such rest; afterwards it is as it was."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
