# wrong: never-called
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=demo_worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")


def demo_worker(num):
    print(f"Worker {num} started")
    print(f"Worker {num} finished")
