# wrong: module-called
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
