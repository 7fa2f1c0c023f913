"""How it is proved: the server tells when it sees the end of the pipe, and is held there; who ends it, or forgets it, shows.

Requests larger than a pipe holds show who sends them all before the first reply is read.
"""

from grader.checking import Lesson, Mistake, Play, Run, Until, check, dealt, expect, shorten

LESSON = Lesson(
    title="Question and answer over a pipe",
    part="B",
    section="3",
    contract=("answer(conn)", "ask(server, requests)"),
)
REQUESTS = ["abc", "", "Gr 7", "abc"]
SIZE = 300_000  # characters
REPLIES = ["ABC", "", "GR 7", "ABC"]
PAUSE = [Until(probe="pause", give_up="still", timers=True)]
# The server takes its time before a reply and before its end: who does not wait for that, or ends it, shows.
SLOW_REPLY = Until(probe="reply", which=lambda args: args[0] == 1, give_up="still", timers=True)
SLOW_SERVER = [
    SLOW_REPLY,
    *(Until(probe=name, give_up="still", timers=True) for name in ("end of the pipe", "before failing")),
]


@check(points=2)
def test_answers(play: Play) -> None:
    """answer replies to each request in capital letters."""
    run = play("answering", requests=REQUESTS, ending="all replies read", holds=PAUSE, may_hang=True)
    expect.ended(run)
    replies = run.report
    for have, want in zip(replies, REPLIES, strict=False):
        if have != want:
            raise Mistake("answer-wrong-reply", have=shorten(have), want=repr(want))
    if len(replies) < len(REPLIES):
        expect.no_child_errors(run)
        raise Mistake("answer-stops-early", have=len(replies), want=len(REPLIES))


@check(points=1, needs=["test_answers"])
def test_answer_returns(play: Play) -> None:
    """answer returns when the other end is closed, even when a reply was never read."""
    for ending in ("all replies read", "a reply not read", "a large reply not read"):
        run = play("answering", requests=REQUESTS, ending=ending, holds=PAUSE)
        expect.ended(run)
        ended = run.note("ended")
        if ended is not None and ended.fields["exitcode"] != 0:
            errors = run.child_errors()
            kind = errors[-1].kind if errors else f"exit code {ended.fields['exitcode']}"
            raise Mistake("answer-fails-at-the-end", ending=ending, error=kind)


@check(points=2)
def test_ask(play: Play) -> None:
    """ask runs the server in a process of its own, and returns its replies in order."""
    run = play("asking", requests=REQUESTS, holds=SLOW_SERVER, may_hang=True, may_leave=True)
    expect.foreign(run, "server")
    for call in run.of_probe("odd request"):
        raise Mistake("not-a-request", have=shorten(call.args[0]))
    expect.no_child_errors(run)
    if not run.hung:
        expect.value(run, _replies(run))
        _asked(run, REQUESTS)


@check(points=3, methods="all", needs=["test_ask"])
def test_server_ends(play: Play) -> None:
    """Afterwards the server's process ends by itself, since the pipe is closed."""
    run = play("asking", requests=REQUESTS, holds=SLOW_SERVER, may_hang=True)
    if run.hung:
        raise Mistake("end-left-open", source=expect.standing_at(run))
    expect.returned(run)
    expect.no_child_errors(run)
    expect.nothing_left(run)
    if not run.of_probe("end of the pipe") or any(call.how != "returned" for call in run.of_probe("server")):
        raise Mistake("server-ended")
    expect.value(run, _replies(run))


@check(points=1, needs=["test_server_ends"])
def test_large(play: Play) -> None:
    """Requests and replies may be larger than a pipe holds."""
    run = play("asking", requests=list("abc"), size=SIZE, may_hang=True)
    if run.hung and any(one.caller and run.waits_for(one) == "pipe-room" for one in run.waiting):
        raise Mistake("sends-first")
    expect.ended(run)
    expect.returned(run)
    replies = zip("abc", run.of_probe("reply"), strict=False)
    want = [[dealt.digest(f"{dealt.long_text(request, SIZE).upper()}{call.dealt}"), SIZE + 3] for request, call in replies]
    _asked(run, [dealt.digest(dealt.long_text(request, SIZE)) for request in "abc"])
    if run.report != want or len(want) != 3:
        raise Mistake(
            "wrong-value",
            call="ask(…)",
            have=shorten(run.report, 100),
            want=f"3 texts of {SIZE + 3} characters",
        )


@check(points=1, needs=["test_server_ends"])
def test_server_fails(play: Play) -> None:
    """ask ends even when the server fails, or when there is nothing to ask."""
    run = play("asking", requests=["abc", "bad", "xyz"], failing=[1], holds=SLOW_SERVER, may_raise=True, may_hang=True)
    if run.hung:
        raise Mistake("waits-for-a-dead-server", source=expect.standing_at(run))
    expect.value(play("asking", requests=[]), [])


def _asked(run: Run, requests: list[str]) -> None:
    """The server was asked just this, through its end of the pipe."""
    have = [call.args[1] for call in run.of_probe("reply")]
    if have != requests:
        raise Mistake("asked-otherwise", have=shorten(have, 100), want=shorten(requests, 100))


def _replies(run: Run) -> list[str]:
    """Return what the server of the scenario has answered, one after another."""
    drawn = [call.dealt for call in run.of_probe("reply")] + ["?"] * len(REQUESTS)  # so many of them may be missing
    return [f"{request.upper()}{number}" for request, number in zip(REQUESTS, drawn, strict=False)]
