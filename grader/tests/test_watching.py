"""What the scenarios see of the caller's process: calls, looks into queues, signals; and what nobody can make small."""

import os
import queue
import sys
import threading
import zlib
from types import FrameType

import pytest

from grader.stage.probes import digest, long_text
from grader.stage.watching import Watching


class Names(Watching):
    """Remembers which functions were called."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def see(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "call":
            self.seen.append(frame.f_code.co_name)


class OneThread(Names):
    threads = False


def first() -> None: ...


def second() -> None: ...


def test_one_within_another_hides_nothing_from_it() -> None:
    with Names() as outer:
        first()
        with Names() as inner:
            second()
        first()
    second()
    assert [name for name in outer.seen if name in ("first", "second")] == ["first", "second", "first"]
    assert [name for name in inner.seen if name in ("first", "second")] == ["second"]
    assert sys.getprofile() is None
    assert threading.getprofile() is None


def test_threads_are_seen_if_they_are_to_be() -> None:
    for kind, seen in ((Names, True), (OneThread, False)):
        with kind() as names:
            thread = threading.Thread(target=first)
            thread.start()
            thread.join()
        assert ("first" in names.seen) is seen


def test_a_thread_that_lives_on_is_seen_no_more() -> None:
    begin: queue.SimpleQueue[None] = queue.SimpleQueue()

    def later() -> None:
        begin.get()
        first()

    with Names() as names:
        thread = threading.Thread(target=later)
        thread.start()
    begin.put(None)
    thread.join()
    assert "first" not in names.seen


@pytest.mark.skipif(not hasattr(os, "fork"), reason="makes a copy with fork")
def test_a_copy_of_the_process_is_not_watched() -> None:
    with Names() as names:
        pid = os.fork()
        if not pid:
            first()
            os._exit(sys.getprofile() is not None or "first" in names.seen)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_large_texts_cannot_be_made_small() -> None:
    text = long_text(("drawn", 123), 100_000)
    assert len(text) == 100_000
    assert len(zlib.compress(text.encode(), 9)) > 74_000
    assert long_text(("drawn", 123), 100_000) == text
    assert digest(long_text(("drawn", 124), 100_000)) != digest(text)
