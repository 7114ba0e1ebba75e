"""What ``timeline code`` prints: one report with its events as JSON. The shape is documented and stays."""

from typing import Any

from timeline.model import Claim, Event, Extraction, Participant, Place, Quantity, Report


def coded(report: Report, extraction: Extraction) -> dict[str, Any]:
    """Return the printed form of one coded report; spans count characters of the file's text."""
    return {
        "path": report.path,
        "report": {
            "title": report.title,
            "publisher": report.publisher,
            "agency": report.agency,
            "byline": list(report.byline),
            "editors": list(report.editors),
            "published": report.published,
            "updated": report.updated,
            "language": report.language,
            "url": report.url,
            "dateline_place": report.dateline_place,
        },
        "events": [event_json(event) for event in extraction.events],
    }


def event_json(event: Event) -> dict[str, Any]:
    """Return one event; its span and quote are those of the claim that tells it first."""
    first = event.claims[0]
    date = event.date
    return {
        "id": event.id,
        "title": event.title,
        "event_type": event.event_type,
        "event_mode": event.event_mode,
        "cameo_code": event.cameo_code,
        "status": event.status.value,
        "date_start": date.start.isoformat() if date.start else None,
        "date_end": date.end.isoformat() if date.end else None,
        "date_precision": date.precision.value,
        "date_as_written": date.as_written,
        "place": place_json(event.place) if event.place else None,
        "participants": [participant_json(participant) for participant in event.participants],
        "quantities": [quantity_json(quantity) for quantity in event.quantities],
        "attribution": attribution_json(event.claims),
        "rule": event.rule,
        "span": [first.span.start, first.span.end] if first.span else None,
        "quote": first.quote,
    }


def place_json(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": place.geo_precision.value,
    }


def participant_json(participant: Participant) -> dict[str, Any]:
    actor = participant.actor
    kind = participant.kind or (actor.kind if actor else None)
    return {
        "role": participant.role.value,
        "name": actor.name if actor else participant.name_as_written,
        "name_as_written": participant.name_as_written,
        "country": participant.country,
        "kind": kind.value if kind else None,
        "sector": participant.sector,
        "count_low": participant.count_low,
        "count_high": participant.count_high,
    }


def quantity_json(quantity: Quantity) -> dict[str, Any]:
    return {
        "kind": quantity.kind.value,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "as_written": quantity.as_written,
        "side": quantity.side,
    }


def attribution_json(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    """Return who says it and where, each once, in the order of the report."""
    ordered = [
        (claim.claimant.actor.name if claim.claimant.actor else claim.claimant.name_as_written, claim.channel)
        for claim in claims
        if claim.claimant
    ]
    return [{"claimant": name, "channel": channel} for name, channel in dict.fromkeys(ordered)]
