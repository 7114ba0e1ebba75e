"""The same event in several reports: which codings are one event, which are not, and why. Pure.

``decisions`` compares what shares a blocking key, ``group`` makes groups of what is one event. A decision
depends on its two codings alone, a group on the codings that are connected with it.
"""

from timeline.resolve.match.coding import Coding
from timeline.resolve.match.compare import compare
from timeline.resolve.match.decision import Decision, Judgement, Reason, Verdict
from timeline.resolve.match.group import group
from timeline.resolve.match.keys import Blocks, blocks, keys
from timeline.resolve.match.pairs import decisions, exclusion

__all__ = [
    "Blocks", "Coding", "Decision", "Judgement", "Reason", "Verdict", "blocks", "compare", "decisions",
    "exclusion", "group", "keys",
]  # fmt: skip
