# wrong: one-after-another
import multiprocessing


def run_workers(worker, nums):
    for num in nums:
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
        process.join()
    print("All processes finished")
