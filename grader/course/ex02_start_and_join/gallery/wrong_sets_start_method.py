# wrong: sets-start-method
import multiprocessing

multiprocessing.set_start_method("fork", force=True)
multiprocessing.set_start_method("spawn", force=True)


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
