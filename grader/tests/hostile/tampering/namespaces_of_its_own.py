# tries: get rights in namespaces of its own, mount file systems there, and freeze all processes through their control group.
# exercise: ex02_start_and_join
# holds: the sandbox allows no further namespaces, whoever grades, and a play has no right to any.
# codes: exception
# only: bubblewrap; tree: perhaps reached
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
USER, MOUNTS, GROUPS, MESSAGES, PROCESSES = 0x10000000, 0x20000, 0x2000000, 0x8000000, 0x20000000


def run_workers(worker, nums):
    found = []
    for flags in (USER, USER | MOUNTS | GROUPS, MOUNTS, MESSAGES, PROCESSES):
        pid = os.fork()
        if pid == 0:
            os._exit(0 if libc.unshare(flags) == 0 else 1)
        if os.waitpid(pid, 0)[1] == 0:
            found.append(hex(flags))
    for kind in (b"tmpfs", b"cgroup2", b"mqueue", b"proc"):
        if os.getppid() == 1 and libc.mount(kind, b"/tmp", kind, 0, None) == 0:
            found.append(kind.decode())
    raise RuntimeError(f"REACHED: {found}" if found else "nothing")
