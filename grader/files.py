"""Writes reports to files: whole, or not at all."""

import errno
import importlib
import os
import tempfile
from pathlib import Path

from ..course.catalogue import MEMORY
from ..grading.results import Results

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
        with open(path, "w", encoding="utf-8", errors="replace", newline="\n", opener=_open) as file:
            file.write(text)
        return
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".part", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def keep(text: str, path: Path) -> None:
    """Write a file below ``.many-hands``. Raises ``OSError``, also where a link stands in a folder's place."""
    for folder in dict.fromkeys((MEMORY, path.parent)):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():  # it may lead anywhere
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    write(text, path)


def _open(name: str, flags: int) -> int:
    """Open a pipe or a device. To wait for somebody who reads a pipe could last for ever, so there must be one already."""
    flags &= ~(os.O_CREAT | os.O_TRUNC)  # it may have gone meanwhile: then nothing is made in its place
    handle = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    return handle


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
