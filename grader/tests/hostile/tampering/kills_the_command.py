# tries: end the command itself, which outlives the judge.
# exercise: ex02_start_and_join
# holds: the sandbox hides it; without it, nobody is left to speak, nothing is written, and the judge ends by itself.
# codes: never-called
# only: bubblewrap; tree: exit -9
import os
import signal


def command():
    """Return the command's process id, if it can be seen, else None. Nothing else is ever signalled."""
    pid = os.getppid()
    for _ in range(6):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
            with open(f"/proc/{pid}/stat") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            return None
        if any(word.endswith(b"grader/__main__.py") for word in words) and b"--inner" not in words:
            return pid
        pid = parent
    return None


def run_workers(worker, nums):
    if (pid := command()) is not None:
        os.kill(pid, signal.SIGKILL)
    print("All processes finished")
