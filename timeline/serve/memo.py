"""Pages that were made once for the file as it is: an ingest changes the build, and all of them are forgotten."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from timeline.errors import TimelineError
from timeline.serve.databases import build_id

MOST = 300
TRIES = 3  # a page that was made while the file changed is half of one build and half of another
_PAGES: WeakKeyDictionary[Any, OrderedDict[tuple[str, ...], str]] = WeakKeyDictionary()


async def once(datasette: Any, name: str, key: str, make: Callable[[], Awaitable[str]]) -> str:
    """The page ``key`` of the database ``name``, made by ``make`` where it is not known for this build.

    A file in WAL mode keeps its counter while another program writes beside it: that one is always read.
    """
    path = Path(datasette.get_database(name).path)
    if path.with_name(f"{path.name}-wal").exists():
        return await make()
    pages = _PAGES.setdefault(datasette, OrderedDict())
    for again in range(TRIES - 1, -1, -1):
        full = (name, build_id(path), key)
        if full in pages:
            pages.move_to_end(full)
            return pages[full]
        try:
            made = await make()
        except (TimelineError, LookupError, TypeError):
            # What a page reads in two steps may have gone between them.
            if again and build_id(path) != full[1]:
                continue
            raise
        if build_id(path) == full[1]:
            pages[full] = made
            while len(pages) > MOST:
                pages.popitem(last=False)
            return made
    return made
