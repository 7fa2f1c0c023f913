# tries: print the most lines for the fewest bytes.
# exercise: ex02_start_and_join
# holds: the play is stopped, in bounded memory.
# codes: too-much-output never-called
import os


def run_workers(worker, nums):
    while True:
        os.write(1, b"\n" * 30_000)
