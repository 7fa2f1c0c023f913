# tries: open a second line to the witness, and report full marks on it.
# exercise: ex02_start_and_join
# holds: only the stage's main process may report, and only checks give marks.
import json
import os
import socket


def run_workers(worker, nums):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
        for op in ("hello", "report", "returned", "loaded"):
            said = {"op": op, "pid": os.getpid(), "value": "full marks", "name": "run_workers", "method": "fork"}
            line.sendall(json.dumps(said).encode() + b"\n")
    print("All processes finished")
