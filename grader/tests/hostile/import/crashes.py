# tries: crash the interpreter in C while it is loaded.
# exercise: ex02_start_and_join
# holds: it is a finding, made on stage.
# codes: died-at-import
import ctypes

ctypes.string_at(0)


def run_workers(worker, nums):
    pass
