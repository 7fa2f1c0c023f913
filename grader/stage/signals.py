"""How processes of a scenario wait for ever and turn deaf: on Windows there are no signals, and nobody can be deaf."""

from __future__ import annotations

import signal
import sys
import time


def turn_deaf() -> None:
    """Have this process take no notice of SIGTERM from now on, where that can be."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])


def await_end() -> None:
    """Wait until this process is asked to end, which it must be deaf for. On Windows nobody asks: it is ended here."""
    if sys.platform != "win32":
        signal.sigwait([signal.SIGTERM])
    else:
        wait_for_ever()


def wait_for_ever() -> None:
    """Wait until somebody ends this process."""
    while True:
        if sys.platform != "win32":
            signal.pause()
        else:
            time.sleep(60)
