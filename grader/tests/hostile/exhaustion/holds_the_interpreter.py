# tries: one long operation in C that lets no signal handler and no thread run.
# exercise: ex02_start_and_join
# holds: the judge's clock is another process's, and ends it.
# codes: no-progress too-long never-called
import re


def run_workers(worker, nums):
    re.match(r"(a+)+$", "a" * 40 + "b")
