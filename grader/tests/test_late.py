"""What a program does when its function is over comes too late, whoever makes it do so; what it does before, comes in time."""

import os
import textwrap

import pytest

from grader.judge.holds import Until
from grader.judge.run import Run
from grader.judge.wire import Other, Raised
from grader.tests.kit import play_text

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")

BEGIN = """\
import atexit, multiprocessing, sys, threading, weakref

class Shown:
    def __repr__(self):
        join()
        return "shown"

class AsText(Exception):
    def __str__(self):
        join()
        return "shown"

class Lazy(dict):
    def items(self):
        return [join()]
    __iter__ = keys = __len__ = items
    __repr__ = Shown.__repr__

class Numbers(list):
    def __iter__(self):
        return iter([join()])
    __repr__ = Shown.__repr__

class Kind(type):
    __name__ = property(lambda self: join() or "kind")

class Named(metaclass=Kind):
    pass

class Classless:
    __class__ = property(lambda self: join() or str)

class Kept:
    def __del__(self):
        join()

def join():
    for process in multiprocessing.active_children():
        process.join()

def raises(error):
    raise error

def lazily():
    yield join()

def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    global shared
"""
LATE = {
    "shown": "return Shown()",
    "shown inside": "return {'a': [(Shown(),)]}",
    "text of an error": "raise AsText",
    "error with such a text": "raise ValueError(Shown())",
    "error of another": "raise ValueError from AsText()",
    "dictionary": "return Lazy(a=1)",
    "list": "return Numbers([1])",
    "name of a type": "return Named()",
    "class of an object": "return Classless()",
    "generator": "return lazily()",
    "thread": "threading.Thread(target=join).start()",
    "daemon": "threading.Thread(target=join, daemon=True).start()",
    "at exit": "atexit.register(join)",
    "finalizer": "shared = Shown(); weakref.finalize(shared, join)",
    "deleted": "shared = Kept()",
    "kept by what is returned": "return [Kept()]",
}
HELD = Until(probe="worker", give_up="still")
IN_TIME = {
    "local that is deleted": "kept = Kept()",
    "finalizer of a local": "kept = Shown(); weakref.finalize(kept, join)",
    "profile": "sys.setprofile(lambda frame, event, arg: event == 'return' and (sys.setprofile(None), join()))",
    "trace": "sys.settrace(lambda frame, event, arg: (sys.settrace(None), join()) and None)",
}


def played(text: str) -> Run:
    return play_text(BEGIN + textwrap.indent(text, "    "), method="fork", holds=(HELD,))


@pytest.mark.parametrize("kind", LATE)
def test_what_is_done_when_the_function_is_over_is_too_late(kind: str) -> None:
    run = played(LATE[kind])
    assert (run.end, run.strays) == ("done", ())
    assert [left.zombie for left in run.invocations[-1].leftovers] == [False, False]


@pytest.mark.parametrize("kind", IN_TIME)
def test_what_is_done_before_its_caller_goes_on_is_in_time(kind: str) -> None:
    """Nobody who calls the function can tell that from a function that does it itself."""
    run = played(IN_TIME[kind])
    assert (run.end, run.invocations[-1].leftovers) == ("done", ())


def test_what_was_returned_or_raised_is_shown_as_ever() -> None:
    assert played(LATE["shown"]).value == Other("Shown", "shown")
    assert played(LATE["text of an error"]).invocations[-1].error == Raised("AsText", "shown")
