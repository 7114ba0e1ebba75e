"""A selection as a calendar (iCalendar, RFC 5545): all-day events that say how sure and how exact they are."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from timeline.export.item import Item
from timeline.model import GeoPrecision, Status
from timeline.serve.told import clean, headline, lines, moment, where
from timeline.serve.words import kind

# A calendar has three words only. What somebody claims or denies is as unsure to it as what is planned.
STATUS = {
    Status.OCCURRED: "CONFIRMED",
    Status.ONGOING: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
}


def calendar(items: Iterable[Item], title: str, page: Callable[[str], str]) -> str:
    """The dated events of ``items`` as a calendar; ``page`` gives the address of an event's page."""
    found = Calendar()
    found.add("prodid", "-//conflict-timeline//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", clean(title))
    for item in items:
        if item.event.date.start is not None:
            found.add_component(entry(item, item.event.date.start, page(item.event.id)))
    return str(found.to_ical().decode("utf-8"))


def entry(item: Item, start: date, address: str) -> Event:
    """One event; its end is the day after its last, as calendars have it."""
    event, last = item.event, item.event.date.end or start
    found = Event()
    found.add("uid", f"{event.id}@conflict-timeline")
    found.add("dtstamp", stamp(item, start))
    found.add("dtstart", start)
    if last < date.max:
        found.add("dtend", last + timedelta(days=1))
    found.add("summary", headline(item))
    found.add("description", "\n".join((*lines(item), address)))
    found.add("status", STATUS.get(event.status, "TENTATIVE"))
    found.add("transp", "TRANSPARENT")
    found.add("categories", [str(event.status), kind(event.event_type, None)])
    found.add("url", address)
    if where(item):
        found.add("location", where(item))
    place = event.place
    if place and place.geo_precision == GeoPrecision.EXACT and place.latitude is not None:
        found.add("geo", (place.latitude, place.longitude))
    return found


def stamp(item: Item, start: date) -> datetime:
    """When it was told last; there is no clock here, so its own day where that is not stated."""
    told = [found for one in item.tellings if (found := moment(one.published))]
    return max(told, default=datetime.combine(start, time(), UTC))
