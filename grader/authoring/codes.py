"""The words of codes as sections of a page: on the page of messages, and on the pages of the exercises."""

from ..course.catalogue import Exercise
from ..messages import Message, Words


def own(exercise: Exercise, language: str) -> str:
    """Return a section for each code that only this exercise can earn, with what its author has to say beside the message."""
    say = Words(language)
    return "\n".join(
        section(f"### {code}", exercise.message(code, language), say, exercise.more(code, language))
        for code in exercise.messages
    )


def section(heading: str, message: Message, say: Words, more: str = "") -> str:
    """Return a section of a page. Blanks show as the facts' names, slanted."""
    facts = _Slanted()
    parts = [_flat(_plain(part).format_map(facts)) for part in (message.seen, message.means, message.advice)]
    return "\n\n".join(filter(None, [heading, *parts[:2], f"**{say('try')}** {parts[2]}", more.strip()])) + "\n"


class _Slanted(dict[str, "_Name"]):
    def __missing__(self, key: str) -> "_Name":
        return _Name(f"*{key}*")


class _Name(str):
    """A fact's name in the place of the fact, also where a number with so many figures is wanted."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return self


def _plain(text: str) -> str:
    """Return a text in which nothing is markup, ``__main__`` and a factor's sign for instance."""
    return text.replace("__", "\\_\\_").replace("*", "\\*").replace("<", "&lt;")


def _flat(text: str) -> str:
    """Return a text as one Markdown paragraph. Facts below it have a line each."""
    first, *below = text.split("\n    ")
    return "<br>\n".join(" ".join(line.split()) for line in (first, *below))
