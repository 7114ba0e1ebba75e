"""``geojson``: a FeatureCollection (RFC 7946). An event without a point has no geometry, never an invented one."""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.export import flat
from timeline.export.item import Item
from timeline.export.jsonl import plain_value, text_of


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the text of one FeatureCollection, a feature on each line."""
    yield '{"type":"FeatureCollection","features":['
    comma = "\n"
    for item in items:
        yield comma + text_of(feature(item))
        comma = ",\n"
    yield "\n]}\n"


def feature(item: Item) -> dict[str, Any]:
    """Return an event with the point that stands for its place; ``geo_precision`` says for how much it stands."""
    row = flat.row(item)
    latitude, longitude = row.pop("latitude"), row.pop("longitude")
    point = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    properties = {name: plain_value(value) for name, value in row.items() if name != "id"}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": properties}
