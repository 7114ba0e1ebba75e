"""What several test modules share."""

from pathlib import Path

import pytest

from timeline.ingest import ingest

DATA = Path(__file__).parents[1] / "data"


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="Write expected outputs anew, and fail.")


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory):
    """A database of the sample reports, built once; nobody may write into it."""
    db = tmp_path_factory.mktemp("sample") / "timeline.db"
    ingest([DATA], db)
    return db
