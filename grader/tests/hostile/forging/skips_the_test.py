# tries: end the check with the exceptions by which test runners skip, and by which they stop.
# exercise: ex02_start_and_join
# holds: a check that was skipped is not passed; every exception of the submission is just that.
# codes: exception
import unittest


class Skipped(BaseException):
    pass


class Exit(BaseException):
    pass


Skipped.__module__ = Exit.__module__ = "_pytest.outcomes"


def run_workers(worker, nums):
    raise [unittest.SkipTest("skip"), Skipped("skip"), Exit("stop")][len(nums) % 3]
