"""What a page has told already, so that summaries and pull quotes do not tell it again."""

from timeline.read.lines import words_of

PREFIX = 6  # letters that make words alike: "returned", "returning"
LONG = 4  # letters of a word that carries content; shorter ones are in every story
SHARE_AFTER = 0.6  # of a paragraph's long words told before, behind the credits, makes it a repetition
SHARE_POINT = 0.75  # the same for a point of a list inside the story
LEAST = 4  # words; shorter lines are too alike to tell


class Told:
    """The words of the story so far; false while there are none. The headline alone makes no repetition loose."""

    def __init__(self, title: str | None) -> None:
        self.text = ""
        self.openings: set[tuple[str, ...]] = set()
        self.long: set[str] = set()
        self.keep(words_of(title) if title else [])
        self.rows = 0

    def __bool__(self) -> bool:
        return self.rows > 0

    def add(self, line: str) -> None:
        """Add a paragraph of the story."""
        words = words_of(line)
        self.rows += 1
        self.keep(words)
        self.long.update(word[:PREFIX] for word in words if len(word) >= LONG)

    def keep(self, words: list[str]) -> None:
        """Keep a run of words, and every few of them at which another run could begin to be the same."""
        self.text += f" {' '.join(words)} |"
        self.openings.update(tuple(words[n : n + LEAST]) for n in range(len(words) - LEAST + 1))

    def repeats(self, line: str, loose: bool, point: bool) -> bool:
        """Tell whether a paragraph only says again what stands above it.

        The same words in the same order always do; most of the same words only in a ``point`` of a list and,
        ``loose``, behind the credits, where sites put their summaries.
        """
        words = words_of(line)
        if len(words) < LEAST:
            return False
        if tuple(words[:LEAST]) in self.openings and f" {' '.join(words)} " in self.text:
            return True
        long = [word[:PREFIX] for word in words if len(word) >= LONG]
        share = sum(word in self.long for word in long) / max(1, len(long))
        return (loose and share >= SHARE_AFTER) or (point and share >= SHARE_POINT)
