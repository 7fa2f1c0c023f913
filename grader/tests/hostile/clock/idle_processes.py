# tries: do all the work in one process, beside idle ones that only look like workers.
# exercise: ex02_start_and_join
# holds: who did the work counts, not how many there were.
# earns: test_each_number test_waits_for_all test_one_fails test_no_numbers
# codes: one-process one-after-another exception child-exception
import multiprocessing
import time


def all_of_them(worker, nums):
    for num in nums:
        try:
            worker(num)
        except Exception:
            pass


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=time.sleep, args=(0.3,)) for _ in nums]
    processes.append(multiprocessing.Process(target=all_of_them, args=(worker, nums)))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
