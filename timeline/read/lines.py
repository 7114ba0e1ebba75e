"""What a single line of a page is, by its words alone: sentence, caption, section name, furniture of the site."""

import re

from timeline.vocab.outlets import outlet_named

LONGEST = 1000  # characters; a longer line is a paragraph of the story and nothing else
CLOSING = 12  # characters at the end of a line in which its full stop is looked for
TERMINAL = re.compile(r"[.!?…。؟।！？][\"'”’»)\]*_]*$")
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$")  # a headline may end in "U.S."
BULLET = re.compile(r"[•▪‣●◦⁃*–—-]\s+")
HEADING = re.compile(r"#{1,6}\s+")
MARKS = re.compile(r"(?:#{1,6}|[>•▪‣●◦⁃*–—-])\s+")
READ_TIME = re.compile(
    r"^[\s|•·–—-]*\d+ ?-?min(?:ute)?s?(?: of)? read(?:ing)?(?: time)?(?![a-z])\s*|"
    r"^(?:Est\. )?Read(?:ing)? time:? .{0,20}$|^\d+ ?min\.?$",
    re.IGNORECASE,
)
AGENCY_PHOTO = r"(?:AP|AFP|EPA|Reuters|REUTERS|Getty Images|Handout|Pool)"
CAPTION = re.compile(
    r"^(?:FILE(?: PHOTO| IMAGE)?|(?:Photo|Photograph|Picture|Image|Illustration|Video|Graphic|Map|Caption|Credit)s?)"
    r"(?: credits?| sources?| caption| by)?\s*(?:[:–—-]|$)|"
    r"^Image (?:source|caption|credit)|^Getty Images|^!\[|^REUTERS/|^©\s?[A-Z]{2,}|"
    r"^\[.*(?:/|via |Photo|Getty|Handout).*\]$|"
    rf"(?:/{AGENCY_PHOTO}|AP Photo[^.]*|via {AGENCY_PHOTO}|Getty Images|REUTERS/[A-Z][\w .-]+|"
    r"(?:[.,] )?©\s?[A-Z][\w .-]+, [A-Z]{2,}|\bfile photo\b.{0,40})[\])]?\.?$",
)
OTHER_STORIES = (
    r"Related(?: \w+)?|Recommended(?: \w+)*|More (?:on|from|about|stories|news|in)\b[^.]{0,60}|Read next|Read also|"
    r"See also|Also read|Trending(?: \w+)?|Most (?:read|popular|viewed)|Explore more\b.*|Don't miss"
)
BLOCK = re.compile(rf"^(?:{OTHER_STORIES}):?$", re.IGNORECASE)
LINKS = (
    r"Explore more|(?:Also )?Read (?:more|also|next|the full|our)|Related(?: stor\w+| article\w*| news)?\s*:|"
    r"Recommended\s*:|See also|Also read|Watch\s*:|Listen\s*(?::|to this)|Sign up|Subscribe\b|Follow (?:us|our|@)|"
    r"Click here|Newsletter|"
    r"Share (?:this|on|via)|Get (?:the|our) .{0,60}(?:newsletter|news|app|briefing|inbox|latest)|Log ?in\b|"
    r"(?:Support|Join) (?:us|our (?:work|journalism|channel|newsletter))\b|Leave a (?:comment|reply)|Skip to|"
    r"Back to top|Add .{0,40} on Google|Download (?:the|our) app|We use cookies|Editor[’']s (?:note|picks?)"
)
LEGAL = (
    r"©|\(c\) |Copyright\b|All rights reserved|Our Standards\b|Terms of (?:use|service)|Privacy policy|"
    r"(?:Purchase|Acquire) Licensing|This (?:article|story) (?:was (?:originally|first|produced|generated|updated)|"
    r"has been updated)|The post .{1,200} (?:appeared )?first (?:appeared )?on |"
    r"Suggested Topics|(?:Topics?|Tags?|Keywords?|Filed under)\s*:|Ad feedback"
)
BUTTON = re.compile(
    r"^(?:Advertisement|Share|Print|E-?mail|Save|Copy link|Facebook|Twitter|X|WhatsApp|Telegram|LinkedIn|Play|Listen|"
    r"Follow|Comments?(?: \(\d+\))?|What to know:?|-{3,}|\*{3,}|_{3,}|={3,})$",
    re.IGNORECASE,
)
FURNITURE = re.compile(rf"^(?:{LINKS}|{LEGAL})", re.IGNORECASE)
SUMMARY = re.compile(
    r"^(?:Summary|In short|In brief|At a glance|Highlights|Key (?:points|takeaways|facts|developments)|Takeaways|"
    r"(?:The )?main points|What (?:we know|happened)|TL;?DR|Quick (?:read|summary))(?: so far)?:?$",
    re.IGNORECASE,
)
SECTIONS = frozenset(
    "africa americas analysis asia australia breaking business china conflict conflicts defence defense east europe "
    "eurasia exclusive gaza global headlines home international iran israel latest latin live middle national nation "
    "news opinion pacific politics region regional russia security south stories syria top uk ukraine us usa video war "
    "world and & the".split()
)


def is_ended(line: str) -> bool:
    """Tell whether a full stop, or what ends a sentence like one, ends a line."""
    return TERMINAL.search(line[-CLOSING:]) is not None


def unmarked(line: str) -> str:
    """Return a line without the mark of a heading, a quotation or a point before it."""
    marks = MARKS.match(line)
    return line[marks.end() :] if marks else line


def is_sentence(line: str) -> bool:
    """Tell whether a line is told in sentences: a full stop at its end, or many words."""
    words = line.split()
    if is_ended(line):
        return len(words) >= 4 or (len(line) >= 20 and line[-1] in "。！？")
    return len(words) >= 25


def is_headline(line: str) -> bool:
    """Tell whether a line can be a headline: no full stop at its end, not too long."""
    if len(line) > LONGEST / 4:
        return False
    asked = line.rstrip("\"'”’»)").endswith(("!", "?"))
    return not is_ended(line) or asked or ABBREVIATED.search(line) is not None


def is_section(line: str) -> bool:
    """Tell whether a line only names a section of a site, or the site: "World", "News > Europe", "BBC News"."""
    words = re.split(r"[\s>›»/|,]+", line.strip().lower())
    return (
        all(word in SECTIONS for word in words if word)
        or re.search(r" [>›»] ", line) is not None
        or (len(words) <= 4 and outlet_named(line.strip()) is not None)
    )


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the site or to a picture, not to the story."""
    if len(line) > LONGEST:
        return False
    if FURNITURE.match(line) or BLOCK.match(line) or BUTTON.match(line):
        return True
    return len(line) < 300 and CAPTION.search(line) is not None


def words_of(line: str) -> list[str]:
    """Return the words of a line in lower case."""
    return re.findall(r"\w+", line.lower())
