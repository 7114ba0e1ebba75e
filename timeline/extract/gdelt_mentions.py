"""GDELT mentions: one row is an article about an event, which stands in a file of events, or nowhere."""

from timeline.errors import RecordError
from timeline.extract.fields import stated, unknown
from timeline.extract.gdelt_events import DATASET
from timeline.model import Citation, Extraction, Mention, Record
from timeline.vocab.dataset_codes import code_of


def extract(record: Record) -> Extraction:
    """Return the article of a row. Raise RecordError where the event's key is none, or no article is named."""
    row = record.fields
    event_id, named, kind = row["GLOBALEVENTID"].strip(), row["MentionIdentifier"].strip(), row["MentionType"]
    if not event_id.isdecimal():
        raise RecordError(f"GLOBALEVENTID {event_id!r} is no number")
    publisher = stated(row["MentionSourceName"])
    if not (named or publisher):
        raise RecordError("names no article")
    web = "://" in named
    cited = Citation(publisher, None if web else named or None, url=named if web else None)
    doubts = () if code_of("gdelt_mention_type", kind) else (unknown("MentionType", kind),)
    return Extraction((), doubts, (Mention(f"{DATASET}-{event_id}", record.line, cited),))
