"""What web/ builds is committed: with its hashes, its licences, and small enough."""

import asyncio
import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from datasette.app import Datasette
from serve_sample import build, get

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "timeline/serve/static"
MANIFEST = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))
KB = 1024
PAGE = "/timeline/-/timeline"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    return Datasette([str(build(tmp_path_factory.mktemp("serve") / "timeline.db"))])


def packed(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def fetch(served, address, **headers):
    return asyncio.run(served.client.get(address, headers=headers))


def script_of(served):
    return re.findall(r'src="([^"]+/timeline\.js)"', get(served, PAGE).text)[0]


def test_every_built_file_is_the_one_that_the_manifest_names():
    built = {path.name for path in STATIC.iterdir()} - {"manifest.json", "timeline.css"}

    assert {"timeline.js", "land-110m.json", "land-50m.json", "THIRD-PARTY.txt"} == built
    assert MANIFEST["files"] == {name: sha256((STATIC / name).read_bytes()).hexdigest() for name in built}


def test_the_script_the_map_and_the_page_keep_to_their_sizes(sample_db):
    assert packed("timeline.js") <= 50 * KB
    assert packed("land-110m.json") <= 25 * KB
    assert len(get(Datasette([str(sample_db)]), f"/{sample_db.stem}/-/timeline").content) <= 60 * KB


def test_every_bundled_package_is_pinned_and_stands_with_its_licence():
    wanted = json.loads((ROOT / "web/package.json").read_text(encoding="utf-8"))
    texts = (STATIC / "THIRD-PARTY.txt").read_text(encoding="utf-8")

    assert MANIFEST["packages"]
    for name, version in MANIFEST["packages"].items():
        assert version == LOCK["packages"][f"node_modules/{name}"]["version"]
        assert re.search(rf"^{name} {re.escape(version)} \((ISC|BSD-3-Clause|MIT)\)$", texts, re.MULTILINE)
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert [one for one in versions if not re.fullmatch(r"\d+\.\d+\.\d+", one)] == []
    assert texts.count("Copyright") >= len(MANIFEST["packages"])


def test_the_lock_file_names_no_host():
    assert "://" not in (ROOT / "web/package-lock.json").read_text(encoding="utf-8")
    assert [name for name, one in LOCK["packages"].items() if name and "integrity" not in one] == []


def test_the_script_asks_no_other_host():
    text = (STATIC / "timeline.js").read_text(encoding="utf-8")

    assert set(re.findall(r"https?://[A-Za-z0-9./]+", text)) <= {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/2000/xmlns/",
        "http://www.w3.org/XML/1998/namespace",
    }


def test_a_built_file_is_packed_and_kept_and_asked_for_once(served):
    address = script_of(served)
    found = fetch(served, address, **{"accept-encoding": "gzip, br"})
    plain = fetch(served, address, **{"accept-encoding": "identity"})

    assert (STATIC / "timeline.js").read_bytes() == found.content == plain.content
    assert found.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in found.headers["cache-control"]
    again = fetch(served, address, **{"if-none-match": found.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)


def test_the_style_sheet_is_packed_for_whoever_unpacks_it(served):
    address = re.findall(r'href="([^"]+\.css)"', get(served, PAGE).text)[0]
    found = fetch(served, address, **{"accept-encoding": "gzip"})
    plain = fetch(served, address, **{"accept-encoding": "gzip;q=0"})

    assert (STATIC / "timeline.css").read_bytes() == found.content == plain.content
    assert ("gzip", None) == (found.headers.get("content-encoding"), plain.headers.get("content-encoding"))


def test_an_old_address_leads_to_the_file_of_now_which_is_not_kept_there(served):
    old = re.sub(r"static/[0-9a-f]{12}/", "static/000000000000/", script_of(served))

    assert fetch(served, old).headers["cache-control"] == "no-cache"
    assert 404 == fetch(served, old.replace("timeline.js", "manifest.json")).status_code
    assert 404 == fetch(served, old.replace("timeline.js", "timeline.css")).status_code
