# tries: never come to an end while it is loaded.
# exercise: ex02_start_and_join
# holds: the line at which it stands is told.
# codes: hangs-at-import
import threading

threading.Event().wait()


def run_workers(worker, nums):
    pass
