"""The view for a frame on somebody else's page: any page may hold it, and its links open beside that page."""

import re

from timeline.serve.headers import ANYWHERE, PAGE_POLICY

# No forms are in it, and whoever frames it cannot make a visitor change anything: the pages only read.
POLICY = PAGE_POLICY.replace("frame-ancestors 'self'", ANYWHERE).replace(
    "form-action 'self'", "form-action 'none'"
)
LINK = re.compile(r"<a (?![^>]*\brel=)(?=[^>]*\bhref=\"(?!#))")


def opened_apart(html: str) -> str:
    """``html`` with every link on its own: the page that opens must not reach back into the frame."""
    return LINK.sub('<a rel="noopener" ', html)
