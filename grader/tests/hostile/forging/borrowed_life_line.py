# tries: take the stage's own line to the witness, tell a whole success on it, and leave before anything else is said.
# exercise: ex02_start_and_join
# holds: no process has met another, whatever the caller says.
import os
import sys


def run_workers(worker, nums):
    line = sys.modules["stage.lifeline"].own()
    for num in nums:
        line.ask("enter", probe="worker", args={"list": [num]}, main=True)
        line.ask("leave", how="returned")
    print("All processes finished", flush=True)
    line.ask("returned", name="run_workers", value=None, method="fork")
    line.ask("report", value=None)
    os._exit(0)
