"""What can go wrong with an input, in three sizes: the program's use, a file, a record."""


class TimelineError(Exception):
    """Refused or failed; its text is one clear line for the person who ran the command."""


class SourceFormatError(TimelineError):
    """A file is not what it claims to be: nothing of it is stored.

    ``locator`` is the file, or ``file:line``, with which the message begins.
    """

    def __init__(self, message: str, locator: str | None = None) -> None:
        super().__init__(message)
        self.locator = locator or message.partition(": ")[0]


class RecordError(TimelineError):
    """One record of a file cannot be read: it is skipped, counted and named; the others are stored."""
