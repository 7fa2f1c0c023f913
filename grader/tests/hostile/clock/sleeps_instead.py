# tries: let each process sleep long before and after its work, so that their lives overlap and their work does not.
# exercise: ex02_start_and_join
# holds: they must be inside at one instant.
# earns: test_each_number test_waits_for_all test_one_fails test_no_numbers
# codes: one-after-another
import multiprocessing
import time


def slowly(worker, num, lock):
    time.sleep(0.1)
    with lock:
        worker(num)
    time.sleep(0.1)


def run_workers(worker, nums):
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=slowly, args=(worker, num, lock)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
