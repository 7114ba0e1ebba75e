"""ACLED: the rows of the API that the user's own account may read.

Addresses and the way to log in as at https://acleddata.com/api-documentation/getting-started in 2026.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError
from timeline.fetch.download import PART, Fetched, Watch, beside, discard
from timeline.fetch.pages import Page, finish, save_pages
from timeline.fetch.secrets import password, secret
from timeline.fetch.web import HttpError, Web, pause, whole_number

LOGIN = "https://acleddata.com/oauth/token"
READ = "https://acleddata.com/api/acled/read"
TOKEN, EMAIL, PASSWORD = "ACLED_ACCESS_TOKEN", "ACLED_EMAIL", "ACLED_PASSWORD"
PAGE_ROWS = 5000
MISSING = (
    f"ACLED's API needs your own account in the environment: {EMAIL} and {PASSWORD}, "
    f"or a token of the last 24 hours in {TOKEN}; https://acleddata.com/api-documentation/getting-started"
)


def fetch_rows(
    country: str | None,
    days: tuple[date, date] | None,
    folder: Path,
    watch: Watch,
    say: Callable[[str], None],
) -> Fetched:
    """Bring the rows of a country and of days (the last one included) into one file of pages.

    ACLED changes its rows all the time: they are fetched anew at every run, from the first page.
    """
    filters: dict[str, str] = {}
    if country:
        filters |= {"country": country, "country_where": "="}
    if days:
        filters |= {"event_date": f"{days[0]}|{days[1]}", "event_date_where": "BETWEEN"}
    parts = ["acled", *([slug(country)] if country else []), *map(str, days or ())]
    target = folder / ("_".join(parts) + ".jsonl")
    token = credentials(say)
    with Web(say, {"Authorization": f"Bearer {token}"}, (token,)) as web:
        try:
            count, total = save_pages(target, lambda last: ask(web, filters), watch)
        except HttpError as error:
            raise TimelineError(f"{error}{advice(error.status)}") from None
        if total is not None and count < total:  # more: rows moved to a later page while we read
            discard(beside(target, PART))
            raise TimelineError(f"{READ}: {count} of {total} rows came; nothing written")
        return finish(target)


def credentials(say: Callable[[str], None]) -> str:
    """Return the token of the environment, or one that its account is given. Raise TimelineError without."""
    if given := secret(TOKEN):
        return given
    email, word = secret(EMAIL), password(PASSWORD)
    if not email or not word:
        raise TimelineError(MISSING)
    form = {"username": email, "password": word, "grant_type": "password", "client_id": "acled"}
    with Web(say, secrets=(word,)) as web:
        try:
            answer = web.login(LOGIN, form | {"scope": "authenticated"})
        except HttpError as error:
            raise TimelineError(f"{error}; check {EMAIL} and {PASSWORD}") from None
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise TimelineError(f"{LOGIN}: an answer without access_token")
    return token


def ask(web: Web, filters: Mapping[str, str]) -> Iterator[Page]:
    """Yield the pages of the API. Raise TimelineError where it sends the same page again."""
    seen: set[str] = set()
    number = 1
    while True:
        query = {
            "_format": "json",
            "limit": str(PAGE_ROWS),
            "page": str(number),
            "with_total": "true",
            **filters,
        }
        body, page = web.page(READ, query)
        rows = rows_of(page)
        if number == 1 and not rows:
            raise TimelineError(f"{READ}: 0 rows{limits(page)}; nothing written")
        ids = {str(row["event_id_cnty"]) for row in rows if isinstance(row, dict) and "event_id_cnty" in row}
        if ids and ids <= seen:
            raise TimelineError(f"{READ}: page {number} repeats earlier ones")
        seen |= ids
        if rows:
            yield Page(body, len(rows), whole_number(page.get("total_count")))
        if len(rows) < PAGE_ROWS:
            return
        number += 1
        pause()


def rows_of(page: Any) -> list[Any]:
    """Return the rows of a page. Raise TimelineError with ACLED's own words where it says that it failed."""
    rows = page.get("data") if isinstance(page, dict) else None
    if not isinstance(rows, list) or page.get("success") is False:
        said = page.get("messages") or page.get("message") if isinstance(page, dict) else None
        plain = "".join(c if c.isprintable() else " " for c in str(said or "an answer without data"))
        raise TimelineError(f"{READ}: {plain[:200]}")
    return rows


def limits(page: Any) -> str:
    """Return up to which day the account may read, where the answer says so: the usual reason for no rows."""
    found = page.get("data_query_restrictions")
    recent = found.get("date_recency") if isinstance(found, dict) else None
    until = str(recent.get("date")) if isinstance(recent, dict) else ""
    known = re.fullmatch(r"\d{4}-\d\d-\d\d", until)
    return f" (this account may read events up to {until} only)" if known else ""


def advice(status: int) -> str:
    """Return what usually helps against a refusal."""
    if status == 401:
        return f"; a token lasts 24 hours: renew {TOKEN}, or set {EMAIL} and {PASSWORD}"
    if status == 403:
        return (
            "; the account may not read this through the API: accept the terms at acleddata.com, or ask ACLED"
        )
    return ""


def slug(name: str) -> str:
    """Return the name of a country as a part of a file name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or sha256(name.encode()).hexdigest()[:8]
