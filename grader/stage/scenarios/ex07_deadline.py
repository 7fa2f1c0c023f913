"""What happens on stage in ex07: targets that end by themselves, end when they are asked, tidy up first, or do not listen."""

from __future__ import annotations

import os
import sys
import time
from multiprocessing import Process

from .. import signals
from ..api import Stage
from ..declared import says
from ..probes import Probe, exit_code, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LONG = 30.0  # seconds: a limit that no target of the play reaches


class Quick(Probe):
    """Ends by itself at once: it returns, exits with a code that the judge has drawn, or raises."""

    def __init__(self) -> None:
        super().__init__("target")

    def __call__(self, how: str = "return", code: int = 0) -> None:
        with self.call(how, code) as (dealt, ends):
            if ends == "exit":
                sys.exit(exit_code(dealt))
            if ends == "raise":
                raise failure("the target", dealt)


class Deaf(Probe):
    """Never ends by itself, nor when it is asked to: it tells the judge that it was asked, and waits on.

    From its first call on it has SIGTERM blocked, and waits for it: no signal can slip in between.
    """

    def __init__(self) -> None:
        super().__init__("target")

    def __call__(self) -> None:
        signals.turn_deaf()
        with self.call() as (dealt, _):
            while True:
                signals.await_end()
                Probe("asked").tell()
                self.obey(dealt)

    def obey(self, dealt: int) -> None:
        """Do what it does when it is asked to end."""


class Tidy(Deaf):
    """Ends when it is asked to, but tidies up first, for so many seconds, and exits with a code that the judge has drawn."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def obey(self, dealt: int) -> None:
        time.sleep(self.seconds)
        sys.exit(exit_code(dealt))


class Plain(Probe):
    """Never ends by itself; SIGTERM ends it, as it ends every process that has not asked for anything else."""

    def __init__(self) -> None:
        super().__init__("plain")

    def __call__(self) -> None:
        with self.call():
            signals.wait_for_ever()


@says(
    calls=("run_with_deadline",) * 4,
    probes={"target": (object, object)},
    ends={"target": lambda args, call, attempt: next((how for how in ("exit", "raise") if call[0] == how), None)},
)
def quick(stage: Stage) -> None:
    """Run the student's function with targets that end long before their time is over."""
    target = Quick()
    stage.call("run_with_deadline", target, ("return",), LONG, LONG)
    stage.call("run_with_deadline", target, args=("exit", 3), seconds=LONG, grace=LONG)
    stage.call("run_with_deadline", target, ("raise",), LONG, LONG)
    stage.call("run_with_deadline", target, seconds=LONG)


@says(calls=("run_with_deadline",), probes={"target": (), "asked": ()}, inside={"asked": "target"})
def deaf(stage: Stage, seconds: float, grace: float) -> None:
    """Run the student's function with a target that does not listen."""
    stage.call("run_with_deadline", Deaf(), (), seconds, grace)


@says(probes={"begins": (str,), "ends": (str, object), "plain": (), "target": (), "asked": ()}, inside={"asked": "target"})
def asked(stage: Stage, seconds: float, plain: float, tidies: float) -> None:
    """Run the student's function twice at the same time, in a process each, with targets that end when they are asked."""
    function = stage.submission.run_with_deadline
    watchers = [
        Process(target=watch, args=(function, "plain", Plain(), plain)),
        Process(target=watch, args=(function, "tidy", Tidy(tidies), seconds)),
    ]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()


def watch(function: Callable[..., Any], name: str, target: Probe, seconds: float) -> None:
    """Tell the judge when the student's function begins and what it returns."""
    Probe("begins").tell(name)
    value = function(target, (), seconds, LONG)
    Probe("ends").tell(name, value)
    os._exit(0)  # a timer that the function has left running is nobody's concern
