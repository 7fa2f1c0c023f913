# tries: stop all of Python's clocks, and make sleep do nothing, to look quick.
# exercise: ex02_start_and_join
# holds: the judge's clock is in another process.
# codes: in-the-caller called-not-passed threads
import time

time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0
time.time_ns = time.monotonic_ns = time.perf_counter_ns = lambda: 0
time.sleep = lambda seconds: None


def run_workers(worker, nums):
    for num in nums:
        worker(num)
    print("All processes finished")
