"""Writes reports to files: whole, or not at all."""

import importlib
import os
import tempfile
from pathlib import Path

from ..records import Results

OUTPUTS = {
    "json": "the results for programs",
    "html": "one page with everything, to open in a browser",
    "junit": "JUnit XML, as pytest writes it",
    "markdown": "a summary for CI services",
    "gradescope": "Gradescope's results.json",
    "ctrf": "Common Test Report Format",
}
"""Each kind of output, and what it is. The module of that name has ``render(results) -> str``."""


def rendered(results: Results, kind: str) -> str:
    """Return the results as this kind of output."""
    text: str = importlib.import_module(f".{kind}", __package__).render(results)
    return text


def write(text: str, path: Path) -> None:
    """Write a file. Raises ``OSError``, and leaves the old file as it was, if any, when that cannot be done."""
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        path.write_text(text, "utf-8", newline="\n")
        return
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".part", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
