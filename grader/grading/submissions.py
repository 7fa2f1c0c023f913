"""Reads submissions: each file once, as bytes. Nothing is imported here."""

import ast
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..course.catalogue import Exercise
from .names import kind, nearly

MAX_SIZE = 256 * 1024
"""Bytes. The longest solution has a few kilobytes; a huge file could make the parser the judge's problem."""

MAX_PARSED = 16 * 1024
"""Bytes that are parsed here, where no limit of the sandbox holds. The parser takes time and memory that grow with the square
of some texts' length: this many bytes of ``import a.a.a…`` take 85 MiB, and 90 KB of it 2 GiB. The longest stub has 3 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file as it was when the grading began.

    problem: the code of the message that says why it cannot be graded, with its facts. untouched: nothing is written yet.
    """

    exercise: Exercise
    path: Path
    source: bytes = b""
    problem: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    untouched: bool = False

    @property
    def gradable(self) -> bool:
        return self.problem is None and not self.untouched


def read(exercise: Exercise, folder: Path, *, named: bool, shown: str | None = None) -> Submission:
    """Read one submission. ``named``: the user asked for it, so that a missing file is a problem and not just undone.

    shown: what messages call the folder, when that is not its name.
    """
    path = folder / f"{exercise.name}.py"
    facts: dict[str, Any] = {"file": path.name, "folder": shown or str(folder), "name": exercise.name}
    try:
        return _read(exercise, path, facts, named=named)
    except OSError as error:
        facts["text"] = error.strerror or type(error).__name__
        return Submission(exercise=exercise, path=path, problem="submission-unreadable", facts=facts)


def _read(exercise: Exercise, path: Path, facts: dict[str, Any], *, named: bool) -> Submission:
    if path.is_dir():
        return Submission(exercise=exercise, path=path, problem="submission-is-folder", facts=facts)
    if not path.exists():
        near = nearly(exercise, path.parent) if not os.path.lexists(path) and path.parent.is_dir() else None
        if near is not None:
            facts["near"] = near
            return Submission(exercise=exercise, path=path, problem="submission-misnamed", facts=facts)
        if named:
            return Submission(exercise=exercise, path=path, problem="submission-missing", facts=facts)
        return Submission(exercise=exercise, path=path, untouched=True)
    if not path.is_file():  # to open a pipe would wait for ever, and a device may have no end
        return Submission(exercise=exercise, path=path, problem="submission-no-file", facts=facts)
    if path.parent.resolve() not in path.resolve().parents:  # a link to somebody else's answer is no work
        return Submission(exercise=exercise, path=path, problem="submission-elsewhere", facts=facts)
    source = taken(path)
    if source is None:  # it has been put in the place of a file just now
        return Submission(exercise=exercise, path=path, problem="submission-no-file", facts=facts)
    return of_bytes(exercise, path, source, facts)


def of_bytes(exercise: Exercise, path: Path, source: bytes, facts: dict[str, Any]) -> Submission:
    """Judge what was read, wherever that was. source: whole, or more than ``MAX_SIZE``. facts: it adds to them."""
    if len(source) > MAX_SIZE:
        facts["limit"] = MAX_SIZE // 1024
        return Submission(exercise=exercise, path=path, problem="submission-too-large", facts=facts)
    if not source.strip():
        return Submission(exercise=exercise, path=path, problem="submission-empty", facts=facts)
    if (problem := kind(source)) is not None:
        return Submission(exercise=exercise, path=path, problem=problem, facts=facts)
    return Submission(exercise=exercise, path=path, source=source, untouched=untouched(source, exercise.lesson.names))


def taken(path: Path, limit: int = MAX_SIZE) -> bytes | None:
    """Return a file's bytes, and at most one more than ``limit``; None when it is no file. Raises ``OSError``."""
    with open(path, "rb", opener=at_once) as file:
        return file.read(limit + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def at_once(name: str, flags: int) -> int:
    """Open a file, and wait for nobody if it is a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def untouched(source: bytes, names: Iterable[str]) -> bool:
    """Say whether everything that the exercise asks for still only raises ``NotImplementedError``, as in the stub.

    Comments and docstrings do not count as a start. Text that does not parse does, and much text does: somebody has typed it.
    """
    if len(source) > MAX_PARSED:
        return False
    if source.isascii() and b"NotImplementedError" not in source and b"class" not in source:  # no stub: to parse takes long
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    nodes = {node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return all(name in nodes and _open(nodes[name]) for name in names)


def _open(node: ast.stmt) -> bool:
    body = node.body if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
    code = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    if isinstance(node, ast.ClassDef):
        return all(isinstance(one, ast.FunctionDef) and _open(one) for one in code)
    return len(code) == 1 and isinstance(code[0], ast.Raise) and _is_stub_error(code[0].exc)


def _is_stub_error(raised: ast.expr | None) -> bool:
    called = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(called, ast.Name) and called.id == "NotImplementedError"
