"""Sees what the student's function calls in the caller's process, whatever it has bound to which names."""

from __future__ import annotations

import os
import sys
import threading

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Any, Self


class Watching:
    """Has ``see`` called for each call and return of a function in this process while the block lasts.

    One block may stand within another: both see everything. Without ``threads`` only this thread is watched.
    """

    threads = True

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._on = True
        self._outer: tuple[Any, Any] = sys.getprofile(), threading.getprofile()

    def __enter__(self) -> Self:
        if self.threads:
            threading.setprofile(self._profile)
        sys.setprofile(self._profile)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._on = False
        sys.setprofile(self._outer[0])
        threading.setprofile(self._outer[1])

    def see(self, frame: FrameType, event: str, arg: object) -> None:
        """Look at one event; see ``sys.setprofile``."""
        raise NotImplementedError

    def _profile(self, frame: FrameType, event: Any, arg: object) -> None:
        if os.getpid() != self._owner:  # a child made by fork has inherited this
            sys.setprofile(None)
            return
        if outer := self._outer[threading.current_thread() is not threading.main_thread()]:
            outer(frame, event, arg)
        if self._on:
            self.see(frame, event, arg)
