"""Whole verdicts: ``verdicts/ab/<key>.json.gz``, one exercise of one submission each. Durable before a line names them."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .disk import DISK, PART, Disk, folder, put

NAME = "verdicts"
KEY = re.compile(r"[0-9a-f]{64}")


class Store:
    """The verdicts below a results folder."""

    def __init__(self, run: Path, disk: Disk = DISK) -> None:
        self._run, self._disk = run, disk
        self._sure: set[Path] = set()

    def put(self, key: str, verdict: Mapping[str, Any], attempt: int = 0) -> tuple[str, str]:
        """Keep a verdict; return where, below the results folder, and the SHA-256 of the file in hexadecimal.

        attempt: of a verdict that decides nothing, since the grader itself failed; it has a file of its own. Raises
        ``OSError`` when it cannot be kept, ``ValueError`` for a key that is none.
        """
        if not KEY.fullmatch(key):
            raise ValueError(f"the key {key!r}")
        data = gzip.compress(json.dumps(verdict, separators=(",", ":")).encode("ascii"), 6, mtime=0)
        name = f"{key}.{attempt}.json.gz" if attempt else f"{key}.json.gz"
        place = self._run / NAME / key[:2]
        for one in (place.parent, place):
            if one not in self._sure:  # a process before this one may have made it, and been killed before it was durable
                folder(one, self._disk)
                self._sure.add(one)
        put(data, place / name, self._disk)
        return f"{NAME}/{key[:2]}/{name}", hashlib.sha256(data).hexdigest()

    def tidy(self) -> None:
        """Remove what was being written when a process was killed. For the one writer only."""
        for path in self._parts():
            self._disk.remove(path)

    def _parts(self) -> Iterator[Path]:
        yield from self._run.glob(PART)
        yield from self._run.glob(f"*/{PART}")
        yield from (self._run / NAME).glob(f"*/{PART}")


def get(run: Path, file: str) -> dict[str, Any]:
    """Return a whole verdict by the name that its line in the journal has for it. Raises ``OSError``, ``ValueError``."""
    if not re.fullmatch(rf"{NAME}/[0-9a-f]{{2}}/[0-9a-f]{{64}}(\.\d+)?\.json\.gz", file):
        raise ValueError(f"the file {file!r}")
    read = json.loads(gzip.decompress((run / file).read_bytes()))
    if not isinstance(read, dict):
        raise ValueError(f"{file} holds no verdict")
    return read
