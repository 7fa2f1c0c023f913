"""Runs a Windows Python under Wine: running.py FOLDER ARGUMENT… FOLDER: see ``making.py``.

Outputs go through pipes, since a Python in Wine 8 cannot begin with an output that is a file.
"""

import os
import selectors
import subprocess
import sys
from pathlib import Path

from .making import WINE

QUIET = 0.2
"""Seconds without output after which it is over, when the command has ended: a service of Wine's may hold its outputs open."""


def main(folder: str, *arguments: str) -> int:
    """Run it to its end; return its exit status."""
    environment = os.environ | WINE | {"WINEPREFIX": str(Path(folder, "prefix"))}
    words = ["wine", str(Path(folder, "python.exe")), *arguments]
    with (
        subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=-1, stderr=-1) as started,
        selectors.DefaultSelector() as ready,
    ):
        for source, to in ((started.stdout, sys.stdout), (started.stderr, sys.stderr)):
            assert source is not None
            ready.register(source, selectors.EVENT_READ, to.buffer)
        while ready.get_map():
            ended = started.poll() is not None
            events = ready.select(QUIET)
            if ended and not events:
                break
            for key, _ in events:
                data = os.read(key.fd, 65536)
                key.data.write(data)
                key.data.flush()
                if not data:
                    ready.unregister(key.fileobj)
    return started.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
