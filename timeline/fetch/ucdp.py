"""UCDP: the yearly GED and the monthly candidate events as files, and the API for a part of a release.

Addresses as published at https://ucdp.uu.se/downloads/ and https://ucdp.uu.se/apidocs/ in 2026.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from timeline.errors import TimelineError
from timeline.fetch.download import Fetched, Release, Watch, download, is_whole
from timeline.fetch.pages import Page, finish, save_pages
from timeline.fetch.secrets import secret
from timeline.fetch.web import BUSY, HttpError, Web, pause, whole_number

DOWNLOADS = "https://ucdp.uu.se/downloads"
API = "https://ucdpapi.pcr.uu.se/api/gedevents"
TOKEN = "UCDP_API_TOKEN"
HEADER = "x-ucdp-access-token"
NEWEST = "26.1"  # the yearly release that was the newest when this was written
YEARLY = re.compile(r"[0-9]{1,2}\.[0-9]")
CANDIDATE = re.compile(r"[0-9]{2}(\.[0-9]{1,2}){2,3}")
PAGE_ROWS = 1000  # the most that the API gives at once
MISSING = (
    f"UCDP's API needs your own token in the environment variable {TOKEN}; "
    "https://ucdp.uu.se/apidocs/ says how to get one (the files of whole releases need none)"
)


def release_of(number: str) -> Release:
    """Return the file of a release: ``25.1`` of the yearly GED, ``25.0.3`` or ``25.01.25.06`` of candidates."""
    if YEARLY.fullmatch(number):
        name = f"ged{number.replace('.', '')}-csv.zip"
        return Release(f"{DOWNLOADS}/ged/{name}", name)
    if CANDIDATE.fullmatch(number):
        name = f"GEDEvent_v{number.replace('.', '_')}.csv"
        return Release(f"{DOWNLOADS}/candidateged/{name}", name)
    raise TimelineError(f"{number}: no release of UCDP has such a number (25.1, 25.0.3, 25.01.25.06)")


def fetch_release(
    number: str, folder: Path, watch: Watch, say: Callable[[str], None], force: bool
) -> Fetched:
    """Bring the file of a release into ``folder``."""
    release = release_of(number)
    with Web(say) as web:
        try:
            return download(web, release, folder, watch, force)
        except HttpError as error:
            if error.status == 404:
                raise TimelineError(f"{error}; is there a release {number}?") from None
            raise


def fetch_part(
    number: str,
    filters: Mapping[str, str],
    folder: Path,
    watch: Watch,
    say: Callable[[str], None],
    force: bool,
) -> Fetched:
    """Bring the rows of a release that pass ``filters`` (names as in the API) into one file of pages."""
    release_of(number)
    token = secret(TOKEN)
    if token is None:
        raise TimelineError(MISSING)
    chosen = "".join(f"_{name}-{value}" for name, value in sorted(filters.items()))
    target = folder / f"ucdp_gedevents-{number}{chosen}.jsonl"
    if not force and is_whole(target, Release(API, target.name)):
        return Fetched(target, fresh=False)
    with Web(say, {HEADER: token}, (token,)) as web:
        url = f"{API}/{number}"
        count, total = save_pages(target, lambda last: ask(web, url, filters, last), watch, rows_of)
        if total is not None and count != total:
            say(f"{target.name}: {count} rows came, the API speaks of {total}")
        return finish(target)


def ask(web: Web, url: str, filters: Mapping[str, str], last: Any) -> Iterator[Page]:
    """Yield the pages behind ``last``, which the API numbers itself."""
    number: str | None = "0"
    if last is not None:
        number = following(last)
    seen = {number}
    while number is not None:
        body, page = web.page(url, {"pagesize": str(PAGE_ROWS), "page": number, **filters})
        # The API is said to answer 400 where requests come too fast; a wrong filter does so at the first page.
        web.busy = BUSY | {400}
        yield Page(body, len(rows_of(page)), whole_number(page.get("TotalCount")))
        number = following(page)
        if number in seen:
            raise TimelineError(f"{url}: page {number} is named as following twice")
        seen.add(number)
        if number is not None:
            pause()


def rows_of(page: Any) -> list[Any]:
    """Return the rows of a page. Raise TimelineError where it is not one of this API."""
    rows = page.get("Result") if isinstance(page, dict) else None
    if not isinstance(rows, list):
        raise TimelineError(f"{API}: an answer without Result")
    return rows


def following(page: Any) -> str | None:
    """Return the number of the next page; of its address nothing else is taken, so that it can lead nowhere else."""
    address = page.get("NextPageUrl")
    if not address:
        return None
    try:
        number = httpx.URL(address).params.get("page")
    except (httpx.InvalidURL, TypeError):
        number = None
    if number is None or not number.isdecimal():
        raise TimelineError(f"{API}: the address of the next page has no page number")
    return str(number)
