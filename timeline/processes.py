"""A function over many items in several processes, with the results in the order of the items."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from timeline.errors import TimelineError

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Yield ``function`` of each item, in ``jobs`` processes where they are more than one.

    The processes start afresh: a forked one would share the lock on the database and threads that do not run
    in it. Raise TimelineError where one of them dies.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, context, initializer=follow_parent) as pool:
            yield from pool.map(function, items)
    except BrokenProcessPool:
        raise TimelineError("a process that read files died (out of memory?); try --jobs 1") from None


def follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=end_with, args=(parent.sentinel,), daemon=True).start()


def end_with(sentinel: int) -> None:
    """End this process as soon as the other one is gone."""
    wait([sentinel])
    os._exit(1)
