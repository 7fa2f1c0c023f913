# wrong: in-the-caller
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.run()
    print("All processes finished")
