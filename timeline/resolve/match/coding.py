"""One event as one report tells it: what is matched with the codings of other reports."""

from dataclasses import dataclass

from timeline.model import Event


@dataclass(frozen=True, slots=True)
class Coding:
    """An event of one report or dataset row, with its own claims inside, and whose words it rests on.

    ``voice`` names who owns the words (see ``same_text``); ``published`` is ISO 8601 as the report gives it,
    ``language`` the code of the report's language.
    """

    event: Event
    report_id: str
    voice: str
    published: str | None = None
    language: str | None = None

    @property
    def id(self) -> str:
        return self.event.id
