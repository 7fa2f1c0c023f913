# wrong: returned-early
import multiprocessing


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    print("All processes finished")
