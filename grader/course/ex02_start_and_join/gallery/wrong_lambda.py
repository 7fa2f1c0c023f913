# wrong: not-picklable — works under fork only
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=lambda num=num: worker(num)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
