# tries: trace the process that started it (process 1 of the sandbox), write to its memory, and copy its files.
# exercise: ex02_start_and_join
# holds: that is the fork server, which has rights that a play has not, and shows itself to nobody.
# codes: exception
# only: bubblewrap; tree: perhaps reached
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
ATTACH, DETACH, SEIZE = 16, 17, 0x4206


def run_workers(worker, nums):
    host, found = os.getppid(), []
    for how in (SEIZE, ATTACH):
        if libc.ptrace(how, host, None, None) == 0:
            found.append(f"ptrace {how}")
            if how == ATTACH:
                os.waitpid(host, 0x40000000)
            libc.ptrace(DETACH, host, None, None)
    handle = os.pidfd_open(host)
    for number in range(20):
        if (copy := libc.syscall(438, handle, number, 0)) >= 0:
            os.close(copy)
            found.append(f"file {number}")
    for name in ("mem", "environ", "maps", "fd/0", "fd/3", "root/.", "cwd/.", "exe"):
        try:
            os.stat(f"/proc/{host}/{name}") if "/" in name else open(f"/proc/{host}/{name}", "rb").close()
            found.append(name)
        except OSError:
            pass
    if host == 1:
        os.kill(1, 2)  # it comes to process 1 only if that has a handler
    raise RuntimeError(f"REACHED: {found}" if found else "nothing")
