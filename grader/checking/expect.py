"""What a check may expect of a run. Each function returns quietly or raises the ``Mistake`` that explains best."""

import errno
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..judge.launcher import StageFault
from ..judge.run import ChildError, Run
from ..judge.seen import Call, Invocation, shorten
from .marks import Mistake

BRACES = re.compile(r"\{[^\W\d]\w*\}")  # a name in braces, that an f before the text would have replaced
PICKLE = ("pickle", "Can't get local object", "Can't get attribute")
ON_PURPOSE = "Failure"  # the name of the exception that a probe raises when the scenario wants one


REFUSED = {errno.EMFILE: "too-many-open-files", errno.EFBIG: "file-too-large", errno.ENOSPC: "too-much-stored"}
"""What the kernel refuses beyond the limits of a process or a sandbox: the program sees an ``OSError`` with this number."""


def ended(run: Run) -> None:
    """The play came to its end: nobody waits for ever, and the program's main process did not vanish.

    Raises ``StageFault`` when the machine was too busy for an answer: that is nobody's mistake.
    """
    if run.end == "starved":
        raise StageFault("the machine was too busy: the program's processes hardly got a processor for 60 seconds")
    if run.end == "died":
        raise Mistake("died", file=run.file, call=run.called)
    if run.end == "stalled":
        raise Mistake("stalled", call=run.called, **where(run))
    if run.end == "patience":
        raise Mistake("no-progress", call=run.called, **where(run))
    if run.end == "deadline":
        raise Mistake("too-long", call=run.called)


def returned(run: Run) -> None:
    """The student's function returned, and raised nothing."""
    if run.invocation is not None:
        raised_nothing(run, run.invocation)


def raised_nothing(run: Run, one: Invocation) -> None:
    """This call of the student's function raised nothing."""
    if one.error is None:
        return
    text = one.error.text
    known = {"call": f"{one.name}(…)", "error": one.error.type, "text": text, "method": run.method, **raised_at(run, one)}
    if one.error.type == "NotImplementedError" and one.line is not None:
        raise Mistake("not-written-yet", **known)
    if one.error.type == "SystemExit":
        raise Mistake("exits", **known)
    if one.error.type == "OSError":
        for number, code in REFUSED.items():
            if f"[Errno {number}]" in text:
                raise Mistake(code, **known)
    if "context has already been set" in text:
        raise Mistake("sets-start-method", file=run.file)
    if one.error.type == "AssertionError" and "can only join a started process" in text:
        raise Mistake("join-before-start", **known)
    if any(word in text for word in PICKLE):
        raise Mistake("not-picklable", **known)
    if one.error.type == "AssertionError" and "group argument must be None" in text:
        raise Mistake("process-arguments", **known)
    if "'module' object is not callable" in text and "multiprocessing.process(" in run.source:
        raise Mistake("module-called", **known)
    if one.error.type == "TypeError" and "object is not iterable" in text and "args" in run.source:
        raise Mistake("args-not-tuple", **known)
    raise Mistake("exception", **known)


def no_child_errors(run: Run) -> None:
    """No child ended with an exception, except those that the scenario asked for."""
    for error in run.child_errors():
        if error.kind.rpartition(".")[2] != ON_PURPOSE:
            raise _child_mistake(run, error)


def _child_mistake(run: Run, error: ChildError) -> Mistake:
    line = error.lines[-1] if error.lines else None
    known = {
        "error": error.kind,
        "text": error.text,
        "line": line or "?",
        "source": run.source_line(line),
        "method": run.method,
    }
    if error.kind == "NotImplementedError" and line is not None:
        return Mistake("not-written-yet", call=run.called, **known)
    if error.kind == "TypeError" and "positional argument" in error.text and line is None:
        return Mistake("child-wrong-arguments", **known | {"text": _of_target(error.text)})
    if line is None:
        return Mistake("child-exception", **known)
    return Mistake("child-exception-line", **known)


def _of_target(text: str) -> str:
    """Return Python's complaint about the arguments of a probe as it would be about a function: that has no ``self``."""
    text = re.sub(r"^[\w.]+\.__call__\(\)", "the target", text)
    given = re.search(r"takes (\d+) positional arguments? but (\d+) were given", text)
    return f"the target takes {int(given[1]) - 1} and was given {int(given[2]) - 1}" if given else text


def foreign(run: Run, *probes: str) -> None:
    """Every call of these probes was made in another process than the caller's."""
    own = [call for call in run.of_probe(*probes) if call.pid == run.caller]
    if not own:
        return
    known = {"name": own[0].probe, "call": run.called}
    if not own[0].main_thread:
        raise Mistake("threads", **known)
    raise Mistake("called-not-passed" if run.children() else "in-the-caller", **known)


def together(run: Run, *probes: str, parties: int) -> None:
    """``parties`` processes, none of them the caller's, were inside these probes at one instant."""
    foreign(run, *probes)
    if len({call.pid for call in run.met(*probes)}) >= parties and run.peak(*probes) >= parties:
        return
    if not run.of_probe(*probes):
        returned(run)
    no_child_errors(run)
    peak = run.peak(*probes)
    known = {"name": " / ".join(probes), "parties": parties, "peak": min(peak, parties - 1)}  # more came when these had gone
    if not run.of_probe(*probes):
        none_alive(run)
        raise Mistake("never-called", call=run.called, **known)
    if len(run.of_probe(*probes)) < parties or _cut(run, *probes):
        none_alive(run)
    if peak >= parties:  # they were at work at once, but ended before they could meet
        nothing_left(run)
        finished(run, *probes)
    pids = {call.pid for call in run.of_probe(*probes)}
    if peak > 1:
        raise Mistake("too-few-together", **known)
    raise Mistake("one-after-another" if len(pids) > 1 else "one-process", **known)


def finished(run: Run, *probes: str) -> None:
    """Every call of these probes ran to its end: no process was ended in the middle of one."""
    if cut := _cut(run, *probes):
        ended(run)
        raise Mistake("cut-off", name=cut[0].probe, count=len(cut), call=run.called)


def _cut(run: Run, *probes: str) -> list[Call]:
    """Return the calls in whose middle their process ended."""
    return [call for call in run.of_probe(*probes) if call.how in ("died", "inside")]


def at_most(run: Run, *probes: str, parties: int) -> None:
    """Never more than ``parties`` processes were inside these probes at one instant."""
    if run.peak(*probes) > parties:
        raise Mistake("too-many-together", name=" / ".join(probes), parties=parties, peak=run.peak(*probes))


def called_once_each(run: Run, probe: str, wanted: Iterable[Sequence[Any]]) -> None:
    """The probe was called exactly once with each of these arguments, in whatever order."""
    want = Counter(repr(tuple(args)) for args in wanted)
    have = Counter(repr(call.args) for call in run.of_probe(probe))
    if want == have:
        return
    no_child_errors(run)
    known = {"name": probe, "want": sum(want.values()), "have": sum(have.values())}
    if not have:
        none_alive(run)
        raise Mistake("never-called", call=run.called, parties=known["want"], peak=0, **known)
    missing, extra = want - have, have - want
    if missing and extra:
        raise Mistake("wrong-arguments", got=_few(have), wanted=_few(want), **known)
    if missing:
        nothing_left(run)
        raise Mistake("call-missing", missing=next(iter(missing)), **known)
    raise Mistake("call-twice", extra=next(iter(extra)), **known)


def _few(calls: Iterable[str]) -> str:
    """Return some calls' arguments for a message: not many, and none of them long."""
    short = [text if len(text) <= 80 else text[:79] + "…" for text in calls]
    return ", ".join(short[:6]) + (", …" if len(short) > 6 else "")


def none_alive(run: Run) -> None:
    """When the student's function was over, every process that it had started had ended.

    A caller that does not wait may end before a process has begun its work, and take it along: that is the cause then of
    all that the process has not done.
    """
    for one in _alike(run):
        alive = [left for left in one.leftovers if not left.zombie]
        if alive or one.held:
            raise Mistake("returned-early", call=run.called, count=max(len(alive), len(one.held)))


def nothing_left(run: Run) -> None:
    """When the student's function was over, each time, every process that it had started had ended and been waited for."""
    none_alive(run)
    for one in _alike(run):
        if one.leftovers:
            raise Mistake("not-joined", call=run.called, count=len(one.leftovers))


def _alike(run: Run) -> list[Invocation]:
    """Return every call of the function that was called last. Others, such as ``start``, may leave something to it."""
    return [one for one in run.invocations if one.name == run.invocations[-1].name]


def lines(run: Run, wanted: Sequence[str], *, starts: Sequence[str]) -> None:
    """The lines that begin with one of ``starts`` were exactly these, in this order. Other output does not count."""
    since = run.invocations[0].started if run.invocations else run.loaded_at or 0.0
    early = [line for line in run.lines() if line.at < since and line.text.startswith(tuple(starts))]
    if early:
        raise Mistake("prints-at-import", file=run.file, line=early[0].text)
    have = [line.text for line in run.lines(since=since) if line.text.startswith(tuple(starts))]
    if have == list(wanted):
        return
    no_child_errors(run)
    raise _line_mistake(run, have, list(wanted))


def _line_mistake(run: Run, have: list[str], want: list[str]) -> Mistake:
    everything = [line.text for line in run.lines()]
    for text in want:
        if have.count(text) < want.count(text):
            near = next((line for line in everything if _like(line) == _like(text) and line != text), None)
            if near is not None:
                return Mistake("line-differs", want=text, have=near)
            if braces := next((line for line in everything if BRACES.search(line)), None):
                return Mistake("braces-printed", want=text, have=braces)
            said = ", ".join(map(repr, have[:6])) or "-"
            return Mistake("line-missing", call=run.called, want=text, have=said)
    for text in have:
        if have.count(text) > want.count(text):
            return Mistake("line-twice" if text in want else "line-extra", have=text)
    return Mistake("line-order", have=" | ".join(have[:8]), want=" | ".join(want[:8]))


def _like(text: str) -> str:
    return "".join(text.split()).lower().rstrip(".!:")


def last_line(run: Run, text: str, *, after: Iterable[Call]) -> None:
    """This line was printed once, by the caller, and after these calls were over."""
    found = [line for line in run.lines() if line.text == text]
    if not found:
        returned(run)
        raise _line_mistake(run, [line.text for line in run.lines()], [text])
    if len(found) > 1:
        raise Mistake("line-twice", have=text)
    if found[0].pid not in (None, run.caller):
        raise Mistake("line-by-child", have=text)
    if any(call.left is None or call.left > found[0].at for call in after):
        raise Mistake("line-too-early", have=text)


def where(run: Run) -> dict[str, Any]:
    """Return the line of the student's file at which the caller, or else a child, stands: facts for a message."""
    frame = run.standing()
    if frame is None:
        return {"line": "?", "source": "", "function": "?"}
    return {"line": frame.line, "source": run.source_line(frame.line), "function": frame.function}


def standing_at(run: Run) -> str:
    """Return the student's line at which the program stands, with its number, for a message."""
    facts = where(run)
    return f"{facts['line']}: {facts['source']}"


def raised_at(run: Run, one: Invocation) -> dict[str, Any]:
    """Return the line of the student's file at which this call raised its exception: facts for a message."""
    return {"line": one.line or "?", "source": run.source_line(one.line)}


def value(run: Run, wanted: Any) -> None:
    """The student's function returned exactly this value, of exactly this type."""
    returned(run)
    have = run.value
    if type(have) is type(wanted) and have == wanted:
        return
    raise Mistake("wrong-value", call=run.called, have=shorten(have, 200), want=shorten(wanted, 200))
