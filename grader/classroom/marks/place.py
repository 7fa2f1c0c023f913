"""Where a filled-in file goes: never over a template, and over another file only if these results have made that."""

import hashlib
import json
from pathlib import Path

from ..disk import put
from ..problem import ClassProblem

RECORD = "filled.json"
"""What these results have written elsewhere: the SHA-256 of each file's place, and that of its content; of a folder's place,
the names in it."""


def target(template: Path, wanted: str | None) -> Path:
    """Return where the filled-in template goes: where the user wants it, else beside the template."""
    return Path(wanted) if wanted is not None else template.with_name(f"{template.stem}.filled{template.suffix}")


def claim(run: Path, path: Path, *sources: Path) -> bool:
    """Say whether a file is there that these results have made. sources: files that must never be replaced.

    Raises ``ClassProblem`` when one stands there that they have not made, or that somebody has changed since.
    """
    if any(one.exists() and path.exists() and path.samefile(one) for one in sources):
        raise ClassProblem("to-is-template", step="marks", file=path)
    if path.is_dir():
        raise ClassProblem("to-is-folder", step="marks", file=path)
    if not path.exists():
        return False
    if not path.is_file() or noted(run, path) != hashlib.sha256(path.read_bytes()).hexdigest():
        raise ClassProblem("to-exists", step="marks", file=path)
    return True


def write(run: Path, path: Path, data: bytes) -> None:
    """Write a file, and note that these results have made it. Raises ``ClassProblem`` when that cannot be."""
    try:
        note(run, path, hashlib.sha256(data).hexdigest())  # first: else the file is nobody's
        put(data, path)
    except OSError as error:
        raise cannot(path, error) from None


def cannot(path: Path, error: OSError) -> ClassProblem:
    """Return what says that a file cannot be written."""
    return ClassProblem("cannot-write", step="marks", file=path, why=error.strerror or type(error).__name__)


def note(run: Path, path: Path, content: str) -> None:
    """Note what these results have made there. Raises ``OSError``."""
    record = _record(run) | {_place(path): content}
    put(json.dumps(record, indent=1, sort_keys=True).encode() + b"\n", run / RECORD)


def noted(run: Path, path: Path) -> str | None:
    """Return what these results have made there; None for nothing."""
    return _record(run).get(_place(path))


def _record(run: Path) -> dict[str, str]:
    try:
        known = json.loads((run / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in known.items()} if isinstance(known, dict) else {}


def _place(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
