"""The parts of a news page: title, header, summary, dateline, story, credits, boilerplate.

Works on the lines of a text; the same rules serve pages copied as ``.txt`` and stories in ``.md``. What is told
twice is told once: summaries and repetitions are kept as such, and never coded.
"""

from timeline.read.parts import Page
from timeline.read.rows import Row, rows_of
from timeline.read.story import take_story
from timeline.read.top import take_summary, take_top


def split_page(
    text: str, start: int = 0, markdown: bool = False, titled: bool = True, title: str | None = None
) -> Page:
    """Tell the parts of ``text[start:]`` apart, each character of a line in one part at most.

    With ``titled`` a line above the story may be the headline, unless the ``title`` is known already.
    ``markdown`` joins the lines of a paragraph.
    """
    page = Page(title=title)
    rows = rows_of(text, start, markdown)
    aside: list[Row] = []
    rows = rows[take_top(page, rows, titled, aside) :]
    rows = rows[take_summary(page, rows) :]
    take_story(page, rows, aside)
    page.segments.sort(key=lambda segment: segment.span.start)
    return page
