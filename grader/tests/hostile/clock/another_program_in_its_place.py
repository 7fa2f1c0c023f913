# tries: become another program, with the same process id, that has a forged clock and output.
# exercise: ex02_start_and_join
# holds: the stage's line is closed with it, so the play is over.
# codes: died never-called
import os
import sys


def run_workers(worker, nums):
    os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", "print('All processes finished')"])
