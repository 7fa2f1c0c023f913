"""``classroom feedback``: a page for each student, as an archive for a learning platform, or as a folder."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ...classroom import roster, state
from ...classroom.marks import bundle, feedback, final, overrides, place
from ...classroom.problem import ClassProblem
from ...classroom.results import VerdictLost
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD, GRADER_FAILED


def add(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the step takes."""
    one = steps.add_parser("feedback", help="make a page for each student, as an archive for a platform, or as a folder")
    one.add_argument("run", metavar="RUN", type=Path, help="the results folder")
    one.add_argument("--for", dest="target", choices=("moodle", "canvas", "folder"), required=True, help="who takes the pages")
    one.add_argument("--to", metavar="PATH", type=Path, help="where they go; otherwise into RUN")
    one.add_argument(
        "--by", choices=("pseudonym", "number"), default="pseudonym", help="what the pages in a folder are called by"
    )


def run(options: argparse.Namespace, say: Words) -> int:
    """Make the pages; return the exit status."""
    try:
        return _run(options, say.language)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status


def _run(options: argparse.Namespace, language: str) -> int:
    say = ClassWords(language, "marks")
    pages = _Pages(options, language)
    path: Path = options.to or options.run / ("feedback" if options.target == "folder" else f"feedback-{options.target}.zip")
    try:
        if options.target == "folder":
            names = [name for several in pages.names.pages.values() for name in several]
            count = bundle.folder(options.run, path, names, pages.each())
        else:
            if options.to is not None:
                place.claim(options.run, path)
            count = bundle.archive(options.run, path, pages.each())
    except OSError as error:
        raise place.cannot(path, error) from None
    for line in (say("pages", count=count, file=path), *pages.notices(say)):
        print(clean(line))
    for sentence in pages.complaints(say):
        complain(sentence)
    return GRADER_FAILED if pages.lost else GOOD


class _Pages:
    """The pages of a class, made one by one. lost: pseudonyms of those whose verdicts cannot be read."""

    def __init__(self, options: argparse.Namespace, language: str) -> None:
        self.run: Path = options.run
        self.language, self.target = language, options.target
        self.now = state.load(self.run)
        entries = roster.read(self.run)
        who = {name: one.student for name, one in entries.items()}
        self.earned = {one.pseudonym: one for one in final.earned(self.now, overrides.overrides(self.run, self.now, who))}
        self.students = [one for one in self.now.students if feedback.has_page(one)]
        self.without = len(self.now.students) - len(self.students)
        known = [entries[one.pseudonym] for one in self.students if one.pseudonym in entries]
        self.names = _names(options, known)
        self.lost: list[str] = []

    def each(self) -> Iterator[tuple[str, str]]:
        """Give each page: its name, and its text."""
        for one in sorted(self.students, key=lambda one: self.names.pages.get(one.pseudonym, ("",))):
            if one.pseudonym not in self.names.pages:
                continue
            try:
                text = feedback.page(self.run, one, self.now.course, self.earned[one.pseudonym], self.language)
            except VerdictLost:
                self.lost.append(one.pseudonym)
                continue
            yield from ((name, text) for name in self.names.pages[one.pseudonym])

    def notices(self, say: ClassWords) -> Iterator[str]:
        """Give what is good to know before the pages are handed out."""
        if self.without:
            yield say("pages-waiting", count=self.without)
        if self.target == "moodle":
            yield say("feedback-moodle")
        if self.target == "canvas":
            yield say("feedback-canvas")

    def complaints(self, say: ClassWords) -> Iterator[str]:
        """Give a sentence for each kind of student who has no page, though there should be one."""
        unknown = [one.pseudonym for one in self.students if one.pseudonym not in self.names.pages]
        if unknown:
            yield say("pages-nobody", count=len(unknown), names=", ".join(unknown))
        if self.lost:
            yield say("pages-lost", count=len(self.lost), names=", ".join(self.lost))


def _names(options: argparse.Namespace, entries: list[roster.Entry]) -> feedback.Names:
    match options.target:
        case "moodle":
            return feedback.moodle(entries)
        case "canvas":
            return feedback.canvas(entries)
        case _:
            return feedback.folder(entries, options.by)
