# tries: open lines to the witness without an end.
# exercise: ex02_start_and_join
# holds: the witness takes a bounded number; the play ends.
# codes: too-many-calls too-many-open-files never-called
import os
import socket


def run_workers(worker, nums):
    path = os.environ["MANY_HANDS_WITNESS"].partition(":")[2]
    for _ in range(100_000):
        line = socket.socket(socket.AF_UNIX)
        line.connect(path)
        line.close()
