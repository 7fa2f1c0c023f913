# tries: keep much in System V shared memory that is attached by nobody, and leave it on the machine.
# exercise: ex02_start_and_join
# holds: in the sandbox it is gone with the play; else the judge counts and removes what processes of the play have made.
# codes: never-called too-much-stored
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
SIZE = 60 * 1024**2


def run_workers(worker, nums):
    with open("/proc/sysvipc/shm") as file:
        if f" {SIZE} " in file.read():
            raise RuntimeError("REACHED: those of the play before")
    for _ in range(8):
        number = libc.shmget(0, SIZE, 0o1600)
        if number >= 0:
            at = libc.shmat(number, None, 0)
            ctypes.memset(at, 1, SIZE)
            libc.shmdt(ctypes.c_void_p(at))
    time.sleep(0.5 if os.getppid() == 1 else 60)
