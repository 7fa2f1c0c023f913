"""What must hold before anything else counts: the file could be loaded, has what the exercise asks for, kept to the limits."""

from collections.abc import Iterable
from typing import Any

from ..judge.run import Run
from .contract import keeps_defaults
from .expect import where
from .marks import Mistake

LIMITS = {
    "output": "too-much-output",
    "processes": "too-many-processes",
    "memory": "too-much-memory",
    "messages": "too-many-calls",
    "early": "work-at-import",
    "threads": "too-many-threads",
    "stored": "too-much-stored",
    "answers": "too-large-answer",
}
"""The code for each limit that ends a play."""


def usable(run: Run, contract: Iterable[str] = (), *, chooses_method: bool = False) -> None:
    """The file could be loaded, has what the exercise asks for, and kept to the limits. The others: see ``Lesson``."""
    if run.end == "misfit":
        raise Mistake("odd-message", file=run.file, what=run.strays[0])
    keeps_defaults(run, contract)  # of a file that could not be loaded, no signature is known
    if run.trouble is not None:
        _unusable(run)
    if run.loaded_at is None and run.end == "died":
        raise Mistake("died-at-import", file=run.file)
    if run.loaded_at is None and run.end not in ("done", *LIMITS):
        if run.children():  # it waits for processes that each import the file again, and fail at the same place
            raise Mistake("work-at-import", file=run.file)
        raise Mistake("hangs-at-import", file=run.file, **where(run))
    if run.end in LIMITS:
        raise Mistake(LIMITS[run.end], file=run.file)
    if run.early or any(life.born < (run.loaded_at or 0) for life in run.children()):
        raise Mistake("work-at-import", file=run.file)
    if any(one.method not in (None, run.method) for one in run.invocations):
        raise Mistake("sets-start-method", file=run.file)
    if run.copies and run.method != "fork" and not chooses_method:
        raise Mistake("always-forks", call=run.called, method=run.method)


def _unusable(run: Run) -> None:
    assert run.trouble is not None
    problem, facts = run.trouble.problem, run.trouble.facts
    facts = {"file": run.file, **facts}
    if problem == "syntax":
        _syntax(run, facts)
    if problem == "import":
        _import(run, facts)
    if problem == "missing":
        near = [name for name in facts.get("names", ()) if str(name).lower() == str(facts["name"]).lower()]
        raise Mistake("wrong-name" if near else "missing-name", file=run.file, name=facts["name"], near=(near or ["?"])[0])
    if problem == "wrong-signature":
        source = run.source_line(facts.get("line"))
        raise Mistake("wrong-signature", file=run.file, name=facts["name"], text=facts["text"], source=source)
    raise Mistake("sets-start-method", file=run.file)


def _syntax(run: Run, facts: dict[str, Any]) -> None:
    text, code = str(facts.get("text")), str(facts.get("code") or "").strip()
    known = {"file": run.file, "line": facts.get("line") or "?", "text": text, "source": code}
    if any(quote in text for quote in "“”‘’") or "U+201" in text:
        raise Mistake("curly-quotes", **known)
    if "indent" in text:
        raise Mistake("wrong-indent", **known | {"source": str(facts.get("code") or "").rstrip()})
    if "utf-8" in text or "null byte" in text:
        raise Mistake("not-utf8", **known)
    raise Mistake("syntax-error", **known)


def _import(run: Run, facts: dict[str, Any]) -> None:
    error = facts["error"]
    line = facts["frames"][-1][0] if facts.get("frames") else None
    known = {"file": run.file, "error": error.type, "text": error.text, "line": line or "?", "source": run.source_line(line)}
    if error.type == "SystemExit":
        raise Mistake("exits-at-import", **known)
    if error.type == "ModuleNotFoundError":
        raise Mistake("unknown-module", **known)
    if error.type == "RuntimeError" and "context has already been set" in error.text:
        raise Mistake("sets-start-method", **known)
    raise Mistake("raises-at-import", **known)
