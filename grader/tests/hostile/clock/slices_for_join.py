# tries: many short sleeps as a nap in place of joining its processes.
# exercise: ex02_start_and_join
# holds: one sleep after another may be a single nap, so they are waited for some seconds.
# earns: test_each_number test_all_at_once test_one_fails test_no_numbers
# codes: returned-early
import multiprocessing
import time


def nap(seconds):
    for _ in range(25):
        time.sleep(0.02)


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    nap(0.45)
    multiprocessing.active_children()
    print("All processes finished")
