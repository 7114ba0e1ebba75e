"""The user's own keys, from the environment and from nowhere else."""

import os

from timeline.errors import TimelineError


def secret(variable: str) -> str | None:
    """Return what an environment variable holds, or None. Raise TimelineError where no header can carry it."""
    value = os.environ.get(variable, "").strip()
    if value and not (value.isascii() and value.isprintable()):
        raise TimelineError(f"{variable}: holds a character that no key has")
    return value or None


def password(variable: str) -> str | None:
    """Return a password as it stands: it may begin with a space, and hold any character."""
    return os.environ.get(variable) or None
