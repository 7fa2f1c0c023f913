# tries: set limits, the priority and the processors of the process from which all later plays are forked.
# exercise: ex02_start_and_join
# holds: before each play it compares them with what they were, and ends if they differ; the judge starts another.
# codes: never-called
import contextlib
import os
import resource


def run_workers(worker, nums):
    host = os.getppid()
    for name in ("RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_AS", "RLIMIT_CPU"):
        hard = resource.prlimit(host, getattr(resource, name))[1]
        resource.prlimit(host, getattr(resource, name), (hard if name == "RLIMIT_AS" else 50, hard))
    with contextlib.suppress(PermissionError):  # in the sandbox that process has rights that a play has not
        os.setpriority(os.PRIO_PROCESS, host, 7)
        os.sched_setaffinity(host, {min(os.sched_getaffinity(0))})
    print("All processes finished")
