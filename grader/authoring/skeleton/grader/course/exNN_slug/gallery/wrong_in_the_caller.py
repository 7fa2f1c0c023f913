# wrong: in-the-caller — run() in the place of start()
import multiprocessing


def run_all(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).run()
