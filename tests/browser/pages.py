"""One page of each kind over the sample reports, and the ways to look at it."""

import sqlite3
from contextlib import closing

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
LOOKS = {
    "light": DESK,
    "dark": {**DESK, "color_scheme": "dark"},
    "phone": PHONE,
    "no script": {**DESK, "java_script_enabled": False},
}
BASE = "/timeline/-/timeline"
# The page that has most to show: the event with most claims, the actor, source and report with most events.
MOST = {
    "event": "select event_id from claims group by 1 order by count(*) desc, 1 limit 1",
    "actor": "select actor_id from participants group by 1 having actor_id > '' order by count(*) desc, 1 limit 1",
    "source": "select source_id from reports group by 1 order by count(*) desc, 1 limit 1",
    "report": "select report_id from claims group by 1 order by count(*) desc, 1 limit 1",
}


def pages(db):
    """Name → address of one page of each kind, those among them that refuse something."""
    with closing(sqlite3.connect(db)) as conn:
        things = {kind: conn.execute(sql).fetchone()[0] for kind, sql in MOST.items()}
    return {
        "landing": "/",
        "timeline": BASE,
        "timeline, filtered": f"{BASE}?status=occurred&status=claimed&from=2025-05&to=2025-07&unit=day&country=UKR",
        "timeline, empty": f"{BASE}?status=denied&deaths=999999",
        **{kind: f"{BASE}/{kind}/{key}" for kind, key in things.items()},
        "refused": f"{BASE}?from=2025-07-02&to=2025-07-01",
        "not found": f"{BASE}/event/nothing",
        "open in the timeline": "/timeline/events.timeline?title__contains=a&status__not=planned",
    }


REFUSED = {"refused", "not found"}  # answered with 400 or 404
