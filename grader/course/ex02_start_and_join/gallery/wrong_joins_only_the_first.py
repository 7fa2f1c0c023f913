# wrong: not-joined
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    if processes:
        processes[0].join()
    print("All processes finished")
