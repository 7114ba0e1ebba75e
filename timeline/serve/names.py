"""What a code of a country or a dataset is called."""

from collections.abc import Mapping
from functools import cache

from timeline.vocab.codebook import rows
from timeline.vocab.datasets import datasets

NONE = "none"  # as a value: events whose type, country or dataset is not stated


def country_name(code: str) -> str:
    """The name of an ISO country code; the code itself where nobody knows it."""
    return "no country" if code == NONE else _countries().get(code, code)


def dataset_name(key: str) -> str:
    """The title of a dataset by its key."""
    if key == NONE:
        return "reports in prose"
    return datasets()[key].title if key in datasets() else key


@cache
def _countries() -> Mapping[str, str]:
    return {row["alpha3"]: row["name"] for row in rows("countries.csv")}
