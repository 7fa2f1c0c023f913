# wrong: returned-early
import multiprocessing


def run_workers(worker, nums):
    process = None
    for num in nums:
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
    if process:
        process.join()
    print("All processes finished")
