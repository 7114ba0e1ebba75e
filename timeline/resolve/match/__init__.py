"""The same event in several reports: which codings are one event, which are not, and why. Pure.

``decisions`` compares what shares a blocking key, ``group`` makes groups of what is one event. A decision
depends on its two codings alone, a group on the codings that are connected with it.
"""

from timeline.resolve.match.coding import Coding
from timeline.resolve.match.compare import compare
from timeline.resolve.match.decision import Decision, Judgement, Reason, Verdict
from timeline.resolve.match.group import group
from timeline.resolve.match.keys import Blocks, blocks, blocks_of, keys
from timeline.resolve.match.pairs import compared, decisions, exclusion, exclusion_by, mention
from timeline.resolve.match.sketch import Sketch, sketch

__all__ = [
    "Blocks", "Coding", "Decision", "Judgement", "Reason", "Sketch", "Verdict", "blocks", "blocks_of", "compare",
    "compared", "decisions", "exclusion", "exclusion_by", "group", "keys", "mention", "sketch",
]  # fmt: skip
