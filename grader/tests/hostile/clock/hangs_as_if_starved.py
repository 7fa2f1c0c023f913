# tries: hang in a state that is neither sleeping nor running, so that the machine seems to be too busy.
# exercise: ex02_start_and_join
# holds: who is starved stands in the queue for a processor, by the kernel's word; who waits for anything else hangs.
# codes: no-progress never-called
import ctypes
import os

CLONE_VM, CLONE_VFORK, SIGCHLD = 0x100, 0x4000, 17
STACK = ctypes.create_string_buffer(1 << 16)
LIBC = ctypes.CDLL(None)


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
def _sleep(argument):
    return 0


def run_workers(worker, nums):
    top = ctypes.c_void_p(ctypes.addressof(STACK) + len(STACK))
    pause = ctypes.cast(LIBC.pause, ctypes.c_void_p)
    LIBC.clone(pause, top, CLONE_VM | CLONE_VFORK | SIGCHLD, None)
    os._exit(0)
