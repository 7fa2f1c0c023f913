"""What authors type: ``pages``, ``pictures``, ``translated``, ``new`` and ``remove``. The work is done in ``authoring``."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..authoring import new, pages, pictures, remove, translations
from ..course.catalogue import Exercise, find
from ..faults import NotUnderstood
from ..files import ROOT
from ..messages import Words
from ..statuses import GOOD, WRONG
from . import doctor


def run(options: argparse.Namespace, say: Words) -> int:
    """Carry out a command for authors; return the exit status."""
    match options.command:
        case "pages":
            return _written(pages.write())
        case "pictures":
            return _written(pictures.write(doctor.sandbox(), options.only))
        case "translated":
            return _translated(options.pages)
        case "new":
            return _new(options.name, say)
        case "remove":
            return _remove(options.name, say)
    raise AssertionError(options.command)


def _written(paths: Iterable[Path]) -> int:
    for path in paths:
        print(f"written: {_told(path)}")
    return GOOD


def _translated(names: Sequence[str]) -> int:
    """Mark these translations as up to date; print those that are old."""
    known = translations.translations()
    for name in names:
        page = Path(name).resolve()
        if page not in known or not translations.source(page).exists():
            raise NotUnderstood("no-translation", name=name)
        translations.mark_translated(page)
    old = [page for page in known if translations.is_old(page)]
    for page in old:
        print(f"older than its source: {_told(page)}")
    return WRONG if old else GOOD


def _new(name: str, say: Words) -> int:
    """Lay out a new exercise, and make what is made from it."""
    _written(new.lay_out(name))
    _written(new.make(Exercise(name), doctor.sandbox()))
    print(say("new-done", name=name, mark=new.MARK))
    return GOOD


def _remove(name: str, say: Words) -> int:
    """Take an exercise out."""
    exercise = find(name)
    if exercise.number in remove.PLAYED_BY_TESTS:
        raise NotUnderstood("remove-played", name=exercise.name)
    if by_hand := remove.shown_elsewhere(exercise):
        places = "".join(f"\n  {_told(path)}:{number}" for path, number in by_hand)
        raise NotUnderstood("remove-shown", name=exercise.name, places=places)
    place = remove.remove(exercise)
    print(say("remove-done", name=exercise.name, place=_told(place)))
    return GOOD


def _told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
