# tries: write raw bytes without an end and without a line's end, past Python's own streams.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-output
import os


def run_workers(worker, nums):
    while True:
        os.write(1, b"\xff\x00" * 5000)
        os.write(2, b"x" * 10_000)
