# tries: end children with an exception named like the one that a check causes on purpose, and call nothing.
# exercise: ex02_start_and_join
# holds: what is excused is not thereby done.
# codes: never-called
import multiprocessing


class Failure(Exception):
    pass


def child(num):
    raise Failure(f"worker({num}) fails on purpose")


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=child, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
