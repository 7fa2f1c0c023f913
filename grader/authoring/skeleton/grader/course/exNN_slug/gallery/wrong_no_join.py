# wrong: returned-early
import multiprocessing


def run_all(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
