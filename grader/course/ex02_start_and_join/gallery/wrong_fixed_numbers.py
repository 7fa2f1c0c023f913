# wrong: wrong-arguments
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
