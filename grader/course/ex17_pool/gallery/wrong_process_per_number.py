# wrong: too-many-together — no pool at all
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    workers = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in workers:
        process.start()
    for process in workers:
        process.join()
    print("All processes finished")
