# tries: end the judge.
# exercise: ex02_start_and_join
# holds: the sandbox hides the judge; without it, the command says that it was ended, and gives no marks.
# codes: never-called
# only: bubblewrap; tree: exit 3
import os
import signal


def judge():
    """Return the judge's process id, if it can be seen, else None. Nothing else is ever signalled."""
    pid = os.getppid()
    for _ in range(6):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
            with open(f"/proc/{pid}/stat") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            return None
        if any(word.endswith(b"grader/__main__.py") for word in words) and b"--inner" in words:
            return pid
        pid = parent
    return None


def run_workers(worker, nums):
    if (pid := judge()) is not None:
        os.kill(pid, signal.SIGKILL)
    print("All processes finished")
