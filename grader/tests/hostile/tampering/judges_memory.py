# tries: open the judge's memory for writing. It writes nothing.
# exercise: ex02_start_and_join
# holds: the sandbox hides the judge.
# codes: exception
# only: bubblewrap; tree: exit 1, perhaps reached
import os


def run_workers(worker, nums):
    pid = os.getppid()
    for _ in range(6):
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read().split(b"\0")
        if any(word.endswith(b"grader/__main__.py") for word in words):
            with open(f"/proc/{pid}/mem", "r+b"):
                raise RuntimeError("REACHED")
        with open(f"/proc/{pid}/stat") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])
    raise RuntimeError("not found")
