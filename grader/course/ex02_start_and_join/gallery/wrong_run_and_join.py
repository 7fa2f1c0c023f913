# wrong: join-before-start — run() in the place of start(), then join()
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.run()
    for process in processes:
        process.join()
    print("All processes finished")
