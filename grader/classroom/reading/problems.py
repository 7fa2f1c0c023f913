"""Why something cannot be read, or not be read for certain."""

from ..records import Problem
from ..words import ClassWords


class NotRead(Exception):
    """The folder as a whole cannot be read: a key of ``[reading]`` and its facts. lines: more of these, below it."""

    def __init__(self, key: str, *lines: tuple[str, dict[str, object]], **facts: object) -> None:
        super().__init__(key, facts)
        self.key, self.facts, self.lines = key, facts, lines

    def said(self, language: str) -> str:
        """Return the sentence, with the way out; further lines are indented by two spaces."""
        say = ClassWords(language, "reading")
        return "\n  ".join([say(self.key, **self.facts), *(say(key, **facts) for key, facts in self.lines)])


class Refused(Exception):
    """A file is none that can be graded: the code of the message for its student."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unread(Exception):
    """Something cannot be read, and that need not be its student's fault: a key of ``[reading]``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def undecided(key: str, **facts: object) -> Problem:
    """Return a problem that the teacher must decide."""
    return Problem(key=key, facts=facts, decide=True)


def noted(key: str, **facts: object) -> Problem:
    """Return what is good to know."""
    return Problem(key=key, facts=facts)
