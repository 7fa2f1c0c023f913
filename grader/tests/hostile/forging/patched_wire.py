# tries: patch the stage's own wire so that it reports other processes and no mistakes.
# exercise: ex02_start_and_join
# holds: the field that names the process is not believed.
# codes: in-the-caller called-not-passed threads
import os
import sys


def run_workers(worker, nums):
    numbers = iter(range(50_000, 60_000))
    wire = sys.modules["stage.wire"]
    wire.os = type("os", (), {"getpid": staticmethod(lambda: next(numbers)), "environ": os.environ})
    for num in nums:
        worker(num)
    print("All processes finished")
