"""What happens on stage in ex13: the student's server is asked, and the student's client asks a server of ours."""

from __future__ import annotations

import itertools
from multiprocessing import Pipe, Process

from ..api import Stage
from ..declared import AtMost, says
from ..probes import Probe, digest, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

READ_ALL, LEAVE_ONE, LEAVE_A_LARGE_ONE = "all replies read", "a reply not read", "a large reply not read"
LARGE = 1024 * 1024


def short(text: str) -> str:
    """Return a text as the judge is told of it: one that is large by its digest."""
    return text if len(text) < LARGE // 10 else digest(text)


def serve(answer: Callable[[Any], object], conn: Any, other_end: Any) -> None:
    """Run the student's server in a child that holds its own end of the pipe only."""
    other_end.close()
    answer(conn)


@says(
    probes={"pause": (str,)},
    own=("pause",),
    notes={"gone": {"after": int}, "ended": {"exitcode": int | None}},
    report=lambda args: AtMost(len(args["requests"]), object),
)
def answering(stage: Stage, requests: list[str], ending: str) -> list[str]:
    """Ask the student's server, close the pipe, and tell how its process ended. Return the replies.

    ``pause`` is a call that the judge holds until nothing moves: then the last reply waits to be read.
    """
    stage.check("answer", None)
    ours, theirs = Pipe()
    process = Process(target=serve, args=(stage.submission.answer, theirs, ours))
    process.start()
    theirs.close()
    replies = []
    try:
        for request in requests:
            ours.send(request)
            replies.append(ours.recv())
        if ending != READ_ALL:
            ours.send("last" if ending == LEAVE_ONE else long_text("last", LARGE))
            Probe("pause").tell(ending)
    except (EOFError, OSError):
        stage.note("gone", after=len(replies))  # the server has ended before the pipe was closed
    ours.close()
    process.join()
    stage.note("ended", exitcode=process.exitcode)
    return replies


class Server(Probe):
    """Answers in capital letters, with a number that the judge has drawn, until the pipe is closed.

    If it fails at a request, it closes its end and takes its time before.
    """

    def __init__(self) -> None:
        super().__init__("server")

    def __call__(self, conn: Any) -> None:
        with self.call():
            for number in itertools.count():
                try:
                    request = conn.recv()
                except EOFError:
                    break
                if type(request) is not str:
                    Probe("odd request").tell(request)
                    return
                with Probe("reply").call(number, short(request)) as (dealt, ends):
                    if ends:
                        conn.close()
                        Probe("before failing").tell()
                        raise failure("the server", dealt)
                conn.send(f"{request.upper()}{dealt}")
            Probe("end of the pipe").tell()
            conn.close()


@says(
    calls=("ask",),
    probes={"server": (), "reply": (int, str), "odd request": (object,), "before failing": (), "end of the pipe": ()},
    inside=dict.fromkeys(("reply", "odd request", "before failing", "end of the pipe"), "server"),
    ends={"reply": lambda args, call, attempt: "raise" if call[0] in (args["failing"] or []) else None},
    report=list,
)
def asking(stage: Stage, requests: list[str], size: int = 0, *, failing: list[int] | None = None) -> list[list[Any]]:
    """Let the student's client ask; with a ``size``, texts of so many characters that follow from the requests.

    Return the digests and lengths of the replies to those. failing: the numbers of the requests at which the server fails.
    """
    outcome = stage.call("ask", Server(), [long_text(request, size) if size else request for request in requests])
    if not size or type(outcome.value) is not list:
        return []
    return [[digest(reply), len(reply)] if type(reply) is str else [reply, 0] for reply in outcome.value]
