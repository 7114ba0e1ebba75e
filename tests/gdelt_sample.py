"""Invented rows of GDELT: real codes, invented people, places, addresses and keys."""

from timeline.read.gdelt_events import V1, V2
from timeline.read.gdelt_mentions import COLUMNS

EVENT = {
    "SQLDATE": "20310304", "Actor1Code": "FRAGOV", "Actor1Name": "PRESIDENT OF KELM", "Actor1CountryCode": "FRA",
    "Actor1Type1Code": "GOV", "Actor2Code": "REB", "Actor2Name": "REBELS OF TALMARK", "Actor2Type1Code": "REB",
    "IsRootEvent": "1", "EventCode": "190", "QuadClass": "4", "GoldsteinScale": "-10", "NumMentions": "4",
    "NumSources": "1", "NumArticles": "4", "AvgTone": "-3.25", "Actor1Geo_Type": "0", "Actor2Geo_Type": "0",
    "ActionGeo_Type": "4", "ActionGeo_FullName": "Wrenport, Talmark, France", "ActionGeo_CountryCode": "FR",
    "ActionGeo_ADM1Code": "FR99", "ActionGeo_Lat": "48.25", "ActionGeo_Long": "-1.5",
    "ActionGeo_FeatureID": "-1234567",
}  # fmt: skip
MENTION = {
    "EventTimeDate": "20310304101500", "MentionTimeDate": "20310304120000", "MentionType": "1",
    "MentionSourceName": "courier.example", "SentenceID": "2", "Actor1CharOffset": "-1", "Actor2CharOffset": "17",
    "ActionCharOffset": "42", "InRawText": "1", "Confidence": "60", "MentionDocLen": "2100",
    "MentionDocTone": "-2.5",
}  # fmt: skip


def cells(number, version=2, **changed):
    """The cells of an event by column; ``changed`` in the columns that are not as in most rows."""
    day = changed.get("SQLDATE", EVENT["SQLDATE"])
    own = {
        "GLOBALEVENTID": str(900_000_000 + number), "MonthYear": day[:6], "Year": day[:4],
        "FractionDate": f"{day[:4]}.1726", "DATEADDED": "20310304101500" if version == 2 else "20310304",
        "SOURCEURL": f"https://www.courier.example/{number}",
    }  # fmt: skip
    row = {**EVENT, **own, **changed}
    code = row["EventCode"]
    root = {"EventBaseCode": code[:3], "EventRootCode": code[:2]}
    return {name: {**root, **row}.get(name, "") for name in (V2 if version == 2 else V1)}


def event(number, version=2, **changed):
    """The line of an event."""
    return "\t".join(cells(number, version, **changed).values()) + "\n"


def mention(number, **changed):
    """The line of an article about an event."""
    row = {
        "GLOBALEVENTID": str(900_000_000 + number), "MentionIdentifier": f"https://courier.example/{number}/more",
        **MENTION, **changed,
    }  # fmt: skip
    return "\t".join(row.get(name, "") for name in COLUMNS) + "\n"


def many(count, version=2):
    """Lines of events with countries, places and acts of all kinds, three to a report here and there."""
    codes = ("010", "042", "051", "0841", "112", "173", "190", "195", "---", "1831")
    places = (
        ("4", "Wrenport, Talmark, France", "FR99"),
        ("1", "France", "FR"),
        ("5", "Talmark, France", "FR99"),
    )
    for number in range(count):
        kind, name, adm1 = places[number % 3]
        yield event(
            number, version, EventCode=codes[number % len(codes)], QuadClass=str(number % 4 + 1),
            Actor1Name=f"GROUP {number % 50}", IsRootEvent=str(number % 2), ActionGeo_Type=kind,
            ActionGeo_FullName=name, ActionGeo_ADM1Code=adm1,
            SOURCEURL=f"https://site{number % 97}.example/{number // (1 + number % 3)}",
        )  # fmt: skip
