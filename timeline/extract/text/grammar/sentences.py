"""Where sentences begin and end, by rule: paragraphs first, then full stops that are not something else.

The parser is trained on single sentences and never asked to find them: where headlines and lists run on it is
worse at it than these rules.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from timeline.model import Span

_STOP = re.compile(r"(?<![.!?])(?P<mark>[.!?]++|…)(?:\[\d{1,3}\])*[\"'”“\u2019»)\]]*(?=\s)")
_OPENERS = re.compile(r"[\s\"'“\u2018„«(\[\-\u2013—•*]*")
_LAST_WORD = re.compile(r"[^\s\"'“\u2018„«(\[\-\u2013—/]+$")
_LINE = re.compile(r"[^\n]+")
_WIDEST_WRAP = 130

# A name or the rest of the sentence follows these: never the end.
_BEFORE_NAME = re.compile(
    "Mrs?|Ms|Messrs|Mx|Dr|Prof|Rev|Fr|Hon|Gen|Lt|Col|Maj|Capt|Cpt|Cmdr|Cdr|Adm|Sgt|Cpl|Pvt|Brig|Supt|Insp|Det|Pres"
    "|Sens?|Reps?|Govs?|Amb|Atty|Mgr|Msgr|Ayat|vs|cf|e[.]g|i[.]e|viz|approx|Bros|Ph[.]D"
)
# A number follows these when they are short for something.
_BEFORE_NUMBER = re.compile("[Nn]os?|Nr|Arts?|Sec|Para|Ch|[Vv]ol|Figs?|Res|pp?|par|pop|ca")
# These may end a sentence, but do so only before a word that usually begins one.
_MAY_END = re.compile(
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun"
    "|Inc|Corp|Ltd|Cos?|Jr|Sr|Esq|Bn|Regt|Div|Dept|Est|Assn|Ave|Blvd|Rd|Ste?|Mt|Ft|etc|al|ft|lbs?|km|kg|mm|cm|sq|hrs"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    "|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que"
    r"|(?:[^\W\d_]\.)*[^\W\d_]"  # initials: "J", "U.S", "a.m"
)
_BEGINNER = re.compile(
    "(?:The|This|That|These|Those|There|Then|They|Their|Thus|Its?|He|His|She|Her|We|Our|You|Your|My|An?|And|But|Or|So"
    "|Yet|In|On|At|As|By|For|From|After|Before|During|Since|Until|While|When|Where|Who|What|Why|How|If|Although|Though"
    "|Because|With|Without|Under|Over|Between|Both|Some|Many|Most|Several|Few|All|Each|Every|No|Not|Nor|Only|Also"
    "|Another|Other|However|Meanwhile|Earlier|Later|Now|Today|Yesterday|Once|One|Two|Three|Four|Five|About|Among"
    r"|Despite|Following|Local|Officials|Authorities|Witnesses|Police|Residents)(?=[\s,'\u2019])"
)
# "Stop!" Colonel Smith said
_REPORTED = re.compile(
    r"(?:[^\W\d_][\w'\u2019.-]*\s+){1,4}(?:said|says|told|tells|added|adds|asked|asks|wrote|writes|declared|shouted|warned"
    r"|insisted|replied|explained|announced)\b"
)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences between ``start`` and ``end``, in order, without the white space around them.

    A line break ends a sentence unless the lines are one paragraph, wrapped at some width: then the line
    breaks stay inside the spans.
    """
    return [sentence for part in _paragraphs(text, start, end) for sentence in _split(text, part)]


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    for block in _blocks(text, start, end):
        if _is_wrapped([text[line.start : line.end].strip() for line in block]):
            yield Span(block[0].start, block[-1].end)
        else:
            yield from block


def _blocks(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Lines with nothing but one line break between them."""
    block = list[Span]()
    for line in _LINE.finditer(text, start, end):
        if block and (line.start() > block[-1].end + 1 or line.group().isspace()):
            yield block
            block = []
        if not line.group().isspace():
            block.append(Span(*line.span()))
    if block:
        yield block


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph: each is so full that the next line's first word had no room."""
    width = max(map(len, lines))
    if len(lines) == 1 or width > _WIDEST_WRAP:
        return False
    full = all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in pairwise(lines)
    )
    closed = lines[-1][-1] in '.!?…"”)' or lines[-1][0].islower()
    return full and closed


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _ends_sentence(text, start, stop, paragraph.end):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, paragraph.end)


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    opened = _OPENERS.match(text, stop.end(), end)
    following = text[opened.end() : min(opened.end() + 80, end)] if opened else ""
    if not following or following[0].islower():
        return False
    if stop.group()[-1] in "\"'”\u2019»" and _REPORTED.match(following):
        return False
    before = text[max(start, stop.start() - 40) : stop.start()]
    if stop["mark"] == ".":
        return _is_full_stop(before, following)
    is_omission = stop["mark"].startswith(("..", "…")) and (not before or before[-1].isspace())
    return not is_omission


def _is_full_stop(before: str, following: str) -> bool:
    """Whether the point between two texts ends a sentence and not an abbreviation, initial or list number."""
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if _BEFORE_NAME.fullmatch(word) or (_BEFORE_NUMBER.fullmatch(word) and following[0].isdigit()):
        return False
    if before.strip() == word and (word.isdecimal() or len(word) == 1):
        return False
    return not _MAY_END.fullmatch(word) or _BEGINNER.match(following) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    if stripped := part.strip():
        first = start + part.index(stripped[0])
        yield Span(first, first + len(stripped))
