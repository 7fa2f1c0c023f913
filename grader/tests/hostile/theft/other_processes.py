# tries: list the processes of the machine.
# exercise: ex02_start_and_join
# holds: in the sandbox only its own are to be seen.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import os


def run_workers(worker, nums):
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    raise RuntimeError("REACHED" if len(pids) > 8 else "alone")
