"""Look up events by any of their addresses."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from timeline.errors import TimelineError
from timeline.store.docket import canonical_of
from timeline.store.revision import ensure_current, open_for_reading


def ensure_events(db: Path, ids: Iterable[str]) -> list[str]:
    """Return the events that ``ids`` (of events or of codings) are now. Raise TimelineError for one that is none."""
    ensure_current(db)
    with closing(open_for_reading(db)) as conn:
        found = []
        for key in ids:
            event = canonical_of(conn, key)
            if event is None:
                raise TimelineError(f"{db}: there is no event {key}")
            found.append(event)
        return found
