"""Where somebody said it: on a platform, in a statement, to a medium. The channel of a claim, never its claimant."""

import re

from timeline.extract.text.deeds.frames import Reader
from timeline.extract.text.grammar.sentence import Sentence
from timeline.extract.text.people.mentions import Mention

PLATFORM = re.compile(
    r"\b(?:[Oo]n|[Vv]ia|[Tt]hrough|in a post on|posted (?:on|to)) (?:(?:his|her|its|their|the|messaging|own|social|"
    r"official|app|service|site|website|network|platform|media platform|media site|channel) )*"
    r"(?P<channel>Telegram|X\b|Twitter|Facebook|Truth Social|WhatsApp|Instagram|YouTube|Weibo|VKontakte|TikTok|"
    r"social media|(?:state |national |public )?(?:television|TV|radio))(?: channel| account| page)?"
)
POSTED = re.compile(
    r"\b(?:an?|his|her|its|their|the|this|that) (?:own )?(?P<channel>Telegram|X|Twitter|Facebook|Truth Social|"
    r"Instagram|social media) (?:post|message|statement|channel|account|video)\b"
)
OCCASION = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Dd]uring|to|told) (?:an?|his|her|its|their|the|this|that) (?:[\w’'-]+ ){0,3}?"
    r"(?P<channel>statement|interview|(?:video )?address|speech|(?:news|press) (?:conference|briefing)|briefing|"
    r"letter|message|post|tweet|telephone call|broadcast|editorial|communiqu[eé]|podcast|video(?: message)?)\b"
)
# words in front of the medium that somebody spoke to or that passed it on
TO_MEDIUM = frozenset(
    ("carried by", "quoted by", "cited by", "published by", "broadcast by", "aired by", "released by", "speaking to",
     "spoke to", "remarks to", "comments to", "statement to", "told to", "interview with", "interview to",
     "reported by", "made to", "according to", "shown on", "speaking on", "statement on", "comments on", "run by")
)  # fmt: skip
PASSED_ON = TO_MEDIUM - {"according to"}
SMALL = frozenset(("the", "a", "an", "'s"))


def channel_of(reader: Reader, first: int, last: int) -> str | None:
    """Return the channel that is named in a stretch of the sentence ("Telegram", "interview", "TASS")."""
    text = text_of(reader.sent, first, last)
    for pattern in (PLATFORM, POSTED, OCCASION):
        if match := pattern.search(text):
            return re.sub("news ", "press ", match["channel"])
    return next(
        (
            name
            for mention in reader.mentions
            if first <= mention.start < last
            and (name := medium_of(mention))
            and is_passed_on(reader, mention)
        ),
        None,
    )


def text_of(sent: Sentence, first: int, last: int) -> str:
    return " ".join(sent.words[first:last])


def medium_of(mention: Mention) -> str | None:
    """Return the name of a known medium, ``None`` where a mention is none."""
    party = mention.parties[0] if mention.parties else None
    return party.actor.name if party and party.actor and party.sector == "JRN" else None


def is_medium(mention: Mention) -> bool:
    """Tell a medium, known ("TASS") or not ("Turkish media", "a local broadcaster")."""
    return bool(mention.parties) and all(party.sector == "JRN" for party in mention.parties)


def is_passed_on(reader: Reader, mention: Mention) -> bool:
    """Tell a medium that only carried the words: "remarks carried by X", "speaking to X"."""
    sent, first = reader.sent, mention.start
    while first > 0 and (
        sent.lower[first - 1] in SMALL
        or ((other := reader.mention_at(first - 1)) is not None and other.adjectival)
    ):
        first -= 1
    return first > 1 and f"{sent.lower[first - 2]} {sent.lower[first - 1]}" in PASSED_ON


def media_told(reader: Reader, verb: int) -> str | None:
    """Return the medium that somebody told it ("told TASS"), which is the channel."""
    sent = reader.sent
    if sent.lemmas[verb] != "tell":
        return None
    for kid in sent.kids(verb, "obj", "iobj"):
        mention = reader.mention_at(kid)
        if mention and (name := medium_of(mention)):
            return name
    behind = next((m for m in reader.mentions if verb < m.start <= verb + 2), None)
    return medium_of(behind) if behind is not None else None
