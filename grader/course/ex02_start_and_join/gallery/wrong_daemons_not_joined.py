# wrong: returned-early
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,), daemon=True) for num in nums]
    for process in processes:
        process.start()
    print("All processes finished")
