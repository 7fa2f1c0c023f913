# tries: be another program where multiprocessing imports it again.
# exercise: ex02_start_and_join
# holds: each start method is checked.
# options: --start-method spawn
# codes: never-called child-exception child-exception-line
import multiprocessing
import sys

if any("spawn_main" in word for word in sys.orig_argv):
    raise ValueError("not here")


def task(worker, num):
    worker(num)


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=task, args=(worker, num)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
