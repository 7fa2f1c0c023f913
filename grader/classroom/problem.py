"""Why a step of a class's grading cannot go on: said in one sentence, in the user's language."""

from ..statuses import NOT_UNDERSTOOD
from .words import ClassWords


class ClassProblem(Exception):
    """A step cannot go on: the key of the sentence that says so, in the step's table of words, and its facts.

    status: with which the command ends; see ``statuses``.
    """

    def __init__(self, key: str, *, step: str = "grading", status: int = NOT_UNDERSTOOD, **facts: object) -> None:
        super().__init__(key, facts)
        self.key, self.step, self.status, self.facts = key, step, status, facts

    def said(self, language: str) -> str:
        """Return the sentence."""
        return ClassWords(language, self.step)(self.key, **self.facts)
