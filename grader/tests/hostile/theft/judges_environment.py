# tries: read the environment in which the judge runs.
# exercise: ex02_start_and_join
# holds: the stage's own is rebuilt, and in the sandbox no other process is to be seen.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import os


def run_workers(worker, nums):
    if "MH_CANARY" in os.environ:
        raise RuntimeError("REACHED")
    pid = os.getppid()
    for _ in range(4):
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read()
        if b"grader/__main__.py" in words:
            with open(f"/proc/{pid}/environ", "rb") as file:
                raise RuntimeError("REACHED" if b"MH_CANARY=" in file.read() else "nothing")
        with open(f"/proc/{pid}/stat") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])
    raise RuntimeError("not found")
