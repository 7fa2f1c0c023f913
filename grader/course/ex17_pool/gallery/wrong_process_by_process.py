# wrong: new-processes — a new process for each number, never more than asked for at once
import multiprocessing
from multiprocessing.pool import ThreadPool


def run_in_pool(worker, nums, processes=2):
    def one(num):
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
        process.join()

    with ThreadPool(processes) as threads:
        threads.map(one, nums, 1)
    print("All processes finished")
