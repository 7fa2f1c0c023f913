# tries: to print an error number of five thousand digits, which no int can be made of, and to fail
# exercise: ex02_start_and_join
# holds: grading/machine.py takes five digits at most for an error number
# codes: exception
import sys


def run_workers(worker, nums):
    print("OSError: [Errno " + "9" * 5000 + "]", file=sys.stderr)
    raise OSError("[Errno " + "9" * 280 + "]")
