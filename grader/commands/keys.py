"""Single keys from the terminal, without Enter. Where there is no terminal, no key ever comes."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator

if sys.platform == "win32":
    import msvcrt

    @contextlib.contextmanager
    def _windows(tell: Callable[[str], None]) -> Iterator[None]:
        over = threading.Event()

        def look() -> None:
            while not over.is_set():
                if msvcrt.kbhit():
                    tell(msvcrt.getwch().lower())
                else:
                    time.sleep(0.05)

        threading.Thread(target=look, daemon=True).start()
        try:
            yield
        finally:
            over.set()


@contextlib.contextmanager
def pressed(tell: Callable[[str], None]) -> Iterator[bool]:
    """Call ``tell`` with each key that is pressed while the block lasts; gives whether keys can be read at all."""
    if not sys.stdin.isatty():
        yield False
        return
    if sys.platform == "win32":
        with _windows(tell):
            yield True
        return
    import termios
    import tty

    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    tty.setcbreak(number)
    threading.Thread(target=_read, args=(number, tell), daemon=True).start()
    try:
        yield True
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _read(number: int, tell: Callable[[str], None]) -> None:
    with contextlib.suppress(OSError):
        while data := os.read(number, 64):
            for key in data.decode("utf-8", "replace"):
                tell(key.lower())
