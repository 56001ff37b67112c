"""Work beside the window on a thread that nobody waits for, as reading a folder far away is.

A thread of a pool is waited for when the program ends; a folder that hangs would keep the program
from ending. This one is dropped then: what it writes is whole or not there.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def aside(work: Callable[[], T], done: Callable[[Future[T]], None]) -> threading.Thread:
    """Do work on a thread of its own.

    Args:
        work: What to do.
        done: Called there with what came of it, a fault too.
    """
    future: Future[T] = Future()
    future.add_done_callback(done)

    def run() -> None:
        try:
            answer = work()
        except BaseException as fault:  # noqa: BLE001  # it goes on in the future
            future.set_exception(fault)
        else:
            future.set_result(answer)

    thread = threading.Thread(target=run, name="exchange", daemon=True)
    thread.start()
    return thread
