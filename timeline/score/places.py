"""Places of whole texts against annotated place names: how many are found, and how many lie where they should.

The documents come one a line: ``text`` and ``toponyms`` with ``text``, ``start``, ``end``, ``lat``, ``lon``. A name is
found where a place is read out of words that overlap it, and right where that place lies within 161 km (100 miles) of
the annotated point. The coder gives a country no point; for scoring alone it stands at ``POINTS``, or, lacking one,
at its capital, and a very wide division at ``WIDE``.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from timeline.extract.text.coder import Coder, countries_in_play
from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.locations.gazetteer import fold, settlements
from timeline.extract.text.locations.places import resolve_place
from timeline.extract.text.locations.toponyms import (
    LOCATIVE,
    PlaceName,
    countries_by_fold,
    place_names,
    regions_by_fold,
)
from timeline.extract.text.people.lexicon import Lexicon
from timeline.model import Place, Report, Segment, SegmentKind, Span

NEAR_ENOUGH = 161.0  # km
EARTH = 6371.0  # km
Document = dict[str, Any]
# the middle of large countries, degrees, general knowledge; small ones are near enough to their capitals
POINTS = {
    "AFG": (33, 65), "AGO": (-12.5, 18.5), "ARE": (24, 54), "ARG": (-34, -64), "AUS": (-25, 133), "AUT": (47.3, 13.3),
    "BEL": (50.8, 4.5), "BGD": (24, 90), "BGR": (43, 25), "BLR": (53, 28), "BOL": (-17, -65), "BRA": (-10, -52),
    "BWA": (-24.7, 25.9), "CAF": (7, 21), "CAN": (60, -95), "CHE": (47, 8), "CHL": (-30, -71), "CHN": (35, 103),
    "CIV": (8, -5), "CMR": (6, 12), "COD": (-2.9, 23.7), "COG": (-1, 15), "COL": (4, -73), "CRI": (10, -84),
    "CUB": (22, -80), "CZE": (49.8, 15.5), "DEU": (51, 9), "DNK": (56, 10), "DOM": (19, -70.7), "DZA": (28, 2),
    "ECU": (-2, -77.5), "EGY": (26, 30), "ERI": (15, 39), "ESP": (40, -4), "EST": (59, 26), "ETH": (8, 38),
    "FIN": (64, 26), "FRA": (47, 2), "GAB": (-1, 11.8), "GBR": (55, -3), "GEO": (42, 43.5), "GHA": (8, -2),
    "GIN": (11, -10), "GRC": (39, 22), "GTM": (15.5, -90.3), "GUY": (5, -59), "HND": (15, -86.5), "HRV": (45.2, 15.5),
    "HTI": (19, -72.4), "HUN": (47, 20), "IDN": (-5, 120), "IND": (21, 78), "IRL": (53, -8), "IRN": (32, 53),
    "IRQ": (33, 44), "ISL": (65, -18), "ISR": (31, 35), "ITA": (43, 12), "JPN": (35, 136), "KAZ": (48, 68),
    "KEN": (1, 38), "KGZ": (41, 75), "KHM": (13, 105), "KOR": (36, 128), "LAO": (18, 105), "LBR": (6.5, -9.5),
    "LBY": (27, 17), "LKA": (7, 81), "LTU": (55, 24), "LVA": (57, 25), "MAR": (32, -6), "MDG": (-20, 47),
    "MEX": (23, -102), "MLI": (17, -4), "MMR": (22, 96), "MNG": (46, 105), "MOZ": (-18, 35), "MRT": (20, -12),
    "MWI": (-13.5, 34), "MYS": (2.5, 112.5), "NAM": (-22, 17), "NER": (16, 8), "NGA": (8, 10), "NIC": (13, -85),
    "NLD": (52.3, 5.5), "NOR": (61, 8), "NPL": (28, 84), "NZL": (-42, 174), "OMN": (21, 57), "PAK": (30, 70),
    "PAN": (9, -80), "PER": (-10, -76), "PHL": (12, 123), "PNG": (-6, 147), "POL": (52, 20), "PRK": (40, 127),
    "PRT": (39.5, -8), "PRY": (-23, -58), "ROU": (46, 25), "RUS": (60, 90), "SAU": (24, 45), "SDN": (15, 32),
    "SEN": (14, -14), "SLE": (8.5, -12), "SOM": (6, 47), "SRB": (44, 21), "SSD": (7, 30), "SVK": (48.7, 19.5),
    "SWE": (62, 15), "SYR": (35, 38), "TCD": (15, 19), "TGO": (8, 1), "THA": (15, 101), "TJK": (39, 71),
    "TKM": (39, 60), "TUN": (34, 9), "TUR": (39, 35), "TWN": (24, 121), "TZA": (-6, 35), "UGA": (1, 32),
    "UKR": (49, 32), "URY": (-33, -56), "USA": (40, -100), "UZB": (41.5, 64.5), "VEN": (8, -66), "VNM": (16, 108),
    "YEM": (15.5, 47.5), "ZAF": (-30, 25), "ZMB": (-15, 30), "ZWE": (-19, 29.8),
    "HKG": (22.3, 114.2), "LUX": (49.8, 6.1), "SGP": (1.3, 103.8), "JAM": (18, -77), "MCO": (43.7, 7.4),
}  # fmt: skip
# the same for divisions that are several hundred kilometres wide, by id of the region
WIDE = {
    "usa-alaska": (64, -150), "usa-california": (37, -120), "usa-oregon": (44, -120.5), "usa-texas": (31, -100),
    "usa-nevada": (39, -117), "usa-montana": (47, -110), "usa-new-mexico": (34.5, -106), "usa-arizona": (34, -112),
    "usa-florida": (28, -82), "usa-colorado": (39, -105.5), "usa-utah": (39, -111.5), "usa-idaho": (44.5, -114),
    "can-alberta": (55, -115), "can-british-columbia": (54, -125), "can-manitoba": (55, -97), "can-ontario": (50, -85),
    "can-quebec": (53, -70), "can-saskatchewan": (54, -106), "aus-new-south-wales": (-32, 147),
    "aus-queensland": (-23, 143), "aus-south-australia": (-30, 135), "aus-western-australia": (-26, 121),
    "aus-northern-territory": (-20, 133), "aus-victoria": (-37, 144),
}  # fmt: skip


@dataclass
class PlaceTally:
    """Counts of annotated names, of those found and right, of places read at all; and what went wrong."""

    expected: int = 0
    found: int = 0
    right: int = 0
    read: int = 0
    matched: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Return the figures as one line: names found, of those near enough, both together."""
        return (
            f"places: found {self.recall:.3f} (precision {self.precision:.3f}), "
            f"within {NEAR_ENOUGH:.0f} km {self.near:.3f}, end to end {self.end_to_end:.3f}"
        )

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.read if self.read else 1.0

    @property
    def near(self) -> float:
        """The share of found names whose place is near enough."""
        return self.right / self.found if self.found else 1.0

    @property
    def end_to_end(self) -> float:
        """The share of all annotated names that are found and near enough."""
        return self.right / self.expected if self.expected else 1.0


def readers_of(coder: Coder, text: str) -> list[Reader]:
    """Return the parsed sentences of a text that is no report, all of it body."""
    segment = Segment(SegmentKind.BODY, Span(0, len(text)))
    return coder.readers(Report("text", "text", "txt", "", text, (segment,)))


def places_in(coder: Coder, text: str) -> list[tuple[Span, Place | None]]:
    """Return the place names of a text with the places they mean, ``None`` where that is not settled.

    The names and their meaning come from the functions that the coder uses. Only names that some place bears are
    returned.
    """
    readers = readers_of(coder, text)
    names = [(reader, name) for reader in readers for name in place_names(reader)]
    surnames = {surname_of(coder, name) for _, name in names}
    names = [
        (reader, name) for reader, name in names if name.preposition in LOCATIVE or name.name not in surnames
    ]
    in_play = countries_in_play(readers)
    first = [resolve_place(name, in_play, coder.lexicon)[0] for _, name in names]
    told = Counter(place.country for place in first if place is not None and place.country)
    in_play = [country for country, _ in (Counter(in_play) + told).most_common()]
    found: list[tuple[Span, Place | None]] = []
    for reader, name in names:
        place, rule = resolve_place(name, in_play, coder.lexicon)
        if place is not None or rule == "place.ambiguous":
            found.append((reader.sent.chars(name.start, name.end - 1), place))
    return found


def surname_of(coder: Coder, name: PlaceName) -> str | None:
    """Return the last word of a name of two or three that is no place: "Dunn" of "Agatha Dunn" is none later on."""
    words = name.name.split()
    if len(words) not in (2, 3) or resolve_place(name, (), coder.lexicon)[1] != "place.unknown":
        return None
    places = [resolve_place(replace(name, name=word, country=None), (), coder.lexicon)[1] for word in words]
    listed = fold(words[-1]) in regions_by_fold() or fold(words[-1]) in countries_by_fold()
    return None if listed or places[0] == "place.country" else words[-1]


def point_of(place: Place, lexicon: Lexicon) -> tuple[float, float] | None:
    """Return the point of a place in degrees; of a country the one from ``POINTS`` or its capital's."""
    if place.id is not None and place.id.removeprefix("region-") in WIDE:
        return WIDE[place.id.removeprefix("region-")]
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    if place.feature != "country" or place.country is None:
        return None
    if place.country in POINTS:
        return POINTS[place.country]
    capital = lexicon.countries[place.country].capitals[:1]
    at_home = (
        [s for s in settlements(capital[0]) if lexicon.alpha3.get(s.country) == place.country]
        if capital
        else []
    )
    return (at_home[0].latitude, at_home[0].longitude) if at_home else None


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points in degrees along the great circle."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH * math.asin(math.sqrt(half))


def score_places(coder: Coder, documents: Iterable[Document]) -> PlaceTally:
    """Return the tally over all documents."""
    tally = PlaceTally()
    for document in documents:
        count_document(tally, coder, document)
    return tally


def count_document(tally: PlaceTally, coder: Coder, document: Document) -> None:
    """Count the places of one document against its annotations; the longest overlap answers for a name."""
    read = places_in(coder, document["text"])
    tally.read += len(read)
    used = set()
    for want in document["toponyms"]:
        tally.expected += 1
        overlaps = [
            (min(span.end, want["end"]) - max(span.start, want["start"]), -number)
            for number, (span, _) in enumerate(read)
        ]
        length, negative = max(overlaps, default=(0, 0))
        if length <= 0:
            tally.errors[f"{want['text']}, not found"] += 1
            continue
        tally.found += 1
        used.add(-negative)
        place = read[-negative][1]
        point = point_of(place, coder.lexicon) if place is not None else None
        if point is not None and kilometres(point, (want["lat"], want["lon"])) <= NEAR_ENOUGH:
            tally.right += 1
        else:
            tally.errors[f"{want['text']}, {f'put in {place.country}' if place else 'left open'}"] += 1
    tally.matched += len(used)
    for number, (span, _) in enumerate(read):
        if number not in used:
            tally.errors[f"{document['text'][span.start : span.end]}, not annotated"] += 1


def load_documents(path: Path) -> list[Document]:
    """Return the documents of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
