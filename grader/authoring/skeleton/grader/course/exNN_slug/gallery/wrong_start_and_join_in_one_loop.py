# wrong: one-after-another
import multiprocessing


def run_all(worker, nums):
    for num in nums:
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
        process.join()
