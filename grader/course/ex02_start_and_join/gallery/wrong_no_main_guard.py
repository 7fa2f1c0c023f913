# wrong: work-at-import
import multiprocessing
import time


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")


run_workers(time.sleep, [0, 0])
