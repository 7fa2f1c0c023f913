"""Where the threads of this process stand, for a judge that the system does not tell: whether a timer ends their waits.

They are looked at from a thread of their own, by their innermost frames. Only waits of multiprocessing's and threading's own
are known: any other may have a timer.
"""

from __future__ import annotations

import _thread
import ast
import linecache
import sys

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType

FOR_EVER = 0xFFFFFFFF
"""Windows's word for a wait without an end, in milliseconds (``INFINITE``)."""

WAITS: dict[str, dict[str, str]] = {
    "threading": {"wait": "timeout", "join": "timeout", "_wait_for_tstate_lock": "timeout", "__enter__": ""},
    "selectors": {"select": "timeout"},
    "socket": {"accept": ""},
    "multiprocessing.connection": {
        "_recv": "", "_send": "", "_recv_bytes": "", "_send_bytes": "", "accept": "", "_exhaustive_wait": "timeout",
    },
    "multiprocessing.pool": {"_handle_tasks": ""},
    "multiprocessing.sharedctypes": {"__enter__": ""},
    "multiprocessing.popen_fork": {"poll": ""},
    "multiprocessing.popen_spawn_win32": {"wait": "timeout"},
    "multiprocessing.synchronize": {"__enter__": "", "wait": "timeout"},
    "multiprocessing.queues": {"get": "timeout", "put": "timeout"},
    "stage.probes": {"acquire": "timeout"},
    "stage.wire": {"ask": ""},
    "": {"getvalue": "", "setvalue": "", "getraw": "", "setraw": ""},  # sharedctypes makes them out of a text
}  # fmt: skip
"""The functions that wait, by module, each with the variable that says how long; none where it waits for ever."""


def standing() -> dict[str, object]:
    """Return the threads that Python knows, whether all but this one wait for ever, and a number for where they are."""
    frames = sys._current_frames()
    threads = list(frames)
    del frames[_thread.get_ident()]
    where = hash(tuple((ident, id(frame.f_code), frame.f_lasti) for ident, frame in sorted(frames.items())))
    return {"threads": threads, "endless": all(map(_endless, frames.values())), "where": where}


def _endless(frame: FrameType) -> bool:
    variable = WAITS.get(frame.f_globals.get("__name__") or "", {}).get(frame.f_code.co_name)
    if variable is None:
        return _acquires(frame)
    length = frame.f_locals.get(variable) if variable else None
    return length is None or not 0 <= length < FOR_EVER


def _acquires(frame: FrameType) -> bool:
    """Say whether a frame is in a call ``lock.acquire()``, without a timeout: that function is none of Python's."""
    place = next((one for at, one in enumerate(frame.f_code.co_positions()) if at == frame.f_lasti // 2), None)
    if place is None or None in place or place[0] != place[1]:
        return False
    line = linecache.getline(frame.f_code.co_filename, place[0] or 0).encode()
    try:
        call = ast.parse(line[place[2] : place[3]].strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return False
    acquires = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"
    return acquires and not (call.args or call.keywords)  # type: ignore[attr-defined]
